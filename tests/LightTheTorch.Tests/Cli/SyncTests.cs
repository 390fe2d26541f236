using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Tests.Locking;
using LightTheTorch.Tests.Python;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Cli;

/// <summary>Which lock is chosen, what is planned, and what is said. Real pip installs in the end-to-end tests.</summary>
public sealed class SyncTests : IDisposable
{
    private readonly InProcess _cli;
    private FakeEnvironment? _environment;

    public SyncTests() => _cli = Machine("server-without-gpu");

    public void Dispose() => _cli.Dispose();

    // The environment is found in the folder, and the folder belongs to the command line under test.
    private InProcess Machine(string name) => new() { Machine = FixtureMachine.Load(name), ProcessRunner = new FakeProcessRunner(request => _environment?.Answer(request)) };

    private FakeEnvironment Environment(InProcess cli, string version = "3.12.4")
    {
        _environment = new FakeEnvironment(Path.Combine(cli.Folder, ".venv"), version);
        cli.Environment["LTT_CACHE_DIR"] = Path.Combine(cli.Folder, "cache");
        return _environment;
    }

    private static void WriteLock(InProcess cli, string backend, string torch, params string[] targets)
    {
        string[] all = targets.Length > 0 ? targets : [SampleLock.Linux];
        Marker outside = Marker.Parse(string.Join(" and ", all.Select(target => $"python_version != '{target.Split("-py")[1]}'")));
        string url = $"https://download.pytorch.org/whl/{backend}/torch-{torch.Replace("+", "%2B", StringComparison.Ordinal)}-py3-none-any.whl";
        BackendLock locked = new(
            SampleLock.Cu126.Header with { Backend = BackendName.Parse(backend), Torch = [PyVersion.Parse(torch)], Targets = [.. all], Options = [], Sdists = [] },
            [
                SampleLock.Package("filelock", "3.20.0", "https://files.pythonhosted.org/packages/f/filelock-3.20.0-py3-none-any.whl", null, [.. all], SampleLock.Parent("torch", null, "filelock", [])),
                SampleLock.Package("torch", torch, url, null, [.. all], new LockedVia(new Via.Direct("requirements.txt", "torch"), [])),
            ]);
        cli.Write($"requirements.{backend}.txt", RequirementsLockWriter.Write(locked, outside));
    }

