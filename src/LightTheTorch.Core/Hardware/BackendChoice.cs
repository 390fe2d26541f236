using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Hardware;

/// <summary>
/// Ranks backends for a machine and says of each that does not run why. A backend must serve every GPU of its vendor that works:
/// the wheel is for the machine, not for the process that happens to install it.
/// </summary>
/// <remarks>
/// Best is: on a GPU rather than on the processor; then the newest torch, then the newest CUDA or ROCm. A GPU that is part of the
/// processor does not count while a card of its vendor works.
/// </remarks>
public sealed class BackendChoice(BackendCatalogue catalogue)
{
    private readonly HardwareFit _fit = new(catalogue);

    /// <summary>Ranks everything that the catalogue has, the best first, those that do not run at the end.</summary>
    public ImmutableArray<BackendVerdict> Rank(MachineReport report) =>
    [
        .. Rank(report, catalogue.All.Select(backend => new BackendOffer(backend, Known(backend, report))))
            .Select(verdict => verdict with { TorchRange = verdict.Runs ? _fit.RunningRange(verdict.Backend, MachineFor(verdict.Backend, report)) : "" }),
    ];

    /// <summary>Ranks what there is to be had.</summary>
    /// <param name="report">The machine.</param>
    /// <param name="offers">For example the locks of a project.</param>
    public ImmutableArray<BackendVerdict> Rank(MachineReport report, IEnumerable<BackendOffer> offers) =>
    [
        .. offers
            .Select(offer => (Offer: offer, Verdict: Check(offer, report)))
            .OrderByDescending(pair => pair.Verdict.Runs)
            .ThenBy(pair => Preference(pair.Offer.Backend, report))
            .ThenByDescending(pair => pair.Verdict.Runs && IsCoverageKnown(pair.Offer.Backend, pair.Verdict.Torch[0], report))
            .ThenByDescending(pair => pair.Verdict.Runs ? pair.Verdict.Torch[0] : pair.Offer.Torch.Max())
            .ThenByDescending(pair => pair.Offer.Backend.Toolkit)
            .ThenBy(pair => pair.Offer.Backend.Name)
            .Select(pair => pair.Verdict),
    ];

    /// <summary>Whether any backend of the catalogue runs on one GPU, as if the machine had no other.</summary>
    public GpuVerdict Judge(Gpu gpu, MachineReport report)
    {
        if (Problem(gpu) is { } problem) return new GpuVerdict(gpu, problem);
        if (gpu.Vendor == GpuVendor.Apple) return new GpuVerdict(gpu, null);
        MachineReport alone = report with { Gpus = [gpu] };
        ImmutableArray<BackendVerdict> verdicts = Rank(alone, catalogue.All
            .Where(backend => VendorOf(backend.Accelerator) == gpu.Vendor)
            .Select(backend => new BackendOffer(backend, Known(backend, alone))));
        if (verdicts.Any(verdict => verdict.Runs)) return new GpuVerdict(gpu, null);
        // What the newest line of builds that says whom it serves has against it.
        BackendVerdict? telling = verdicts.FirstOrDefault(verdict => !verdict.Backend.Gpus.IsEmpty) ?? verdicts.FirstOrDefault();
        return new GpuVerdict(gpu, telling?.Why ?? $"no backend of PyTorch is made for {gpu.Vendor.DisplayName()} GPUs");
    }

    private BackendVerdict Check(BackendOffer offer, MachineReport report)
    {
        FitMachine machine = MachineFor(offer.Backend, report);
        ImmutableArray<PyVersion> newestFirst = [.. offer.Torch.OrderDescending()];
        ImmutableArray<(PyVersion Torch, FitVerdict Verdict)> all = [.. newestFirst.Select(torch => (torch, _fit.Check(offer.Backend, torch, machine)))];
        ImmutableArray<(PyVersion Torch, FitVerdict.Runs Runs)> running =
            [.. all.Where(pair => pair.Verdict is FitVerdict.Runs).Select(pair => (pair.Torch, (FitVerdict.Runs)pair.Verdict))];
        if (offer.Backend.Accelerator == Accelerator.Rocm && !running.IsEmpty && !running.Any(pair => IsCoverageKnown(offer.Backend, pair.Torch, report)))
        {
            // AMD's names do not order: a build for one gfx name says nothing of the next, so this would be a guess.
            return new BackendVerdict(offer.Backend, [], $"which GPUs `{offer.Backend}` serves is not known; `--backend {offer.Backend}` takes it all the same", []);
        }

        if (!running.IsEmpty) return new BackendVerdict(offer.Backend, [.. running.Select(pair => pair.Torch)], null, running[0].Runs.Warnings);
        FitVerdict.Fails? newest = all.Select(pair => pair.Verdict).OfType<FitVerdict.Fails>().FirstOrDefault();
        return new BackendVerdict(offer.Backend, [], Why(offer.Backend, newest, report), []);
    }

