using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>Judges what an installed torch said against the machine: the cause of each failure in a sentence, and what helps.</summary>
/// <param name="catalogue">All backends.</param>
/// <param name="machine">What it has.</param>
/// <param name="picked">The backend of the lock that the environment should hold; null for one that the catalogue does not have.</param>
/// <param name="locked">All backends that are locked.</param>
public sealed class TorchCheck(BackendCatalogue catalogue, MachineReport machine, Backend? picked, ImmutableArray<BackendName> locked)
{
    private const string NoKernelImage = "no kernel image is available for execution on the device";

    private readonly BackendChoice _choice = new(catalogue);

    /// <summary>A variable and its value that hide GPUs from every program, <c>CUDA_VISIBLE_DEVICES=-1</c>; null when there is none.</summary>
    public string? HiddenBy { get; init; }

    public TorchFindings Of(TorchAnswer answer)
    {
        if (answer.Ended is { } ended) return new TorchFindings(answer, [new TorchProblem(ended, "`ltt sync --reinstall torch` brings its files back; `ltt detect` says whether this machine runs its backend")], []);
        if (answer.ImportError is { } error) return new TorchFindings(answer, [Explained("`import torch` fails", error, "`ltt sync --reinstall torch` installs it anew")], []);
        List<TorchProblem> problems = [];
        List<string> notes = [];
        ImmutableArray<Gpu> stranded = [];
        if (VendorOf(answer.Accelerator) is { } vendor)
        {
            stranded = OnGpus(answer, vendor, problems, notes);
        }
        else if (picked is { Accelerator: not Accelerator.Cpu })
        {
            problems.Add(new TorchProblem($"torch {answer.Version} is a build for the processor, and the lock is for `{picked}`: it uses no GPU", "`ltt sync` installs the lock's"));
        }

        foreach (TorchDevice device in answer.Devices.Where(device => device.Error is not null && !stranded.Any(gpu => gpu.Architecture!.Equals(device.Architecture)))) problems.Add(OnDevice(answer, device));
        if (answer.VisionError is { } vision) problems.Add(Explained("an operation of torchvision fails", vision, "`ltt sync --reinstall torchvision` brings its files back"));
        return new TorchFindings(answer, [.. problems], [.. notes]);
    }

    // Returns the GPUs for which the build has no code: what fails on them needs no second sentence.
    private ImmutableArray<Gpu> OnGpus(TorchAnswer answer, GpuVendor vendor, List<TorchProblem> problems, List<string> notes)
    {
        string build = $"torch {answer.Version} is a build for {vendor.DisplayName()} GPUs";
        bool offersOne = answer.Devices.Any(device => device.Id != "cpu");
        if (picked is not null && picked.Accelerator != answer.Accelerator) problems.Add(new TorchProblem($"{build}, and the lock is for `{picked}`", "`ltt sync` installs the lock's"));
        ImmutableArray<Gpu> own = [.. machine.Gpus.Where(gpu => gpu.Vendor == vendor)];
        if (own.IsEmpty)
        {
            ImmutableArray<Gpu> others = [.. machine.Gpus.Where(gpu => gpu is { Problem: null, IsIntegrated: false })];
            if (!others.IsEmpty) problems.Add(new TorchProblem($"{build}, and this machine has {Phrases.List(others.Select(gpu => gpu.ToString()))}", Instead(BackendOf(answer))));
            else if (!offersOne) notes.Add($"{build} and was tried on none: there is none here");
            return [];
        }

        ImmutableArray<Gpu> working = [.. own.Where(gpu => gpu.Problem is null)];
        if (working.IsEmpty)
        {
            problems.Add(new TorchProblem($"nothing runs on {own[0]}: {own[0].Problem}", "`ltt detect` says what was found"));
            return [];
        }

        if (working.Any(gpu => !gpu.IsIntegrated)) working = [.. working.Where(gpu => !gpu.IsIntegrated)];
        ImmutableArray<Gpu> stranded = answer.Code.IsEmpty ? [] : [.. working.Where(gpu => gpu.Architecture is { } architecture && !HardwareFit.HasCode(answer.Code, architecture))];
        if (!stranded.IsEmpty)
        {
            problems.Add(new TorchProblem(
                $"torch {answer.Version} has no code for {Phrases.List(stranded.Select(gpu => gpu.ToString()))}, so kernels fail there with \"{NoKernelImage}\": it is made for {Phrases.List(answer.Code.Select(code => code.ToString()))}",
                Instead(BackendOf(answer))));
        }
        else if (!offersOne)
        {
            Unoffered(answer, working, problems, notes);
        }

        return stranded;
    }

