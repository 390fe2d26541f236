using System.Diagnostics;

namespace LightTheTorch.EndToEnd;

/// <summary>The first light-the-torch's README, and what people do with pip every day: real pip behind the served index, the real hosts' names before it.</summary>
public sealed class PipTests(MadeWorld world, PipEnvironment environments) : IClassFixture<MadeWorld>, IClassFixture<PipEnvironment>, IDisposable
{
    private const string PrintVersions = "import torch, torchvision, six; print(torch.__version__, torchvision.__version__, six.__version__)";

    // A project that builds itself; what it requires for that is installed by a pip within pip.
    private const string Backend = """
        import zipfile
        def _wheel(folder, editable):
            name = 'my_project-1.0-py3-none-any.whl'
            with zipfile.ZipFile(folder + '/' + name, 'w') as wheel:
                wheel.writestr('my_project.pth' if editable else 'my_project.py', '')
                wheel.writestr('my_project-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: my-project\nVersion: 1.0\nRequires-Dist: six\n')
                wheel.writestr('my_project-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n')
                wheel.writestr('my_project-1.0.dist-info/RECORD', '')
            return name
        def build_wheel(folder, config_settings=None, metadata_directory=None): return _wheel(folder, False)
        def build_editable(folder, config_settings=None, metadata_directory=None): return _wheel(folder, True)
        """;

    // A terminal of its own, whose user presses Ctrl-C when there is a file `interrupt`.
    private const string Terminal = """
        import os, pty, select, sys
        child, terminal = pty.fork()
        if child == 0:
            os.execvp(sys.argv[1], sys.argv[1:])
        pressed = False
        while True:
            if not pressed and os.path.exists('interrupt'):
                pressed = True
                os.write(terminal, b'\x03')
            if not select.select([terminal], [], [], 0.05)[0]:
                continue
            try:
                part = os.read(terminal, 4096)
            except OSError:
                break
            if not part:
                break
            os.write(1, part)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """;

    private readonly TempFolder _folder = new();
    private string _environment = "";

    public void Dispose()
    {
        world.Server.Faults = null;
        _folder.Dispose();
    }

    [Fact]
    public async Task Install_TakesPyTorchsNamesFromTheBackendAndOthersFromPyPI()
    {
        // A proxy for everything must not stand between pip and this machine's own address.
        string proxy = world.Proxy.Address.ToString();
        Ltt ltt = await LttAsync(null, ("HTTP_PROXY", proxy), ("http_proxy", proxy), ("ALL_PROXY", proxy));
        CommandResult result = (await ltt.RunAsync("install", "--target", "site", "torch", "torchvision", "helper-lib")).MustSucceed();
        Assert.Contains("PyTorch's packages come from `cpu`\n", result.Talk, StringComparison.Ordinal);
        CommandResult imported = await Command.RunAsync(Path.Combine(_environment, "bin", "python"), ["-c", PrintVersions], _folder.Path, ("PYTHONPATH", _folder.At("site")));
        Assert.Equal("2.9.0+cpu 0.24.0+cpu 1.17.0", imported.MustSucceed().Output.Trim());
    }

