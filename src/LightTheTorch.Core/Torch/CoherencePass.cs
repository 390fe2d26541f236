using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Torch;

/// <summary>
/// Proves, after resolving and before writing, that the packages of one target fit together in what their requirements do not say:
/// one torch of the backend, companions made for it, compiled packages of its CUDA or ROCm, and nothing of NVIDIA's in a lock without CUDA.
/// </summary>
public sealed class CoherencePass
{
    private static readonly PackageName s_torch = PackageName.Parse("torch");

    private readonly BackendCatalogue _catalogue;
    private readonly BuildIdentityReader _reader;

    public CoherencePass(BackendCatalogue catalogue)
    {
        _catalogue = catalogue;
        _reader = new BuildIdentityReader(catalogue);
    }

    /// <summary>Checks the answer for one target. Errors say that the lock must not be written; warnings are for the user to know.</summary>
    /// <returns>In the order of the packages' names; empty when all is well.</returns>
    public ImmutableArray<Diagnostic> Check(Backend backend, IEnumerable<CoherenceSubject> answer)
    {
        ImmutableArray<CoherenceSubject> subjects = [.. answer.OrderBy(subject => subject.Name.Value, StringComparer.Ordinal)];
        ImmutableArray<CoherenceSubject> torches = [.. subjects.Where(subject => subject.Name.Equals(s_torch))];
        CoherenceMessages messages = new(_catalogue, backend);
        List<Diagnostic> found = [];
        if (torches.Length > 1) found.Add(messages.SeveralTorches(torches));
        foreach (CoherenceSubject subject in subjects)
        {
            if (IsOurs(subject, backend)) found.AddRange(CheckOwn(subject, torches.FirstOrDefault() ?? subject, backend, messages));
            else if (torches.Length > 0) found.AddRange(CheckBuild(subject, backend, messages));
            if (torches.Length == 1) found.AddRange(CheckTorch(subject, torches[0], messages));
        }

        if (backend.Accelerator != Accelerator.Cuda) found.AddRange(CheckCudaParts(subjects, backend, messages));
        found.AddRange(CheckCollisions(subjects));
        return [.. found];
    }

    // triton is one wheel for all of NVIDIA's backends and split by name for the others: its name is all that counts.
    private static bool IsTriton(PackageName name) => name.Value.Contains("triton", StringComparison.Ordinal);

    private bool IsOurs(CoherenceSubject subject, Backend backend) =>
        _catalogue.Packages.Contains(subject.Name) || (backend.Has(subject.Name) && !IsTriton(subject.Name));

    // A wheel of PyTorch's: its tag must be the backend's. macOS, older Arm and very old wheels have none, and lie in the backend's directory.
    private IEnumerable<Diagnostic> CheckOwn(CoherenceSubject subject, CoherenceSubject torch, Backend backend, CoherenceMessages messages)
    {
        if (IsTriton(subject.Name)) yield break;
        BuildIdentity wanted = BuildIdentity.Of(backend);
        if (BuildIdentityReader.FromLocal(subject.Version) is { } identity)
        {
            bool same = subject.Name.Equals(s_torch) ? IsTagOf(backend, string.Join('.', subject.Version.Local)) : wanted.Agrees(identity);
            if (!same) yield return messages.OtherBackend(subject, identity);
        }
        else if (UntaggedIsWrong(subject, torch, backend))
        {
            // What PyTorch's own index has is tagged or in the backend's directory; of some that others publish the catalogue knows the build.
            if (IsOnPyTorchsIndex(subject) || _reader.RuleFor(subject) is null) yield return messages.Untagged(subject);
            else foreach (Diagnostic other in CheckBuild(subject, backend, messages)) yield return other;
        }
    }

    // What stands behind a backend's name may say more, as in `cpu.cxx11.abi` and AMD's `rocm7.14.0`; but `rocm6.2.4` is a backend of its own.
    private bool IsTagOf(Backend backend, string local) => _catalogue.All
        .Select(other => other.Name.Value)
        .Where(name => local == name || local.StartsWith(name + ".", StringComparison.Ordinal))
        .MaxBy(name => name.Length) == backend.Name.Value;

    private bool UntaggedIsWrong(CoherenceSubject subject, CoherenceSubject torch, Backend backend)
    {
        if (backend.Accelerator == Accelerator.Cpu || subject.IsPure || subject.Url.AbsolutePath.Contains($"/{backend.Name}/", StringComparison.Ordinal)) return false;

        // On another vendor's index everything is for that vendor's GPUs, and tags are not the custom.
        if (backend.Index != "pytorch" && subject.Url.Host == _catalogue.Indexes[backend.Index].Host) return false;

        // What the user took from PyPI is the CUDA build of the day, without its tag, and only on Linux; a companion's is that of its torch.
        bool isDefault = _catalogue.PypiTorch.FirstOrDefault(row => row.Torch.Contains(torch.Version)).CudaMajor == backend.Toolkit?.Major;
        return IsOnPyTorchsIndex(subject) || !isDefault || backend.Accelerator != Accelerator.Cuda || !subject.FileName.Contains("linux", StringComparison.Ordinal);
    }

