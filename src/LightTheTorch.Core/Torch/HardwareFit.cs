using System.Collections.Immutable;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>
/// Decides whether a torch of a backend runs on a machine: the driver must reach the floor of the CUDA major, and the wheel must hold
/// code for every GPU. Neither alone is enough: a new driver does not bring old GPUs back, nor old wheels code for new ones.
/// </summary>
public sealed class HardwareFit
{
    private readonly BackendCatalogue _catalogue;

    public HardwareFit(BackendCatalogue catalogue) => _catalogue = catalogue;

    public FitVerdict Check(Backend backend, PyVersion torch, FitMachine machine)
    {
        if (backend.On(machine.Platform) is not { } builds) return Fail(FitReason.Platform, $"`{backend}` does not exist for {machine.Platform}");
        if (!builds.Torch.Contains(torch)) return Fail(FitReason.TorchVersion, $"`{backend}` has torch {builds.Torch} for {machine.Platform}, not {torch.Public}");
        if (backend.Accelerator == Accelerator.Cpu) return new FitVerdict.Runs([]);
        ImmutableArray<FitGpu> gpus = [.. machine.Gpus.Where(gpu => IsOf(backend.Accelerator, gpu.Architecture))];
        if (gpus.IsEmpty) return Fail(FitReason.NoGpu, $"`{backend}` needs {Wanted(backend.Accelerator)} GPU, and there is none");
        if (CheckDriver(backend, machine) is { } driver) return driver;
        ImmutableArray<(FitGpu Gpu, GpuDenial Denial)> denied = Denied(backend, torch, gpus);
        if (denied.Where(pair => !pair.Denial.IsWarning).Select(pair => $"{pair.Gpu}: {pair.Denial.Why}").FirstOrDefault() is { } refused)
        {
            return Fail(FitReason.Denied, $"`{backend}` must not be used on {refused}");
        }

        ImmutableArray<GpuArchitecture> code = backend.GpusOf(torch, machine.Platform);
        if (code.IsEmpty) return new FitVerdict.Runs([$"which GPUs torch {torch.Public} of `{backend}` serves is not known"]);
        if (CheckCode(backend, torch, machine, gpus, code) is { } missing) return missing;
        return new FitVerdict.Runs([.. denied.Select(pair => $"`{backend}` on {pair.Gpu}: {pair.Denial.Why}")]);
    }

    /// <summary>Whether a build with this code runs on a GPU: as machine code, or as intermediate code that the driver compiles.</summary>
    public static bool HasCode(IEnumerable<GpuArchitecture> code, GpuArchitecture gpu) => code.Any(item => RunsOn(item, gpu) || CompilesFor(item, gpu));

    /// <summary>The torch versions of the catalogue that run, newest first.</summary>
    public ImmutableArray<PyVersion> RunningVersions(Backend backend, FitMachine machine) =>
        [.. _catalogue.TorchVersionsOf(backend).Where(torch => Check(backend, torch, machine) is FitVerdict.Runs)];

    /// <summary>The same as a specifier, <c>&gt;=2.6,&lt;2.15</c>; empty when none runs.</summary>
    public string RunningRange(Backend backend, FitMachine machine)
    {
        ImmutableArray<PyVersion> running = RunningVersions(backend, machine);
        if (running.IsEmpty || backend.On(machine.Platform) is not { } builds) return "";
        ImmutableArray<PyVersion> known = [.. _catalogue.TorchVersionsOf(backend).Where(builds.Torch.Contains)];
        string low = $">={(running[^1].Equals(known[^1]) && builds.Torch.Lowest is { } first ? VendorRange.Written(first) : running[^1])}";
        int newest = known.IndexOf(running[0]);
        if (newest > 0) return $"{low},<{known[newest - 1]}";
        return builds.Torch.Highest is { } last ? $"{low},{(builds.Torch.IncludesHighest ? "<=" : "<")}{VendorRange.Written(last)}" : low;
    }