    private void Unoffered(TorchAnswer answer, ImmutableArray<Gpu> gpus, List<TorchProblem> problems, List<string> notes)
    {
        string none = $"torch {answer.Version} sees no GPU, and {Phrases.List(gpus.Select(gpu => gpu.ToString()))} is there";
        BackendVerdict? verdict = BackendOf(answer) is { } backend && answer.Version is { } version ? _choice.Rank(machine, [new BackendOffer(backend, [version.Public])])[0] : null;
        if (verdict?.Why is { } why) problems.Add(new TorchProblem($"{none}: {why}", Instead(verdict.Backend)));
        else if (gpus.All(gpu => gpu.IsStated)) notes.Add($"torch {answer.Version} was tried on no GPU: those that were stated are not here");
        else if (HiddenBy is { } variable) problems.Add(new TorchProblem($"{none}: `{variable}` hides it", $"unset `{variable.Split('=')[0]}`"));
        else problems.Add(answer.Unavailable is { } said ? Explained(none, said, Instead(null)) : new TorchProblem(none, "`ltt detect` says what was found; in a container the GPU must be passed in (`docker run --gpus all`)"));
    }

    private TorchProblem OnDevice(TorchAnswer answer, TorchDevice device) => device.Error!.Contains(NoKernelImage, StringComparison.OrdinalIgnoreCase) // only those with an error come here
        ? new TorchProblem($"torch {answer.Version} has no code for {device}: a kernel fails there with \"{NoKernelImage}\"", Instead(BackendOf(answer)))
        : Explained($"a kernel fails on {device}", device.Error, "`ltt detect` says whether this machine runs the backend; `ltt sync --reinstall torch` brings its files back");

    private static TorchProblem Explained(string what, string said, string fix) =>
        TorchFailures.Explain(said) is var (cause, known) ? new TorchProblem($"{what}: {cause} ({said})", known) : new TorchProblem($"{what}: {said}", fix);

    // What to install in the place of a backend.
    private string Instead(Backend? now)
    {
        BackendVerdict? best = _choice.Rank(machine).FirstOrDefault(verdict => verdict.Runs && verdict.Backend != now && (verdict.Backend.Accelerator != Accelerator.Cpu || !machine.HasAccelerator));
        if (best is null) return "no other backend runs here; `ltt detect` says why not";
        BackendName name = best.Backend.Name;
        return locked.Contains(name)
            ? $"`{name}` runs here and is locked: `ltt sync --backend {name}`"
            : $"`{name}` runs here with torch {best.TorchRange}: `ltt lock --backends {string.Join(',', locked.Append(name))}`, then `ltt sync`";
    }

    // The local part names it; builds that have none say their toolkit.
    private Backend? BackendOf(TorchAnswer answer)
    {
        string[] names = [answer.Version is { HasLocal: true } version ? string.Join('.', version.Local) : "", Toolkit(answer)];
        return names.Select(name => BackendName.TryParse(name, out BackendName? parsed) ? catalogue.Find(parsed) : null).FirstOrDefault(backend => backend is not null);
    }

    private static string Toolkit(TorchAnswer answer) => answer switch
    {
        { Hip: { } hip } => string.Create(CultureInfo.InvariantCulture, $"rocm{string.Join('.', hip.Split('.').Take(2))}"),
        { Cuda: { } cuda } => "cu" + cuda.Replace(".", "", StringComparison.Ordinal),
        { Xpu: not null } => "xpu",
        _ => "cpu",
    };

    private static GpuVendor? VendorOf(Accelerator accelerator) => accelerator switch
    {
        Accelerator.Cuda => GpuVendor.Nvidia,
        Accelerator.Rocm => GpuVendor.Amd,
        Accelerator.Xpu => GpuVendor.Intel,
        _ => null,
    };
}