    private bool IsOnPyTorchsIndex(CoherenceSubject subject) => _catalogue.Hosts.Canonical(subject.Url).Host == _catalogue.Indexes["pytorch"].Host;

    private IEnumerable<Diagnostic> CheckBuild(CoherenceSubject subject, Backend backend, CoherenceMessages messages)
    {
        if (IsTriton(subject.Name) || _reader.Of(subject) is not { } identity || identity.Agrees(BuildIdentity.Of(backend))) yield break;
        CudaBuildRule? rule = _reader.RuleFor(subject);
        bool tagged = BuildIdentityReader.FromLocal(subject.Version) is not null;
        if (rule is { RunsWithout: true } && backend.Accelerator != Accelerator.Cuda && !tagged) yield break;

        // A CPU lock may hold what was made for CUDA because another package demands it: it lies idle, and often says so at import.
        bool isError = backend.Accelerator != Accelerator.Cpu && rule is not { IsOptional: true };
        yield return messages.OtherBuild(subject, identity, rule, isError);
    }

    private IEnumerable<Diagnostic> CheckTorch(CoherenceSubject subject, CoherenceSubject torch, CoherenceMessages messages)
    {
        if (_catalogue.Companions.FirstOrDefault(rule => rule.Package.Equals(subject.Name) && rule.Versions.Contains(subject.Version)) is { } rule && !rule.Torch.Contains(torch.Version))
        {
            yield return messages.Companion(subject, torch, rule);
        }

        if (BuildIdentityReader.TorchInLocal(subject.Version) is { } built && !VendorRange.Parse($"[{built.Major}.{built.Minor},{built.Major}.{built.Minor + 1})").Contains(torch.Version))
        {
            yield return CoherenceMessages.BuiltForOtherTorch(subject, torch, $"{built.Major}.{built.Minor}");
        }

        if (_catalogue.Packages.Contains(subject.Name) && NightlyBuilds.DayOf(subject.Version) is { } day && NightlyBuilds.DayOf(torch.Version) != day && !IsTriton(subject.Name))
        {
            yield return CoherenceMessages.OtherDay(subject, torch, day);
        }

        // Only an override can bring this about. A torchvision of another torch fails at import; of others that hold compiled code nobody knows.
        bool isOurs = _catalogue.Packages.Contains(subject.Name);
        foreach (Requirement requirement in subject.Requires.Where(r => r.Name.Equals(s_torch) && !r.Specifier.Contains(torch.Version, prereleases: true) && (isOurs || IsPinned(r, subject))))
        {
            yield return CoherenceMessages.PinnedOtherTorch(subject, torch, requirement, isOurs);
        }
    }

    private static bool IsPinned(Requirement requirement, CoherenceSubject subject) => !subject.IsPure && requirement.Specifier.Clauses.Any(clause => clause.Operator is "==" or "===");

    // One error for all that a wrong torch brings along, and a warning for each of what others demand.
    private IEnumerable<Diagnostic> CheckCudaParts(ImmutableArray<CoherenceSubject> subjects, Backend backend, CoherenceMessages messages)
    {
        ImmutableArray<CoherenceSubject> parts = [.. subjects.Where(subject => IsCudaPart(subject.Name, backend))];
        var brought = parts.GroupBy(subject => string.Join(' ', Ours(subject))).Where(group => group.Key.Length > 0);
        foreach (var group in brought) yield return messages.TorchBrings([.. group], subjects.First(subject => subject.Name.Equals(Ours(group.First())[0])));
        // Others may have their reasons for what is pure Python, whoever publishes it: nvidia-modelopt.
        foreach (CoherenceSubject other in parts.Where(subject => !subject.IsPure && Ours(subject).IsEmpty && !subject.RequiredBy.All(BuildIdentityReader.IsLibrary))) yield return messages.OthersBring(other);
    }

    private static bool IsCudaPart(PackageName name, Backend backend) =>
        (IsTriton(name) && backend.Accelerator == Accelerator.Cpu) || (BuildIdentityReader.IsLibrary(name) && !IsHarmless(name));

    private ImmutableArray<PackageName> Ours(CoherenceSubject subject) => [.. subject.RequiredBy.Where(name => _catalogue.Packages.Contains(name) && !IsTriton(name))];

    // Bindings that need no CUDA to be there: nvidia-ml-py asks the driver, if there is one.
    private static bool IsHarmless(PackageName name) => name.Value is "nvidia-ml-py" or "cuda-pathfinder";

    // nvidia-nccl-cu12 and nvidia-nccl-cu13 write the same files.
    private static IEnumerable<Diagnostic> CheckCollisions(ImmutableArray<CoherenceSubject> subjects) =>
        from subject in subjects
        where subject.Name.Value.StartsWith("nvidia-", StringComparison.Ordinal) && BuildIdentityReader.CudaInName(subject.Name) is not null
        group subject by subject.Name.Value[..subject.Name.Value.LastIndexOf("-cu", StringComparison.Ordinal)] into library
        where library.Count() > 1
        select CoherenceMessages.Collision([.. library]);
}