    private static FitVerdict.Fails? CheckDriver(Backend backend, FitMachine machine)
    {
        if (backend.Driver is not { } floor) return null;
        if (machine.Driver is not { } driver) return Fail(FitReason.NoDriver, $"`{backend}` needs an NVIDIA driver, and none is loaded");
        if (Floor(floor, machine) is not { } range || range.Contains(driver)) return null;
        return Fail(FitReason.Driver, $"`{backend}` needs an NVIDIA driver {range}, and this one is {machine.DriverText}");
    }

    private static FitVerdict.Fails? CheckCode(Backend backend, PyVersion torch, FitMachine machine, ImmutableArray<FitGpu> gpus, ImmutableArray<GpuArchitecture> code)
    {
        ImmutableArray<FitGpu> without = [.. gpus.Where(gpu => !code.Any(item => RunsOn(item, gpu.Architecture)))];
        if (without.IsEmpty) return null;
        ImmutableArray<FitGpu> stranded = [.. without.Where(gpu => !code.Any(item => CompilesFor(item, gpu.Architecture)))];
        if (!stranded.IsEmpty)
        {
            return Fail(FitReason.Architecture, $"torch {torch.Public} of `{backend}` has no code for {Phrases.List(stranded.Select(gpu => gpu.ToString()))}");
        }

        // Minor-version compatibility ends at PTX: the driver must know the toolkit that wrote it (error 222).
        if (backend.ToolkitDriver is { } toolkit && Floor(toolkit, machine) is { } range && machine.Driver is { } driver && !range.Contains(driver))
        {
            return Fail(
                FitReason.Driver,
                $"torch {torch.Public} of `{backend}` has only PTX for {Phrases.List(without.Select(gpu => gpu.ToString()))}, which needs an NVIDIA driver {range}, and this one is {machine.DriverText}");
        }

        return null;
    }

    // The deny list beats the list of architectures, which is why it is asked first.
    private ImmutableArray<(FitGpu Gpu, GpuDenial Denial)> Denied(Backend backend, PyVersion torch, ImmutableArray<FitGpu> gpus) =>
    [
        .. from gpu in gpus
           from denial in _catalogue.Denied
           where denial.Gpu.Equals(gpu.Architecture) && denial.Torch.Contains(torch)
           where backend.Toolkit is not { } toolkit || denial.Toolkit.Contains(toolkit)
           select (gpu, denial),
    ];

    private static FitVerdict.Fails Fail(FitReason reason, string why) => new(reason, why);

    private static VendorRange? Floor(DriverFloor floor, FitMachine machine) => machine.UsesWindowsDriver ? floor.Windows : floor.Linux;

    private static bool IsOf(Accelerator accelerator, GpuArchitecture gpu) => accelerator switch
    {
        Accelerator.Cuda => gpu is GpuArchitecture.Sass,
        Accelerator.Rocm => gpu is GpuArchitecture.Gfx,
        Accelerator.Xpu => gpu is GpuArchitecture.IntelFamily,
        _ => false,
    };

    private static string Wanted(Accelerator accelerator) => accelerator switch
    {
        Accelerator.Cuda => "an NVIDIA",
        Accelerator.Rocm => "an AMD",
        _ => "a supported Intel",
    };

    // Code for sm_XY runs on X.Z with Z >= Y; with an `a` on that chip only. AMD's and Intel's names match or they do not.
    private static bool RunsOn(GpuArchitecture code, GpuArchitecture gpu) => (code, gpu) switch
    {
        (GpuArchitecture.Sass { Suffix: "a" } exact, GpuArchitecture.Sass card) => exact.Major == card.Major && exact.Minor == card.Minor,
        (GpuArchitecture.Sass sass, GpuArchitecture.Sass card) => sass.Major == card.Major && sass.Minor <= card.Minor,
        _ => code.Equals(gpu),
    };

    private static bool CompilesFor(GpuArchitecture code, GpuArchitecture gpu) =>
        code is GpuArchitecture.Ptx ptx && gpu is GpuArchitecture.Sass card && (ptx.Major, ptx.Minor).CompareTo((card.Major, card.Minor)) <= 0;
}
