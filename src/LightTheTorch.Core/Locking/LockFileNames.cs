using System.Collections.Immutable;
using LightTheTorch.Names;

namespace LightTheTorch.Locking;

/// <summary>What the files of a lock are called in their folder.</summary>
public static class LockFileNames
{
    public static string Requirements(BackendName backend) => $"requirements.{backend}.txt";

    /// <summary>PEP 751 allows one dot before and one behind the name, so that <c>rocm7.2</c> becomes <c>pylock.rocm7-2.toml</c>.</summary>
    public static string Pylock(BackendName backend) => $"pylock.{backend.Value.Replace('.', '-')}.toml";

    public static ImmutableArray<string> Of(BackendName backend, LockFormat format) => format switch
    {
        LockFormat.Requirements => [Requirements(backend)],
        LockFormat.Pylock => [Pylock(backend)],
        _ => [Requirements(backend), Pylock(backend)],
    };

    /// <summary>Which of the two forms a file of this name has.</summary>
    public static bool IsPylock(string fileName) => fileName.EndsWith(".toml", StringComparison.OrdinalIgnoreCase);
}
