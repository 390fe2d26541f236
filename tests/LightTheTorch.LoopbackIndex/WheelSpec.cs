using System.Collections.Immutable;

namespace LightTheTorch.LoopbackIndex;

/// <summary>
/// What a made wheel says of itself. Names, versions and requirements are text as a publisher would write it: a test may write them wrong.
/// </summary>
public sealed record WheelSpec(string Name, string Version)
{
    /// <summary>Python tag, such as <c>py3</c> or <c>cp312</c>; dots compress several.</summary>
    public string Python { get; init; } = "py3";

    /// <summary>ABI tag.</summary>
    public string Abi { get; init; } = "none";

    /// <summary>Platform tag, such as <c>manylinux_2_28_x86_64</c>.</summary>
    public string Platform { get; init; } = "any";

    /// <summary>Build tag; null for none.</summary>
    public string? Build { get; init; }

    /// <summary><c>Requires-Dist</c>, one requirement each.</summary>
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary><c>Provides-Extra</c>.</summary>
    public ImmutableArray<string> Extras { get; init; } = [];

    /// <summary><c>Requires-Python</c>; null for none.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>Other headers of METADATA, one line each: <c>License-Expression: MIT</c>.</summary>
    public ImmutableArray<string> Headers { get; init; } = [];

    /// <summary>Text of the module that can be imported; null for one that states its version as <c>__version__</c>.</summary>
    public string? Module { get; init; }

    /// <summary>Bytes that make the wheel larger, for tests of what is downloaded.</summary>
    public int Padding { get; init; }

    /// <summary>The name as file names write it.</summary>
    public string FileSafeName => Name.Replace('-', '_').Replace('.', '_');

    /// <summary>The wheel's file name (binary distribution format, "File name convention").</summary>
    public string FileName => $"{FileSafeName}-{Version}-{(Build is null ? "" : Build + "-")}{Python}-{Abi}-{Platform}.whl";

    /// <summary>The name to import.</summary>
    public string ModuleName => FileSafeName.ToLowerInvariant();

    /// <summary>METADATA, as in the wheel.</summary>
    public string Metadata => string.Join('\n',
    [
        "Metadata-Version: 2.2",
        $"Name: {Name}",
        $"Version: {Version}",
        "Summary: made for a test",
        .. RequiresPython is null ? ImmutableArray<string>.Empty : [$"Requires-Python: {RequiresPython}"],
        .. Extras.Select(extra => $"Provides-Extra: {extra}"),
        .. Requires.Select(requirement => $"Requires-Dist: {requirement}"),
        .. Headers,
        "",
    ]);
}