    // A card that is there and does not work says more than that there is none.
    private static string Why(Backend backend, FitVerdict.Fails? verdict, MachineReport report)
    {
        if (verdict is null) return $"`{backend}` does not exist for {report.Platform}";
        Gpu? broken = verdict.Reason is FitReason.NoGpu
            ? report.Gpus.FirstOrDefault(gpu => gpu.Vendor == VendorOf(backend.Accelerator) && Problem(gpu) is not null)
            : null;
        return broken is null ? verdict.Why : $"`{backend}` cannot use {broken}: {Problem(broken)}";
    }

    private ImmutableArray<PyVersion> Known(Backend backend, MachineReport report) =>
        backend.On(report.Platform) is { } builds ? [.. catalogue.TorchVersionsOf(backend).Where(builds.Torch.Contains)] : [];

    private static bool IsCoverageKnown(Backend backend, PyVersion torch, MachineReport report) =>
        backend.Accelerator == Accelerator.Cpu || !backend.GpusOf(torch, report.Platform).IsEmpty;

    private FitMachine MachineFor(Backend backend, MachineReport report)
    {
        ImmutableArray<FitGpu> gpus = [.. Counting(report, VendorOf(backend.Accelerator)).Select(gpu => new FitGpu(gpu.IsStated ? "" : gpu.Name, gpu.Architecture!))]; // Counting leaves out those without
        bool anyGpu = gpus.IsEmpty && backend.Accelerator == Accelerator.Cuda && report.Driver is { IsStated: true } && !report.Gpus.Any(gpu => gpu.Vendor == GpuVendor.Nvidia);
        return new FitMachine(report.Platform, report.UsesWindowsDriver, NvidiaRelease(report), anyGpu ? [AnyGpu(backend, report)] : gpus)
        {
            DriverText = NvidiaDriver(report)?.Version.Text ?? "",
        };
    }

    // Who states a driver and no GPU asks what the driver can start: any GPU that the backend was made for will do.
    private FitGpu AnyGpu(Backend backend, MachineReport report)
    {
        PyVersion? newest = Known(backend, report).FirstOrDefault();
        GpuArchitecture? first = newest is null ? null : backend.GpusOf(newest, report.Platform).OfType<GpuArchitecture.Sass>().FirstOrDefault();
        return new FitGpu("", first ?? new GpuArchitecture.Sass(7, 5));
    }

    private static IEnumerable<Gpu> Counting(MachineReport report, GpuVendor? vendor)
    {
        ImmutableArray<Gpu> working = [.. report.Gpus.Where(gpu => gpu.Vendor == vendor && Problem(gpu) is null && gpu.Architecture is not null)];
        return working.Any(gpu => !gpu.IsIntegrated) ? working.Where(gpu => !gpu.IsIntegrated) : working;
    }

    private static string? Problem(Gpu gpu) => gpu.Problem
        ?? (gpu.Architecture is null && gpu.Vendor != GpuVendor.Apple ? "its architecture is not known; `--gpu` states it" : null);

    private static GpuDriver? NvidiaDriver(MachineReport report) => report.Driver is { Vendor: GpuVendor.Nvidia } driver ? driver : null;

    // L4T numbers its driver by the branch alone: the 580.00 of a Jetson Thor is no older than the first 580 of a server.
    private static PyVersion? NvidiaRelease(MachineReport report) => (report.Jetson, NvidiaDriver(report)) switch
    {
        (_, null) => null,
        ({ TakesServerWheels: true }, { } driver) => DriverVersion.Parse(string.Create(CultureInfo.InvariantCulture, $"{driver.Version.Major}.999")).Release,
        (_, { } driver) => driver.Version.Release,
    };

    private static GpuVendor? VendorOf(Accelerator accelerator) => accelerator switch
    {
        Accelerator.Cuda => GpuVendor.Nvidia,
        Accelerator.Rocm => GpuVendor.Amd,
        Accelerator.Xpu => GpuVendor.Intel,
        _ => null,
    };

    // Vendors whose GPU is there come before the processor, and the processor before vendors of whom there is nothing.
    private static int Preference(Backend backend, MachineReport report)
    {
        if (backend.Accelerator == Accelerator.Cpu) return 10;
        GpuVendor vendor = VendorOf(backend.Accelerator)!.Value; // only `cpu` has none
        bool isThere = report.Gpus.Any(gpu => gpu.Vendor == vendor) || report.Driver?.Vendor == vendor;
        return (isThere ? 0 : 20) + (int)vendor;
    }
}