    [Fact]
    public async Task Download_TakesEverythingFromAMirrorInAFolder()
    {
        MadeWorld.Tree.WriteTo(_folder.At("mirror"));
        Ltt ltt = await LttAsync(null, ("HTTPS_PROXY", "http://127.0.0.1:9"), ("https_proxy", "http://127.0.0.1:9")); // nobody is there
        (await ltt.RunAsync("download", "--cpuonly", "--mirror", "mirror", "-d", "out", "torch", "six")).MustSucceed();
        Assert.Contains("torch-2.9.0+cpu-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", Directory.GetFiles(_folder.At("out")).Select(Path.GetFileName));
        Assert.Contains("six-1.17.0-py3-none-any.whl", Directory.GetFiles(_folder.At("out")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Wheel_CollectsWhatInstallWouldTake()
    {
        (await (await LttAsync()).RunAsync("wheel", "--cpuonly", "--wheel-dir", "out", "--no-deps", "torch", "needs-torch")).MustSucceed();
        Assert.Equal(
            ["needs_torch-1.0-py3-none-any.whl", "torch-2.9.0+cpu-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"],
            Directory.GetFiles(_folder.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Category", "Wide")]
    public Task Readme_OfTheFirstLightTheTorch() => FollowReadmeAsync(null);

    [Theory]
    [Trait("Category", "Wide")]
    [InlineData("22.3.1")]
    [InlineData("23.2.1")]
    [InlineData("24.3.1")]
    [InlineData("26.3")]
    public Task Readme_OfTheFirstLightTheTorchOnOtherPips(string pip) => FollowReadmeAsync(pip);

    private async Task FollowReadmeAsync(string? pip)
    {
        Ltt ltt = await LttAsync(pip, ("PIP_CONFIG_FILE", _folder.Write("pip.conf", "[global]\ntimeout = 60\nindex-url = https://nowhere.invalid/simple\n[install]\nindex-url = https://pypi.org/simple\nextra-index-url =\n    https://pypi.org/simple\n    https://pypi.org/simple/\n")));
        _folder.Write("pyproject.toml", "[build-system]\nrequires = [\"six\"]\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n[project]\nname = \"my-project\"\nversion = \"1.0\"\n");
        _folder.Write("backend.py", Backend);
        _folder.Write("requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu118\n-r more/requirements.txt\n-e .\n");
        _folder.Write("more/requirements.txt", "needs-torch\n");

        Assert.NotEqual("", (await ltt.RunAsync("--version")).MustSucceed().Output);
        Assert.Contains($"pip=={pip}", (await ltt.RunAsync("list", "--format=freeze")).MustSucceed().Output, StringComparison.Ordinal); // the one that is meant does it all
        CommandResult bare = (await ltt.RunAsync("install", "torch")).MustSucceed();
        Assert.Contains("torch-2.9.0+cpu", bare.Output, StringComparison.Ordinal);
        (await ltt.RunAsync("uninstall", "--yes", "torch")).MustSucceed();

        CommandResult dry = (await ltt.RunAsync("install", "--dry-run", "--pytorch-computation-backend", "cpu", "needs-torch")).MustSucceed();
        Assert.Contains("Would install ", dry.Output, StringComparison.Ordinal);
        Assert.Contains("torch-2.9.0+cpu", dry.Output, StringComparison.Ordinal);

        // What the file says of PyTorch's index is understood; the driver of this machine does not matter then.
        (await ltt.RunAsync("install", "-r", "requirements.txt")).MustSucceed();
        CommandResult frozen = (await ltt.RunAsync("freeze")).MustSucceed();
        Assert.Contains("torch==2.7.1+cu118\n", frozen.Output, StringComparison.Ordinal);
        Assert.Contains("needs-torch==1.0\n", frozen.Output, StringComparison.Ordinal);
        Assert.Contains("my-project", frozen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", frozen.Output, StringComparison.Ordinal);

        CommandResult nightly = (await ltt.RunAsync("install", "--dry-run", "--upgrade", "--cpuonly", "--pytorch-channel=nightly", "torch")).MustSucceed();
        Assert.Contains("torch-2.11.0.dev20261101+cpu", nightly.Output, StringComparison.Ordinal);

        CommandResult ended = await ltt.RunAsync("install", "--pytorch-computation-backend=cu102", "torch");
        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("`cu102`", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("hint: the newest torch for Python ", ended.Talk, StringComparison.Ordinal); // what exists
    }

    [Fact]
    public async Task Install_ReadsAPrivateIndexWithItsPassword()
    {
        world.Server.Faults = async (http, answer) =>
        {
            bool isPrivate = http.Request.Path.StartsWithSegments("/pypi.org/simple");
            if (isPrivate && http.Request.Headers.Authorization != "Basic bWU6aGlkZGVu") http.Response.StatusCode = 401; // me:hidden
            else await answer();
        };
        Ltt ltt = await LttAsync(null, ("PIP_INDEX_URL", new UriBuilder(world.Server.Pypi) { UserName = "me", Password = "hidden" }.Uri.AbsoluteUri));
        CommandResult result = (await ltt.RunAsync("download", "-d", "out", "six")).MustSucceed();
        Assert.Equal(["six-1.17.0-py3-none-any.whl"], Directory.GetFiles(_folder.At("out")).Select(Path.GetFileName));
        Assert.DoesNotContain("hidden", result.Output + result.Talk, StringComparison.Ordinal);
        Assert.False(Directory.EnumerateDirectories(Path.GetTempPath(), "ltt-pip-*").Any(folder => Directory.GetCreationTimeUtc(folder) > File.GetCreationTimeUtc(_folder.Path) && File.Exists(Path.Combine(folder, "pip.conf"))), "the configuration of the run stays behind");
    }

    [Fact]
    public async Task Install_SaysWhyWherePipOnlyFindsNothing()
    {
        world.Server.Faults = async (http, answer) =>
        {
            if (http.Request.Path.StartsWithSegments("/whl", StringComparison.Ordinal)) http.Abort(); // PyTorch's, on whichever of its hosts
            else await answer();
        };
        CommandResult result = await (await LttAsync()).RunAsync("download", "--cpuonly", "-d", "out", "torch");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No matching distribution found for torch", result.Talk, StringComparison.Ordinal);
        Assert.Contains("error[LTT2001]: cannot read `https://download.pytorch.org/whl/cpu/torch/`", result.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstall_AsksOnTheUsersOwnInput()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the shell of this test is POSIX's");
        Ltt ltt = await LttAsync(null, ("PIP_NO_INPUT", ""));
        await PipedAsync("speedup", "install", "-r", "/dev/stdin");
        CommandResult result = await PipedAsync("y", "uninstall", "speedup");

        async Task<CommandResult> PipedAsync(string input, params string[] arguments)
        {
            (string program, string[] words) = Ltt.CommandLine(arguments);
            return (await Command.RunAsync("sh", ["-c", $"echo {input} | \"$0\" \"$@\"", program, .. words], _folder.Path, ltt.Variables)).MustSucceed();
        }

        Assert.Contains("Successfully uninstalled speedup", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_EndsAsPipDoesWhenItIsInterrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Server.Faults = async (http, _) =>
        {
            asked.TrySetResult();
            TaskCompletionSource gone = new();
            using CancellationTokenRegistration hungUp = http.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        Ltt ltt = await LttAsync();
        (string program, string[] words) = Ltt.CommandLine("download", "-d", "out", "six");
        Task<CommandResult> running = Command.RunAsync("sh", ["-c", "echo $$ > pid; exec \"$0\" \"$@\"", program, .. words], _folder.Path, ltt.Variables);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        string id = (await File.ReadAllTextAsync(_folder.At("pid"), TestContext.Current.CancellationToken)).Trim();
        (await Command.RunAsync("kill", ["-INT", id], _folder.Path)).MustSucceed();
        CommandResult result = await running;
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ERROR: Operation cancelled by user", result.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", result.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("offered", result.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OnATerminalIsColouredAndInterruptedOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no pseudoterminals");
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Server.Faults = async (http, _) =>
        {
            asked.TrySetResult();
            TaskCompletionSource gone = new();
            using CancellationTokenRegistration hungUp = http.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        Ltt ltt = await LttAsync();
        (string program, string[] words) = Ltt.CommandLine("download", "-d", "out", "six");
        Task<CommandResult> running = Command.RunAsync(
            Path.Combine(_environment, "bin", "python"), ["-c", Terminal, program, .. words], _folder.Path, [.. ltt.Variables.Where(variable => variable.Name != "NO_COLOR"), ("TERM", "xterm-256color")]);
        await Task.WhenAny(asked.Task, running);
        _folder.Write("interrupt", "");
        CommandResult result = await running;
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(2, result.Output.Split("Operation cancelled by user").Length);
        Assert.DoesNotContain("Traceback", result.Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[31m", result.Output, StringComparison.Ordinal); // pip's errors are red
    }

    [Fact]
    public async Task Serve_IsAnIndexForUv()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        Uv uv = await Uv.RequireAsync(_folder, world.Network);
        Ltt ltt = await LttAsync();
        string python = Path.Combine(_environment, "bin", "python");

        (string program, string[] words) = Ltt.CommandLine("serve", "--backend", "cu118");
        Task<CommandResult> serving = Command.RunAsync("sh", ["-c", "echo $$ > pid; exec \"$0\" \"$@\" > url", program, .. words], _folder.Path, ltt.Variables);
        string url = await FirstLineAsync(_folder.At("url"), serving);
        CommandResult installed = await uv.RunAsync(_folder, "pip", "install", "--python", python, "--target", "site", "--index-url", url, "needs-torch", "six");
        Assert.Contains("torch==2.7.1+cu118", installed.MustSucceed().Talk, StringComparison.Ordinal);
        Assert.Contains("six==1.17.0", installed.Talk, StringComparison.Ordinal);

        string id = (await File.ReadAllTextAsync(_folder.At("pid"), TestContext.Current.CancellationToken)).Trim();
        (await Command.RunAsync("kill", ["-INT", id], _folder.Path)).MustSucceed();
        CommandResult ended = (await serving).MustSucceed();
        Assert.Contains("PyTorch's packages come from `cu118`", ended.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("interrupted", ended.Talk, StringComparison.Ordinal);
    }

    private static async Task<string> FirstLineAsync(string path, Task ended)
    {
        Stopwatch patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromMinutes(1) && !ended.IsCompleted)
        {
            if (File.Exists(path) && (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Split('\n') is [var line, _, ..]) return line;
            await Task.Yield();
        }

        throw new InvalidOperationException("nothing was printed");
    }

    private async Task<Ltt> LttAsync(string? pip = null, params (string, string)[] more)
    {
        _environment = await environments.GetAsync(pip);
        // No test looks at the machine that it runs on.
        return new Ltt(_folder.Path, [.. world.Network, ("VIRTUAL_ENV", _environment), ("CONDA_OVERRIDE_CUDA", ""), .. more]);
    }
}
