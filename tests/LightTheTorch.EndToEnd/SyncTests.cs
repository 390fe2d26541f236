using System.Text.Json;

namespace LightTheTorch.EndToEnd;

/// <summary><c>ltt sync</c> with real environments and real pip: what is there afterwards, and what was started for it.</summary>
public sealed class SyncTests(SyncWorld world) : IClassFixture<SyncWorld>
{
    private const string PrintVersions = "import torch, torchvision, sympy, mpmath, filelock, helper_lib, six, speedup; print(torch.__version__, torchvision.__version__, six.__version__)";
    private const string Cpu = "2.9.0+cpu 0.24.0+cpu 1.17.0";

    [Fact]
    public async Task Sync_InstallsChangesAndPrunes()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Whole);
        (await project.SyncAsync("-b", "cu118")).MustSucceed();
        Assert.Equal("2.7.1+cu118 0.22.1+cu118 1.17.0", await project.PrintAsync(PrintVersions));
        // The environment has no pip: it was Python's own, once, from files of this machine.
        Assert.Contains("pip-", Assert.Single(project.PipStarts), StringComparison.Ordinal);
        Assert.Contains("'--no-deps', '--require-hashes', '--force-reinstall', '--no-index'", project.PipStarts[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.SitePackages, "pip")));
        string origin = await File.ReadAllTextAsync(Path.Combine(project.SitePackages, "torch-2.7.1+cu118.dist-info", "direct_url.json"), TestContext.Current.CancellationToken);
        Assert.StartsWith("https://download.pytorch.org/whl/cu118/torch-2.7.1", JsonDocument.Parse(origin).RootElement.GetProperty("url").GetString(), StringComparison.Ordinal);

        project.Forget();
        int asked = world.Made.Server.Requests.Values.Sum();
        CommandResult again = (await project.SyncAsync("-b", "cu118")).MustSucceed();
        Assert.Equal("", again.Output);
        Assert.Contains("in sync: ", again.Talk, StringComparison.Ordinal);
        Assert.Empty(project.Starts); // no pip, and not even Python
        Assert.Equal(asked, world.Made.Server.Requests.Values.Sum());

        CommandResult kept = (await project.SyncAsync("-b", "cpu", "--no-prune")).MustSucceed();
        Assert.Equal("~ torch 2.7.1+cu118 -> 2.9.0+cpu\n~ torchvision 0.22.1+cu118 -> 0.24.0+cpu\n", kept.Output);
        Assert.Equal($"{Cpu} 3.3.1", await project.PrintAsync(PrintVersions[..^1] + ", __import__('triton').__version__)"));

        project.Forget();
        Assert.Equal("- nvidia-cudnn-cu11 9.1.0.70\n- triton 3.3.1\n", (await project.SyncAsync("-b", "cpu")).MustSucceed().Output);
        Assert.Contains("'uninstall'", Assert.Single(project.PipStarts), StringComparison.Ordinal);
        Assert.Equal($"{Cpu} None", await project.PrintAsync("import importlib.util; " + PrintVersions[..^1] + ", importlib.util.find_spec('triton'))"));
    }

    [Fact]
    public async Task Sync_RepairsWhatIsOtherAndSparesWhatIsNotItsOwn()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small);
        project.Folder.Write("pyproject.toml", "[project]\nname = \"my-project\"\nversion = \"1\"\n");
        (await project.SyncAsync("-b", "cpu")).MustSucceed();
        string[] right = project.Installed;

        string origin = Path.Combine(project.SitePackages, "six-1.17.0.dist-info", "direct_url.json"), module = Path.Combine(project.SitePackages, "six", "__init__.py");
        await File.WriteAllTextAsync(origin, """{"url": "https://elsewhere.example/six.whl", "archive_info": {"hashes": {"sha256": "00"}}}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(module, "__version__ = 'built by somebody else'", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(project.SitePackages, "mpmath-1.3.0.dist-info", "RECORD"));
        string[] spared =
        [
            project.Put("pip", "1"), project.Put("setuptools", "1"), project.Put("wheel", "1"), project.Put("light_the_torch", "1"), project.Put("my_project", "1"),
            project.Put("worked_on", "1", """{"url": "file:///somewhere", "dir_info": {"editable": true}}"""),
        ];
        string stray = project.Put("stray", "1");
        CommandResult result = (await project.SyncAsync("-b", "cpu")).MustSucceed();
        Assert.Equal("~ mpmath 1.3.0 (its installation was broken off)\n~ six 1.17.0 (the same version with other bytes)\n- stray 1\n", result.Output);
        Assert.All(spared, info => Assert.True(File.Exists(Path.Combine(info, "METADATA")), $"{info} was removed"));
        Assert.False(Directory.Exists(stray));
        Assert.Equal(right, project.Installed.Where(file => !spared.Any(info => file.StartsWith(Path.GetFileName(info), StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Sync_KeepsWhatPipInstalledFromAnIndex()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small, cache: world.Cache + "-index");
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        (await Command.RunAsync(python.Executable, ["-m", "pip", "--python", project.Python, "install", "--no-deps", "big-data"], project.Folder.Path, world.Made.Network)).MustSucceed();
        project.Forget();
        string file = world.Made.Server.Requests.Keys.Single(path => path.EndsWith("/big_data-1.0-py3-none-any.whl", StringComparison.Ordinal));
        int asked = world.Made.Server.Requests[file];
        Assert.Equal("+ mpmath 1.3.0\n+ six 1.17.0\n+ sympy 1.14.0\n", (await project.SyncAsync()).MustSucceed().Output);
        Assert.Equal(asked, world.Made.Server.Requests[file]);
        Assert.Contains("in sync: 4 packages", (await project.SyncAsync()).MustSucceed().Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_ShowsWhatItWouldDoAndDoesNothing()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small);
        string[] before = project.Installed;
        CommandResult dry = (await project.SyncAsync("-b", "cpu", "--dry-run", "--json")).MustSucceed();
        JsonElement root = JsonDocument.Parse(dry.Output).RootElement;
        Assert.True(root.GetProperty("dryRun").GetBoolean());
        Assert.Equal(["big-data", "mpmath", "six", "sympy"], root.GetProperty("install").EnumerateArray().Select(package => package.GetProperty("name").GetString()).Order());
        Assert.Equal(before, project.Installed);
        Assert.Empty(project.PipStarts);

        JsonElement done = JsonDocument.Parse((await project.SyncAsync("-b", "cpu", "--json")).MustSucceed().Output).RootElement;
        Assert.False(done.GetProperty("dryRun").GetBoolean());
        Assert.Equal((4, project.Python), (done.GetProperty("install").GetArrayLength(), done.GetProperty("python").GetString()));
        JsonElement again = JsonDocument.Parse((await project.SyncAsync("-b", "cpu", "--json")).MustSucceed().Output).RootElement;
        Assert.Equal((0, 4, 0), (again.GetProperty("install").GetArrayLength(), again.GetProperty("keep").GetInt32(), again.GetProperty("downloadBytes").GetInt64()));
    }

    [Fact]
    public async Task Sync_LooksAtTheMachine()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Whole);
        CommandResult refused = await project.SyncAsync("--driver", "580.95.05", "--gpu", "sm_120");
        Assert.Equal(5, refused.ExitCode);
        Assert.StartsWith("error[", refused.Talk, StringComparison.Ordinal);
        Assert.Contains("no locked backend (`cpu`, `cu118`) can use", refused.Talk, StringComparison.Ordinal);
        Assert.Contains("`ltt lock --backends cpu,cu118,", refused.Talk, StringComparison.Ordinal);
        Assert.Empty(project.PipStarts);
        CommandResult gpu = (await project.SyncAsync("--driver", "580.95.05", "--gpu", "sm_61", "--dry-run", "--json")).MustSucceed();
        Assert.Equal("cu118", JsonDocument.Parse(gpu.Output).RootElement.GetProperty("backend").GetString());

        JsonElement machine = JsonDocument.Parse((await project.LttAsync("detect", "--json")).MustSucceed().Output).RootElement;
        Assert.SkipWhen(machine.GetProperty("gpus").GetArrayLength() > 0 || machine.GetProperty("driver").ValueKind != JsonValueKind.Null, "this machine has a GPU or a driver: what it gets depends on it");
        CommandResult none = (await project.SyncAsync("--dry-run", "--json")).MustSucceed();
        Assert.Equal(("cpu", "no GPU was found"), (JsonDocument.Parse(none.Output).RootElement.GetProperty("backend").GetString(), JsonDocument.Parse(none.Output).RootElement.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task Sync_RefusesAPythonThatTheLockDoesNotCover()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small);
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string other = await world.LocksAsync(SyncWorld.Small, python.Version == "3.12" ? "3.11" : "3.12");
        CommandResult result = await project.SyncAsync(other, "-b", "cpu");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"the `cpu` lock does not cover Python {python.Version} on linux_x86_64", result.Talk, StringComparison.Ordinal);
        Assert.Empty(project.PipStarts);
    }

    [Fact]
    public async Task Sync_LeavesTheSystemsPythonAlone()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string locks = await world.LocksAsync(SyncWorld.Small, python.Version);
        Ltt outside = new(locks, ("LTT_CACHE_DIR", world.Cache));
        CommandResult none = await outside.RunAsync("sync", "-b", "cpu", "--dry-run", "--offline");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("there is no environment to install into", none.Talk, StringComparison.Ordinal);
        CommandResult named = await outside.RunAsync("sync", "-b", "cpu", "--dry-run", "--offline", "--python", python.Executable);
        Assert.Equal(1, named.ExitCode);
        Assert.Contains("is in no virtual environment", named.Talk, StringComparison.Ordinal);
        CommandResult said = await outside.RunAsync("sync", "-b", "cpu", "--dry-run", "--offline", "--python", python.Executable, "--system");
        if (said.ExitCode != 0) Assert.Contains("PEP 668", said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_SaysWhatToDoWhereThereIsNoPipAtAll()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small);
        project.Hooked("sys.modules['ensurepip'] = None");
        string[] before = project.Installed;
        CommandResult result = await project.SyncAsync("-b", "cpu");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("has no pip, and its Python brings none along (`ensurepip`)", result.Talk, StringComparison.Ordinal);
        Assert.Contains("hint: install pip into the environment", result.Talk, StringComparison.Ordinal);
        Assert.Equal(before, project.Installed);
    }

    [Theory]
    [Trait("Category", "Wide")]
    [InlineData("22.3.1")]
    [InlineData("24.3.1")]
    [InlineData("26.3")]
    public async Task Sync_UsesTheEnvironmentsOwnPip(string pip)
    {
        string[] runPip = PythonEnvironment.Pip(pip);
        using SyncProject project = await world.ProjectAsync(SyncWorld.Whole);
        string wheel = Path.GetDirectoryName(runPip[0])!; // pip runs from its wheel
        (await Command.RunAsync(project.Python, [runPip[0], "install", "--no-index", "--quiet", wheel], project.Folder.Path)).MustSucceed();
        project.Forget();
        (await project.SyncAsync("-b", "cu118")).MustSucceed();
        (await project.SyncAsync("-b", "cpu")).MustSucceed();
        Assert.All(project.PipStarts, line => Assert.Contains("'-m', 'pip'", line, StringComparison.Ordinal));
        Assert.Equal(3, project.PipStarts.Length); // install; uninstall and install
        Assert.Equal($"{Cpu} {pip}", await project.PrintAsync(PrintVersions[..^1] + ", __import__('pip').__version__)"));
        project.Forget();
        Assert.Contains("in sync: ", (await project.SyncAsync("-b", "cpu")).MustSucceed().Talk, StringComparison.Ordinal);
        Assert.Empty(project.PipStarts);
    }
}
