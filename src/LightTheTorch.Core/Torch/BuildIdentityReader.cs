using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>Reads from a wheel's tag, name and METADATA what it was built for; the catalogue knows it of a few that say nothing.</summary>
internal sealed partial class BuildIdentityReader(BackendCatalogue catalogue)
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    // Loaded by name at run time through an interface that did not change; many that link their own CUDA ask for it.
    private static readonly PackageName[] s_loose = [PackageName.Parse("nvidia-nccl-cu11"), PackageName.Parse("nvidia-nccl-cu12"), PackageName.Parse("nvidia-nccl-cu13")];

    /// <summary>The strongest statement there is, or <see langword="null"/> when the wheel does not care.</summary>
    public BuildIdentity? Of(CoherenceSubject subject) =>
        FromLocal(subject.Version) ?? (subject.IsPure ? null : FromName(subject.Name) ?? FromRequirements(subject) ?? FromCatalogue(subject));

    /// <summary>The rule of the catalogue for a package, when it has one.</summary>
    public CudaBuildRule? RuleFor(CoherenceSubject subject) =>
        catalogue.CudaBuilds.FirstOrDefault(rule => rule.Package.Equals(subject.Name) && rule.Versions.Contains(subject.Version));

    /// <summary>A local version such as <c>+cu126</c>, <c>+rocm6.4</c>, <c>+cpu</c>, <c>+cu12torch2.8cxx11abitrue</c>, <c>+pt26cu124</c>.</summary>
    public static BuildIdentity? FromLocal(PyVersion version)
    {
        if (!version.HasLocal) return null;
        string local = string.Join('.', version.Local);
        string evidence = $"by its tag `+{local}`";
        if (CudaInLocal().Match(local) is { Success: true } cuda) return new BuildIdentity(Accelerator.Cuda, [CudaMajor(cuda.Groups["number"].ValueSpan)], evidence);
        if (RocmInLocal().Match(local) is { Success: true } rocm) return new BuildIdentity(Accelerator.Rocm, [RocmMajor(rocm.Groups["number"].ValueSpan)], evidence);
        if (WordInLocal().Match(local) is { Success: true } word) return new BuildIdentity(word.Groups["word"].Value == "cpu" ? Accelerator.Cpu : Accelerator.Xpu, [], evidence);
        return null;
    }

    /// <summary>The torch that a local version such as <c>+cu12torch2.8</c>, <c>+pt26cu124</c> or <c>+torch280cu128</c> names, as a prefix: 2.8.</summary>
    /// <returns><see langword="null"/> also for what could be two: <c>torch210</c> is 2.1.0 to some and 2.10 to others.</returns>
    public static (int Major, int Minor)? TorchInLocal(PyVersion version)
    {
        if (version.Local is []) return null;
        if (TorchInLocalForm().Match(string.Join('.', version.Local)) is not { Success: true } match) return null;
        ReadOnlySpan<char> digits = match.Groups["digits"].ValueSpan;
        bool isWhole = match.Groups["kind"].Value == "pt" || match.Groups["dot"].Length > 0 || digits.Length == 1;
        if (!isWhole && digits.Length == 2 && digits[0] == '1') return null;
        return (Number(match.Groups["major"].ValueSpan), Number(isWhole ? digits : digits[..^1]));
    }

    /// <summary>The CUDA major in the name of a library of NVIDIA's or of a package for one CUDA: <c>nvidia-cublas-cu12</c>, <c>spconv-cu120</c>.</summary>
    public static int? CudaInName(PackageName name) =>
        CudaInNameForm().Match(name.Value) is { Success: true } match ? CudaMajor(match.Groups["number"].ValueSpan) : null;

    private static BuildIdentity? FromName(PackageName name) =>
        !IsLibrary(name) && CudaInName(name) is { } major ? new BuildIdentity(Accelerator.Cuda, [major], "by its name") : null;

    /// <summary>NVIDIA's libraries are brought by those that use them, and it is those that must agree.</summary>
    public static bool IsLibrary(PackageName name) =>
        name.Value.StartsWith("nvidia-", StringComparison.Ordinal) || name.Value.StartsWith("cuda-", StringComparison.Ordinal);

    private static BuildIdentity? FromRequirements(CoherenceSubject subject)
    {
        // A library that needs another library says nothing about whoever uses both.
        if (IsLibrary(subject.Name)) return null;
        foreach (Requirement requirement in subject.Requires.OrderBy(requirement => requirement.Name.Value, StringComparer.Ordinal))
        {
            if (s_loose.Contains(requirement.Name) || !IsLibrary(requirement.Name)) continue;
            int? major = CudaInName(requirement.Name) ?? (requirement.Name.Value == "cuda-toolkit" ? MajorOfPin(requirement) : null);
            if (major is { } found) return new BuildIdentity(Accelerator.Cuda, [found], $"for it requires `{requirement.Name}`");
        }

        return null;
    }

    private BuildIdentity? FromCatalogue(CoherenceSubject subject)
    {
        if (RuleFor(subject) is not { } rule) return null;
        if (!rule.Majors.IsEmpty) return new BuildIdentity(Accelerator.Cuda, rule.Majors, "as its makers build it");
        if (subject.Requires.FirstOrDefault(requirement => requirement.Name.Equals(s_torch)) is not { } torch || Pin(torch) is not { } pin) return null;
        int major = catalogue.PypiTorch.FirstOrDefault(row => row.Torch.Contains(pin)).CudaMajor;
        return major == 0 ? null : new BuildIdentity(Accelerator.Cuda, [major], $"for it is built against PyPI's torch {pin}");
    }

    private static PyVersion? Pin(Requirement requirement) => requirement.Specifier.Clauses.FirstOrDefault(clause => clause.Operator == "==")?.Version;

    private static int? MajorOfPin(Requirement requirement)
    {
        string? text = requirement.Specifier.Clauses.FirstOrDefault(clause => clause.Operator is "==" or "~=" or ">=")?.VersionText;
        return text is not null && int.TryParse(text.AsSpan(0, text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : text.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : null;
    }

    // cu126 is 12.6, cu12 is 12, and cu92 is 9.2: names of two digits stand for a major since CUDA 10.
    private static int CudaMajor(ReadOnlySpan<char> number) => number.Length == 3 ? Number(number[..2]) : Number(number) < 70 ? Number(number) : Number(number[..1]);

    // rocm6.4 and rocm7 say it themselves; rocm64 is 6.4, and rocm723 is 7.2.3.
    private static int RocmMajor(ReadOnlySpan<char> number) => number.Length == 3 || Number(number) >= 20 ? Number(number[..1]) : Number(number);

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\A|[^a-z])cu(?<number>[0-9]{2,3})(\z|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex CudaInLocal();

    [GeneratedRegex(@"(\A|[^a-z])rocm(?<number>[0-9]{1,3})(\z|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex RocmInLocal();

    [GeneratedRegex(@"(\A|[^a-z])(?<word>cpu|xpu)(\z|[^a-z])", RegexOptions.NonBacktracking)]
    private static partial Regex WordInLocal();

    [GeneratedRegex(@"(?<kind>torch|pt)(?<major>[12])(?<dot>\.?)(?<digits>[0-9]{1,3})(\z|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex TorchInLocalForm();

    [GeneratedRegex(@"-cu(?<number>[0-9]{2,3})(\z|-)", RegexOptions.NonBacktracking)]
    private static partial Regex CudaInNameForm();
}
