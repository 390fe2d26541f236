using LightTheTorch.Hardware;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Python;

/// <summary>The program that tries torch, in a real Python with a torch that is a page long.</summary>
public sealed class TorchProbeTests : IDisposable
{
    // Tensors are numbers: eight squares make 140, two matrices of ones 64. A card that fails does so when its result is asked for, as real ones do.
    private const string Torch = """
        import sys
        print('a package that talks {')
        __version__ = '2.9.0+cu126'
        float32 = None
        class version: cuda, hip = '12.6', None
        class Tensor:
            def __init__(self, value, device): self.value, self.device = value, str(device)
            def __mul__(self, other): return Tensor(140, self.device)
            def __matmul__(self, other): return Tensor(64, self.device)
            def sum(self): return self
            def item(self):
                if self.device == 'cuda:1': raise RuntimeError('CUDA error: no kernel image is available for execution on the device\nCUDA kernel errors might be reported later')
                return self.value
        def arange(count, dtype, device): return Tensor(0, device)
        def ones(rows, columns, device): return Tensor(0, device)
        def tensor(value, device): return Tensor(value, device)
        class cuda:
            class about: name, major, minor = 'A card', 6, 1
            get_arch_list = staticmethod(lambda: ['sm_50', 'sm_90a', 'compute_90', 'something new'])
            is_available = staticmethod(lambda: True)
            device_count = staticmethod(lambda: 2)
            get_device_properties = staticmethod(lambda i: cuda.about)
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-torch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ask_TellsWhatTheBuildIsAndRunsAKernelOnEachDevice()
    {
        Write("torch", Torch);
        TorchAnswer answer = await AskAsync();
        Assert.Equal(("2.9.0+cu126", "12.6", null, null), (answer.Version?.ToString(), answer.Cuda, answer.Hip, answer.Xpu));
        Assert.Equal("sm_50 sm_90a compute_90", string.Join(' ', answer.Code));
        Assert.Equal(["cpu the processor ", "cuda:0 A card (sm_61) ", "cuda:1 A card (sm_61) RuntimeError: CUDA error: no kernel image is available for execution on the device"], answer.Devices.Select(device => $"{device.Id} {device} {device.Error}"));
        Assert.Equal(["__init__.py"], Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "torch")).Select(Path.GetFileName)); // nothing was written
        Assert.Equal((null, null, null, null), (answer.Ended, answer.ImportError, answer.Unavailable, answer.VisionError));
    }

    /// <summary>A change to that torch, or code of a torchvision beside it, and what the answer has of it.</summary>
    [Theory]
    [InlineData("raise ImportError('libcudart.so.12: cannot open shared object file: No such file')", null, "ImportError: libcudart.so.12: cannot open shared object file: No such file")]
    [InlineData("import nothing_of_the_name", null, "ModuleNotFoundError: No module named 'nothing_of_the_name'")]
    [InlineData("sys.exit('licence expired')", null, "SystemExit: licence expired")]
    [InlineData("def busy(): raise RuntimeError('No CUDA GPUs are available')\ncuda.is_available, cuda.init = (lambda: False), busy", null, "RuntimeError: No CUDA GPUs are available")]
    [InlineData("Tensor.__matmul__ = lambda *_: Tensor(0, 'cpu')", null, "the result is 140.0 in place of 204.0")]
    [InlineData("version.cuda, version.hip, cuda.about.gcnArchName, cuda.device_count = None, '7.2.1', 'gfx90a:sramecc+:xnack-', lambda: 1", null, "cuda:0 A card (gfx90a)")]
    [InlineData("class backends:\n class mps: is_available = staticmethod(lambda: True)", null, "mps the GPU of this Mac")]
    [InlineData("import os\ndef fall(): os._exit(139)\ncuda.device_count = fall", null, "Python ended with exit code 139 at the search for GPUs")]
    [InlineData("import os\nos._exit(132)", null, "Python ended with exit code 132 at `import torch`")]
    [InlineData("del arange", null, "2.9.0+cu126")]
    [InlineData("", "raise RuntimeError('operator torchvision::nms does not exist')", "RuntimeError: operator torchvision::nms does not exist")]
    [InlineData("", "class ops: nms = lambda boxes, scores, limit: [0, 2, 1]", "nms keeps 3 boxes in place of 2")]
    [InlineData("class backends:\n class mps: is_available = staticmethod(lambda: True)", "import torch\nclass ops: nms = lambda boxes, scores, limit: [0, 2] if boxes.device == 'cuda:0' else []", "mps")] // not all have it
    [InlineData("", "import torch\nclass ops: nms = lambda boxes, scores, limit: [0, 2] if boxes.device == 'cuda:0' else []", "cuda:1")] // a device that works
    public async Task Ask_TellsWhatFails(string code, string? vision, string expected)
    {
        Write("torch", Torch + "\n" + code);
        if (vision is not null) Write("torchvision", vision);
        TorchAnswer answer = await AskAsync();
        Assert.Contains(expected, $"{answer} {string.Join(' ', answer.Devices.Select(device => $"{device.Id} {device} {device.Error}"))}", StringComparison.Ordinal);
        if (vision?.StartsWith("import torch", StringComparison.Ordinal) == true) Assert.Null(answer.VisionError);
    }

    [Fact]
    public async Task Ask_EndsWhatDoesNotEnd()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        Task<TorchAnswer> asked = new TorchProbe(new Endless(), time).AskAsync(await InterpreterAsync(), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("torch was tried for 5 minutes and did not come to an end", (await asked).Ended);
    }

    private void Write(string package, string code) => File.WriteAllText(Path.Combine(_folder.CreateSubdirectory(package).FullName, "__init__.py"), code);

    private async Task<TorchAnswer> AskAsync() => await new TorchProbe(new Beside(_folder.FullName), new Microsoft.Extensions.Time.Testing.FakeTimeProvider()).AskAsync(await InterpreterAsync(), TestContext.Current.CancellationToken);

    private static Task<Interpreter> InterpreterAsync() => new InterpreterProbe(new ProcessRunner()).ProbeAsync(RealPython.Path, TestContext.Current.CancellationToken);

    // The program as it is, with a folder before those of the installation.
    private sealed class Beside(string folder) : IProcessRunner
    {
        public Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
        {
            Assert.Equal(["-I", "-B", "-c"], request.Arguments[..3]);
            return new ProcessRunner().RunAsync(request with { Arguments = ["-I", "-B", "-c", $"import sys; sys.path.insert(0, {System.Text.Json.JsonSerializer.Serialize(folder)})\n{request.Arguments[3]}"] }, cancellationToken);
        }
    }

    private sealed class Endless : IProcessRunner
    {
        public async Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), cancellationToken);
            return null;
        }
    }
}
