namespace LightTheTorch.Resolution;

/// <summary>Why a version that an index lists cannot be used for a target. Versions with equal exclusions are told of together.</summary>
internal abstract record Exclusion
{
    private Exclusion()
    {
    }

    /// <summary>It has wheels, but none whose tags the target accepts.</summary>
    public sealed record NoWheel : Exclusion;

    /// <param name="Specifier">The <c>Requires-Python</c> that the target's Python does not meet, as written.</param>
    public sealed record OtherPython(string Specifier) : Exclusion;

    /// <summary>Only an sdist, whose dependencies nobody knows before it is built.</summary>
    public sealed record BuildNeeded : Exclusion;

    /// <summary>Every file was withdrawn (PEP 592), and no requirement names this very version.</summary>
    public sealed record Yanked(string Why) : Exclusion;

    /// <summary>A pre-release that nobody asked for.</summary>
    public sealed record Prerelease : Exclusion;

    /// <summary>Every file is younger than <c>--exclude-newer</c> allows.</summary>
    public sealed record TooNew : Exclusion;

    /// <summary>Other versions have files with a hash that the user allows (<c>--hash</c>), and this one has none.</summary>
    public sealed record OtherHash : Exclusion;

    /// <summary>Not the version that other targets share (<see cref="VersionChoice"/>).</summary>
    public sealed record NotShared : Exclusion;

    /// <summary>Its METADATA cannot be read.</summary>
    public sealed record InvalidMetadata(string Why) : Exclusion;

    /// <summary>The file was named by a URL, and nobody who does so is selected.</summary>
    public sealed record OnlyByUrl : Exclusion;
}
