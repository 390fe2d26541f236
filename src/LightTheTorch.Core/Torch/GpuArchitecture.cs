using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LightTheTorch.Torch;

/// <summary>What GPU code is compiled for, and what a GPU is, in the vendors' own spelling. A closed hierarchy.</summary>
public abstract partial record GpuArchitecture
{
    private GpuArchitecture()
    {
    }

    /// <summary>Takes <c>sm_86</c>, <c>sm_90a</c>, <c>compute_120</c>, <c>gfx90a</c> and the name of an Intel family such as <c>arc-b</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GpuArchitecture? architecture)
    {
        architecture = null;
        if (Nvidia().Match(text) is { Success: true } match)
        {
            int number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            string suffix = match.Groups["suffix"].Value;
            if (match.Groups["kind"].Value == "sm") architecture = new Sass(number / 10, number % 10, suffix);
            else if (suffix.Length == 0) architecture = new Ptx(number / 10, number % 10);
        }
        else if (Amd().IsMatch(text))
        {
            architecture = new Gfx(text);
        }
        else if (Intel().IsMatch(text) && !text.StartsWith("sm", StringComparison.Ordinal) && !text.StartsWith("gfx", StringComparison.Ordinal))
        {
            architecture = new IntelFamily(text);
        }

        return architecture is not null;
    }

    /// <exception cref="FormatException">The text names no architecture.</exception>
    public static GpuArchitecture Parse(string text) =>
        TryParse(text, out GpuArchitecture? architecture) ? architecture : throw new FormatException($"GPU architecture is invalid: '{text}'");

    public sealed override string ToString() => this switch
    {
        Sass sass => string.Create(CultureInfo.InvariantCulture, $"sm_{sass.Major}{sass.Minor}{sass.Suffix}"),
        Ptx ptx => string.Create(CultureInfo.InvariantCulture, $"compute_{ptx.Major}{ptx.Minor}"),
        Gfx gfx => gfx.Name,
        IntelFamily family => family.Name,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    [GeneratedRegex(@"\A(?<kind>sm|compute)_(?<number>[1-9][0-9]{1,2})(?<suffix>[af]?)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Nvidia();

    [GeneratedRegex(@"\Agfx[0-9]{1,2}[0-9a-f]{2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Amd();

    [GeneratedRegex(@"\A[a-z]{2,}(-[a-z0-9]+)+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Intel();

    /// <summary>Machine code for an NVIDIA GPU, or that GPU's compute capability.</summary>
    /// <param name="Major">Code runs only on GPUs of the same major.</param>
    /// <param name="Minor">Code runs on GPUs of this minor and higher ones.</param>
    /// <param name="Suffix"><c>a</c>: this very chip only; <c>f</c>: its family; empty for ordinary code.</param>
    public sealed record Sass(int Major, int Minor, string Suffix = "") : GpuArchitecture;

    /// <summary>Intermediate code that the driver can compile for any GPU of this or a higher capability.</summary>
    public sealed record Ptx(int Major, int Minor) : GpuArchitecture;

    /// <summary>An AMD GPU by its LLVM target.</summary>
    public sealed record Gfx(string Name) : GpuArchitecture;

    /// <summary>An Intel GPU by the family that PyTorch's documentation names.</summary>
    public sealed record IntelFamily(string Name) : GpuArchitecture;
}