    [Theory]
    [InlineData("ltt.toml", "[backends.cu136]\nlike = \"cu128\"\n", "")]
    [InlineData("ltt.toml", "catalogue = \"own.yaml\"\n", "locks")] // its path starts beside it
    public async Task Sync_TakesTheLockOfABackendOfTheUsersOwn(string file, string settings, string folder)
    {
        using InProcess cli = Machine("rtx5090-driver575");
        Environment(cli);
        WriteLock(cli, "cpu", "2.9.0+cpu");
        WriteLock(cli, "cu136", "2.9.0+cu136");
        cli.Write(file, settings);
        cli.Write("own.yaml", "backends:\n  cu136: { like: cu128 }\n");
        foreach (string name in folder.Length > 0 ? cli.Files : []) cli.Write($"{folder}/{name}", await File.ReadAllTextAsync(Path.Combine(cli.Folder, name), TestContext.Current.CancellationToken));
        if (folder.Length > 0) foreach (string name in cli.Files) File.Delete(Path.Combine(cli.Folder, name));
        CliAnswer answer = await cli.RunAsync(["sync", .. folder.Length > 0 ? [folder] : Array.Empty<string>(), "--dry-run", "--offline", "--json"]);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.ToString());
        Assert.Equal("cu136", JsonDocument.Parse(answer.Output).RootElement.GetProperty("backend").GetString());
    }

    [Theory]
    [InlineData("sync", true)]
    [InlineData("verify", true)]
    [InlineData("sync", false)] // the paths of variables start where the command runs
    public async Task Command_TakesThePathsOfAnotherFoldersSettingsFromThere(string command, bool inFile)
    {
        Environment(_cli).Add("torch", "2.9.0+cpu");
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        _cli.Environment.Remove("LTT_CACHE_DIR");
        if (!inFile) _cli.Environment["LTT_CACHE_DIR"] = "own";
        _cli.Write("locks/ltt.toml", inFile ? "cache-dir = \"own\"\nmirror = \"tree\"\n" : "mirror = \"tree\"\n");
        _cli.Write("locks/tree/place", "");
        File.Move(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Path.Combine(_cli.Folder, "locks", "requirements.cpu.txt"));
        CliAnswer answer = await _cli.RunAsync([command, "locks", .. command == "sync" ? ["--offline"] : Array.Empty<string>()]);
        Assert.DoesNotContain("--mirror", answer.Talk, StringComparison.Ordinal);
        Assert.Equal((inFile, !inFile), (Directory.Exists(Path.Combine(_cli.Folder, "locks", "own")), Directory.Exists(Path.Combine(_cli.Folder, "own"))));
    }

    [Theory]
    [InlineData("server-without-gpu", "cpu", "cu126")]
    [InlineData("gtx1080ti-driver580", "cu126", "cpu", "cu130")]
    [InlineData("rtx5090-driver575", "cu128", "cpu", "cu126")]
    [InlineData("macbook-m3-pro", "cpu", "cu126")]
    public async Task Sync_TakesTheBestLockForTheMachine(string machine, string expected, params string[] others)
    {
        using InProcess cli = Machine(machine);
        Environment(cli);
        foreach (string backend in others.Append(expected)) WriteLock(cli, backend, backend == "cpu" ? "2.9.0+cpu" : $"2.9.0+{backend}");
        CliAnswer answer = await cli.RunAsync("sync", "--dry-run", "--offline", "--json");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.ToString());
        Assert.Equal(expected, JsonDocument.Parse(answer.Output).RootElement.GetProperty("backend").GetString());
    }

    [Theory]
    [InlineData("gtx1080ti-driver580", "cu130", "cpu")] // a card that is too old for the build
    [InlineData("gtx1080ti-and-rtx5090", "cu126", "cu130")] // no one build for both
    [InlineData("docker-build-leaked-driver", "cu126", "cpu")] // a driver, and no device
    [InlineData("server-without-gpu", "cu126")] // nothing, and no lock for the processor
    [InlineData("gtx1050-ignored-by-595", "cu126", "cpu")]
    [InlineData("v100-driver470", "cu126", "cpu")] // a driver that is too old
    [InlineData("v100-and-rtx5090", "cu126", "cu130")] // another backend would serve both
    public async Task Sync_NeverTakesTheProcessorsInSilence(string machine, params string[] locked)
    {
        using InProcess cli = Machine(machine);
        Environment(cli);
        foreach (string backend in locked) WriteLock(cli, backend, $"2.9.0+{backend}");
        CliAnswer answer = await cli.RunAsync("sync", "--dry-run", "--offline");
        Assert.Equal(ExitCode.NoBackendFits, answer.ExitCode);
        Snapshot.Match(answer.ToString(), machine);
    }

    [Theory]
    [InlineData("--backend", null)]
    [InlineData(null, "LTT_BACKEND")]
    [InlineData(null, "LTT_PYTORCH_COMPUTATION_BACKEND")]
    public async Task Sync_TakesWhatItIsTold(string? option, string? variable)
    {
        using InProcess cli = Machine("gtx1080ti-driver580");
        Environment(cli);
        WriteLock(cli, "cpu", "2.9.0+cpu");
        WriteLock(cli, "cu126", "2.9.0+cu126");
        if (variable is not null) cli.Environment[variable] = "cpu";
        CliAnswer answer = await cli.RunAsync(["sync", "--dry-run", "--offline", "--json", .. option is null ? Array.Empty<string>() : [option, "cpu"]]);
        JsonElement root = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal(("cpu", $"asked for with `{option ?? variable}`"), (root.GetProperty("backend").GetString(), root.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task Sync_LooksAtTheMachineWhenItIsToldAuto()
    {
        using InProcess cli = Machine("gtx1080ti-driver580");
        Environment(cli);
        WriteLock(cli, "cpu", "2.9.0+cpu");
        WriteLock(cli, "cu126", "2.9.0+cu126");
        cli.Environment["LTT_BACKEND"] = "cpu";
        Assert.Equal("cu126", JsonDocument.Parse((await cli.RunAsync("sync", "--dry-run", "--offline", "--json", "--backend", "auto")).Output).RootElement.GetProperty("backend").GetString());
    }

    [Fact]
    public async Task Sync_TakesTheLockThatIsNamed()
    {
        Environment(_cli);
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        WriteLock(_cli, "cu126", "2.9.0+cu126");
        CliAnswer answer = await _cli.RunAsync("sync", "requirements.cu126.txt", "--dry-run", "--offline", "--json");
        Assert.Equal("cu126", JsonDocument.Parse(answer.Output).RootElement.GetProperty("backend").GetString());
    }

    [Fact]
    public async Task Sync_AnswersForAnotherMachine()
    {
        Environment(_cli);
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        WriteLock(_cli, "cu130", "2.9.0+cu130");
        CliAnswer answer = await _cli.RunAsync("sync", "--dry-run", "--offline", "--driver", "580.95.05", "--gpu", "sm_120");
        Snapshot.Match(answer.ToString());
    }

    [Fact]
    public async Task Sync_ShowsItsPlan()
    {
        FakeEnvironment environment = Environment(_cli);
        environment.Add("torch", "2.8.0+cpu");
        environment.Add("filelock", "3.20.0", Archive("https://files.pythonhosted.org/x.whl", new string('0', 64)));
        environment.Add("stray", "1");
        environment.Add("pip", "25");
        environment.Add("mine", "0", """{"url": "file:///mine", "dir_info": {"editable": true}}""");
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        Snapshot.Match((await _cli.RunAsync("sync", "--dry-run", "--offline")).ToString(), "text");
        Snapshot.Match((await _cli.RunAsync("sync", "--dry-run", "--offline", "--json")).ToString(), "json");
        Assert.Equal("~ filelock 3.20.0 (the same version with other bytes)\n~ torch 2.8.0+cpu -> 2.9.0+cpu\n", (await _cli.RunAsync("sync", "--dry-run", "--offline", "--no-prune", "-q")).Output);
    }

    [Fact]
    public async Task Sync_StartsNothingWhenAllIsAsItShouldBe()
    {
        FakeEnvironment environment = Environment(_cli);
        environment.Add("torch", "2.9.0+cpu");
        environment.Add("filelock", "3.20.0");
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        await _cli.RunAsync("sync");
        int asked = ((FakeProcessRunner)_cli.ProcessRunner!).Requests.Count;
        CliAnswer answer = await _cli.RunAsync("sync");
        Assert.Equal((ExitCode.Done, ""), (answer.ExitCode, answer.Output));
        Assert.EndsWith("in sync: 2 packages\n", answer.Talk, StringComparison.Ordinal);
        Assert.Equal(1, asked); // the interpreter told what it is, once
        Assert.Equal(asked, ((FakeProcessRunner)_cli.ProcessRunner!).Requests.Count);
    }

    [Fact]
    public async Task Sync_RecordsTheAddressThatABrokenOffRunOwes()
    {
        FakeEnvironment environment = Environment(_cli);
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        string url = "https://files.pythonhosted.org/packages/f/filelock-3.20.0-py3-none-any.whl";
        environment.Add("torch", "2.9.0+cpu");
        string info = environment.Add("filelock", "3.20.0", Archive("file:///store/x.whl", LockDigest.OfText(url)));
        Assert.Equal(ExitCode.Done, (await _cli.RunAsync("sync")).ExitCode);
        Assert.Equal(url, DirectUrlFile.Parse(await File.ReadAllTextAsync(Path.Combine(info, "direct_url.json"), TestContext.Current.CancellationToken))?.Url);
    }

    [Theory]
    [InlineData("python-not-covered", "3.11.7")]
    [InlineData("no-environment", null)]
    [InlineData("no-such-backend", "3.12.4", "--backend", "rocm7.2")]
    [InlineData("bad-rewrite", "3.12.4", "--rewrite", "https://user:secret@a=b")]
    [InlineData("no-locks", "3.12.4", "elsewhere")]
    public async Task Sync_RefusesInWords(string name, string? python, params string[] more)
    {
        if (python is not null) Environment(_cli, python);
        WriteLock(_cli, "cpu", "2.9.0+cpu", SampleLock.Linux, "win_amd64-py3.13");
        CliAnswer answer = await _cli.RunAsync(["sync", .. more]);
        Assert.NotEqual(ExitCode.Done, answer.ExitCode);
        Snapshot.Match(answer.ToString(), name);
    }

    /// <summary>Python outside of any environment; whether the operating system manages it; options; a part of the refusal.</summary>
    [Theory]
    [InlineData(false, "--python {python}", "is in no virtual environment")]
    [InlineData(false, "", "there is no environment to install into")]
    [InlineData(false, "--python {python} --system", null)]
    [InlineData(false, "--system", null)]
    [InlineData(true, "--system", "is managed by the operating system, which forbids to install into it (PEP 668)")]
    public async Task Sync_TakesTheSystemsPythonOnlyWhenTold(bool managed, string options, string? refusal)
    {
        string onPath = OperatingSystem.IsWindows() ? "python" : "python3";
        FakeEnvironment? system = null;
        using InProcess cli = new() { Machine = FixtureMachine.Load("server-without-gpu"), ProcessRunner = new FakeProcessRunner(request => system?.Answer(request.FileName == onPath ? request with { FileName = system.Python } : request)) };
        system = new FakeEnvironment(Path.Combine(cli.Folder, "usr")) { IsVirtual = false, IsManaged = managed };
        system.Add("torch", "2.9.0+cpu");
        system.Add("filelock", "3.20.0");
        WriteLock(cli, "cpu", "2.9.0+cpu");
        CliAnswer answer = await cli.RunAsync(["sync", "--offline", .. options.Replace("{python}", system.Python, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(refusal is null ? ExitCode.Done : ExitCode.Failed, answer.ExitCode);
        Assert.Contains(refusal ?? "in sync: 2 packages", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_ChangesNothingWhenAFileCannotBeHad()
    {
        FakeEnvironment environment = Environment(_cli);
        environment.Add("stray", "1");
        WriteLock(_cli, "cpu", "2.9.0+cpu");
        CliAnswer answer = await _cli.RunAsync("sync", "--offline");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("is not in the cache, and `--offline` forbids to ask for it", answer.Talk, StringComparison.Ordinal);
        Assert.Single(environment.Runner.Requests.Concat(((FakeProcessRunner)_cli.ProcessRunner!).Requests)); // the probe, and no pip
    }

    private static string Archive(string url, string sha256) => "{\"url\": \"" + url + "\", \"archive_info\": {\"hashes\": {\"sha256\": \"" + sha256 + "\"}}}";
}
