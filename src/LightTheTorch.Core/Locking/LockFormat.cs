namespace LightTheTorch.Locking;

/// <summary>Which files a lock is written to (<c>--format</c>).</summary>
public enum LockFormat
{
    /// <summary><c>requirements.cu126.txt</c>, which every pip installs.</summary>
    Requirements,

    /// <summary><c>pylock.cu126.toml</c> (PEP 751).</summary>
    Pylock,

    /// <summary>Both, saying the same.</summary>
    Both,
}
