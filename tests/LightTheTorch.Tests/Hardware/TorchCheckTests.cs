using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Hardware;

/// <summary>What is said of a torch that was tried: the cause, with the words that people search for, and what helps.</summary>
public sealed class TorchCheckTests
{
    private const string Sm50To90 = "sm_50 sm_60 sm_70 sm_75 sm_80 sm_86 sm_90";
    private const string Sm75To120 = "sm_75 sm_80 sm_86 sm_90 sm_100 sm_120 compute_120";
    private const string NoKernel = "AcceleratorError: CUDA error: no kernel image is available for execution on the device";

    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    /// <summary>Machine; backend of the lock; what torch says; a part of the cause; a part of what helps.</summary>
    public static TheoryData<string, string, TorchAnswer, string, string> Failures => new()
    {
        // The build has no code for a GPU: the same cause whether or not a kernel came to fail.
        { "gtx1080ti-driver580", "cu130", Cuda("13.0", "2.9.0+cu130", Sm75To120, Device("cuda:0", "sm_61", NoKernel)), "torch 2.9.0+cu130 has no code for NVIDIA GeForce GTX 1080 Ti (sm_61), so kernels fail there with \"no kernel image is available for execution on the device\": it is made for sm_75,", "`cu126` runs here with torch >=2.6" },
        { "gtx1080ti-and-rtx5090", "cu130", Cuda("13.0", "2.9.0+cu130", Sm75To120, Device("cuda:0", "sm_61", NoKernel), Device("cuda:1", "sm_120")), "has no code for NVIDIA GeForce GTX 1080 Ti (sm_61), so", "no other backend runs here; `ltt detect` says why not" },
        { "rtx5090-driver575", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90), "has no code for NVIDIA GeForce RTX 5090 (sm_120)", "`cu129` runs here" },
        // torch knows a GPU that was not found, or does not say its code.
        { "gtx1080ti-driver580", "cu130", Cuda("13.0", "2.9.0+cu130", "", Device("cuda:0", "sm_61", NoKernel)), "torch 2.9.0+cu130 has no code for a card (sm_61): a kernel fails there with \"no kernel image is available", "`cu126` runs here" },
        { "v100-driver470", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: The NVIDIA driver on your system is too old (found version 11040)." }, "torch 2.9.0+cu126 sees no GPU, and Tesla V100-SXM2-16GB (sm_70) is there: `cu126` needs an NVIDIA driver >=525.60.13, and this one is 470.182.03", "`cu118` runs here with torch" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: Unexpected error from cudaGetDeviceCount(). Error 804: forward compatibility was attempted on non supported HW" }, "a `libcuda` of CUDA's compatibility package stands before the driver's", "`LD_LIBRARY_PATH`" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: The NVIDIA driver on your system is too old (found version 11040)." }, "the driver is older than the CUDA of this build needs (RuntimeError: The NVIDIA driver on your system is too old", "install a newer driver" }, // another `libcuda` than the one that was found
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: Found no NVIDIA driver on your system." }, "CUDA finds no driver", "`docker run --gpus all`" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: No CUDA GPUs are available" }, "CUDA offers this process no GPU", "`CUDA_VISIBLE_DEVICES`" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: CUDA unknown error - this may be due to an incorrectly set up environment" }, "as happens after sleep", "nvidia_uvm" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", "compute_60", Device("cuda:0", "sm_61", "RuntimeError: CUDA error: the provided PTX was compiled with an unsupported toolchain.")), "is older than the CUDA that wrote it", "install a newer driver" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90) with { Unavailable = "RuntimeError: something new" }, "sees no GPU, and NVIDIA GeForce GTX 1080 Ti (sm_61) is there: RuntimeError: something new", "runs here" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90), "sees no GPU, and NVIDIA GeForce GTX 1080 Ti (sm_61) is there", "`docker run --gpus all`" },
        { "gtx1050-ignored-by-595", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90), "driver 595.71.05 no longer serves Pascal GPUs", "`ltt detect`" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90, Device("cuda:0", "sm_61", "RuntimeError: CUDA error: out of memory")), "a kernel fails on a card (sm_61): another program holds the memory of the GPU (RuntimeError: CUDA error: out of memory)", "`nvidia-smi` names it" },
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90, Device("cuda:0", "sm_61", "the result is 0.0 in place of 204.0")), "a kernel fails on a card (sm_61): the result is 0.0", "`ltt detect`" },
        // Builds for something else.
        { "gtx1080ti-driver580", "cu126", new TorchAnswer { Version = PyVersion.Parse("2.9.0+cpu"), Devices = [Cpu] }, "torch 2.9.0+cpu is a build for the processor, and the lock is for `cu126`", "`ltt sync`" },
        { "gtx1080ti-driver580", "cu126", new TorchAnswer { Version = PyVersion.Parse("2.9.0+rocm6.4"), Hip = "6.4.43482", Code = [GpuArchitecture.Parse("gfx1100")], Devices = [Cpu] }, "is a build for AMD GPUs, and the lock is for `cu126`", "`ltt sync` installs the lock's" },
        { "gtx1080ti-driver580", "rocm6.4", new TorchAnswer { Version = PyVersion.Parse("2.9.0+rocm6.4"), Hip = "6.4.43482", Devices = [Cpu] }, "is a build for AMD GPUs, and this machine has NVIDIA GeForce GTX 1080 Ti (sm_61)", "`cu126` runs here" },
        { "rx7900xtx-and-raphael", "rocm6.4", new TorchAnswer { Version = PyVersion.Parse("2.9.0"), Hip = "6.4.43482", Code = [GpuArchitecture.Parse("gfx90a")], Devices = [Cpu] }, "has no code for AMD GPU 1002:744c (gfx1100), so", "`rocm7.2` runs here" },
        // It does not even start.
        { "server-without-gpu", "cpu", new TorchAnswer { ImportError = "ModuleNotFoundError: No module named 'typing_extensions'" }, "`import torch` fails: a package that torch needs is not installed (ModuleNotFoundError: No module named 'typing_extensions')", "`ltt sync` installs it" },
        { "server-without-gpu", "cpu", new TorchAnswer { ImportError = "ImportError: libcudnn.so.9: cannot open shared object file: No such file or directory" }, "a library that torch needs is not there", "`ltt sync`" },
        { "server-without-gpu", "cpu", new TorchAnswer { ImportError = "ImportError: /lib64/libc.so.6: version `GLIBC_2.27' not found (required by libtorch_cpu.so)" }, "this system's libraries are older than the build needs", "`ltt lock --platforms linux_x86_64:2.17`" },
        { "server-without-gpu", "cpu", new TorchAnswer { ImportError = "SyntaxError: invalid syntax" }, "`import torch` fails: SyntaxError: invalid syntax", "`ltt sync --reinstall torch`" },
        { "server-without-gpu", "cpu", new TorchAnswer { Ended = "Python ended with exit code 132 at a kernel on cpu" }, "Python ended with exit code 132 at a kernel on cpu", "`ltt sync --reinstall torch`" },
        { "server-without-gpu", "cpu", new TorchAnswer { Version = PyVersion.Parse("2.9.0+cpu"), Devices = [Cpu], VisionError = "RuntimeError: operator torchvision::nms does not exist" }, "an operation of torchvision fails: torchvision was made for another torch", "`ltt sync --reinstall torch,torchvision`" },
    };

    /// <summary>The same, of what is no failure; the last is a part of the note, if there is one.</summary>
    public static TheoryData<string, string, TorchAnswer, string> Successes => new()
    {
        { "gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90, Device("cuda:0", "sm_61")), "" },
        { "rx7900xtx-and-raphael", "rocm7.2", new TorchAnswer { Version = PyVersion.Parse("2.12.0+rocm7.2"), Hip = "7.2.1", Code = [GpuArchitecture.Parse("gfx1100")], Devices = [Cpu, Device("cuda:0", "gfx1100")] }, "" }, // the GPU in the processor does not count
        { "server-without-gpu", "cpu", new TorchAnswer { Version = PyVersion.Parse("2.9.0+cpu"), Devices = [Cpu] }, "" },
        { "gtx1080ti-driver580", "cpu", new TorchAnswer { Version = PyVersion.Parse("2.9.0+cpu"), Devices = [Cpu] }, "" }, // as asked for
        { "macbook-m3-pro", "cpu", new TorchAnswer { Version = PyVersion.Parse("2.9.0"), Devices = [Cpu] }, "" },
        { "server-without-gpu", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90), "torch 2.9.0+cu126 is a build for NVIDIA GPUs and was tried on none: there is none here" }, // an image for another machine
        { "server-without-gpu", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90, Device("cuda:0", "sm_86")), "" }, // torch sees what was not found
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Of_TellsTheCauseAndWhatHelps(string machine, string locked, TorchAnswer answer, string cause, string fix)
    {
        TorchFindings findings = await CheckAsync(machine, locked, answer);
        Assert.Contains(findings.Problems, problem => problem.Cause.Contains(cause, StringComparison.Ordinal) && problem.Fix.Contains(fix, StringComparison.Ordinal));
        Assert.True(findings.Problems.Length == 1 || answer.Hip is not null, string.Join('\n', findings.Problems));
    }

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task Of_LeavesWhatWorks(string machine, string locked, TorchAnswer answer, string note)
    {
        TorchFindings findings = await CheckAsync(machine, locked, answer);
        Assert.Empty(findings.Problems);
        Assert.Equal(note.Length == 0 ? [] : [note], findings.Notes);
    }

    [Fact]
    public async Task Of_KnowsTheVariableThatHidesAGpu()
    {
        TorchFindings findings = await CheckAsync("gtx1080ti-driver580", "cu126", Cuda("12.6", "2.9.0+cu126", Sm50To90), "CUDA_VISIBLE_DEVICES=-1");
        Assert.Equal(new TorchProblem("torch 2.9.0+cu126 sees no GPU, and NVIDIA GeForce GTX 1080 Ti (sm_61) is there: `CUDA_VISIBLE_DEVICES=-1` hides it", "unset `CUDA_VISIBLE_DEVICES`"), Assert.Single(findings.Problems));
    }

    [Fact]
    public async Task Of_NamesALockThatIsThere()
    {
        MachineReport report = await new MachineProbe(FixtureMachine.Load("gtx1080ti-driver580"), s_catalogue.Intel).ProbeAsync(TestContext.Current.CancellationToken);
        TorchFindings findings = new TorchCheck(s_catalogue, report, Find("cu130"), [BackendName.Parse("cu126"), BackendName.Parse("cu130")]).Of(Cuda("13.0", "2.9.0+cu130", Sm75To120));
        Assert.Equal("`cu126` runs here and is locked: `ltt sync --backend cu126`", Assert.Single(findings.Problems).Fix);
    }

    [Fact]
    public async Task Of_DoesNotMissGpusThatWereOnlyStated()
    {
        MachineReport report = await new MachineProbe(FixtureMachine.Load("server-without-gpu"), s_catalogue.Intel).ProbeAsync(TestContext.Current.CancellationToken);
        report = new HardwareOverrideParser(_ => null, windows: false).Parse("580.95.05", ["sm_86"]).Apply(report);
        TorchFindings findings = new TorchCheck(s_catalogue, report, Find("cu126"), [BackendName.Parse("cu126")]).Of(Cuda("12.6", "2.9.0+cu126", Sm50To90));
        Assert.Empty(findings.Problems);
        Assert.Equal("torch 2.9.0+cu126 was tried on no GPU: those that were stated are not here", Assert.Single(findings.Notes));
    }

    private static TorchDevice Cpu => new("cpu", "the processor", null, null);

    private static TorchAnswer Cuda(string cuda, string version, string code, params TorchDevice[] devices) => new()
    {
        Version = PyVersion.Parse(version),
        Cuda = cuda,
        Code = [.. code.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(GpuArchitecture.Parse)],
        Devices = [Cpu, .. devices],
    };

    private static TorchDevice Device(string id, string arch, string? error = null) => new(id, "a card", GpuArchitecture.Parse(arch), error);

    private static Backend Find(string name) => s_catalogue.Find(BackendName.Parse(name)) ?? throw new InvalidOperationException(name);

    private static async Task<TorchFindings> CheckAsync(string machine, string locked, TorchAnswer answer, string? hiddenBy = null)
    {
        MachineReport report = await new MachineProbe(FixtureMachine.Load(machine), s_catalogue.Intel).ProbeAsync(TestContext.Current.CancellationToken);
        return new TorchCheck(s_catalogue, report, Find(locked), [BackendName.Parse(locked)]) { HiddenBy = hiddenBy }.Of(answer);
    }
}
