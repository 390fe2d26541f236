using System.Security.Cryptography;
using System.Text;
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

/// <summary>What a person reads of an environment that is, or is not, as its lock says. A real one is verified in the end-to-end tests.</summary>
public sealed class VerifyTests : IDisposable
{
    private const string CpuTorch = """{"devices": [{"id": "cpu", "name": "the processor", "arch": null, "error": null}], "version": "2.9.0+cpu", "cuda": null, "hip": null, "xpu": null, "code": [], "stage": "done"}""";

    private readonly InProcess _cli;
    private readonly FakeEnvironment _environment;

    public VerifyTests() => (_cli, _environment) = Make("server-without-gpu", CpuTorch);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Verify_SaysThatAllIsAsLocked()
    {
        Lock(_cli, "cpu", "2.9.0+cpu");
        Install(_environment, "torch", "2.9.0+cpu");
        Install(_environment, "filelock", "3.20.0");
        CliAnswer answer = await _cli.RunAsync("verify");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Snapshot.Match(answer.ToString());
        Assert.Equal("", (await _cli.RunAsync("verify", "-q")).Talk);
    }

    [Fact]
    public async Task Verify_NamesEveryDifference()
    {
        Lock(_cli, "cpu", "2.9.0+cpu", "lib-a", "lib-b", "lib-c", "lib-d", "lib-e");
        Install(_environment, "torch", "2.9.0"); // the local part counts
        File.WriteAllText(Install(_environment, "lib-a", "1.0"), "changed");
        File.Delete(Install(_environment, "lib-b", "1.0"));
        Install(_environment, "lib-c", "1.0", """{"url": "https://files.example/lib-c.whl", "archive_info": {"hashes": {"sha256": "00"}}}""");
        _environment.Add("lib-d", "1.0", record: string.Concat(Enumerable.Range(1, 7).Select(i => $"lib_d/{i}.py,,\n")));
        Install(_environment, "stray", "1");
        CliAnswer answer = await _cli.RunAsync("verify");
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Snapshot.Match(answer.ToString(), "text");
        Snapshot.Match((await _cli.RunAsync("verify", "--json")).ToString(), "json");
        Assert.Contains("`lib_d/7.py` is missing", (await _cli.RunAsync("verify", "-v")).Output, StringComparison.Ordinal);
        CliAnswer again = await _cli.RunAsync("verify", ".", "--no-prune", "--backend", "cpu", "--python", ".venv");
        Assert.DoesNotContain("stray", again.Output, StringComparison.Ordinal);
        Assert.Contains("hint: `ltt sync . --backend cpu --python .venv --no-prune --reinstall lib-a,lib-b,lib-d` makes", again.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code", "gtx1080ti-driver580", "cu130", """{"devices": [{"id": "cpu", "name": "the processor", "arch": null, "error": null}, {"id": "cuda:0", "name": "NVIDIA GeForce GTX 1080 Ti", "arch": "sm_61", "error": "CUDA error: no kernel image is available for execution on the device"}], "version": "2.9.0+cu130", "cuda": "13.0", "code": ["sm_75", "sm_120"], "stage": "done"}""")]
    [InlineData("works", "gtx1080ti-driver580", "cu126", """{"devices": [{"id": "cpu", "name": "the processor", "arch": null, "error": null}, {"id": "cuda:0", "name": "NVIDIA GeForce GTX 1080 Ti", "arch": "sm_61", "error": null}], "version": "2.9.0+cu126", "cuda": "12.6", "code": ["sm_50", "sm_60"], "stage": "done"}""")]
    [InlineData("none-here", "server-without-gpu", "cu126", """{"devices": [], "version": "2.9.0+cu126", "cuda": "12.6", "code": ["sm_50", "sm_60"], "unavailable": "RuntimeError: Found no NVIDIA driver", "stage": "done"}""")]
    [InlineData("hidden", "gtx1080ti-driver580", "cu126", """{"devices": [], "version": "2.9.0+cu126", "cuda": "12.6", "code": ["sm_50", "sm_60"], "stage": "done"}""")]
    [InlineData("ended", "server-without-gpu", "cpu", """{"devices": [], "stage": "`import torch`"}""")]
    public async Task Verify_SaysHowTorchDoesItsWork(string name, string machine, string backend, string torch)
    {
        (InProcess cli, FakeEnvironment environment) = Make(machine, "{} talk\n\n" + torch);
        using InProcess _ = cli;
        if (name == "hidden") cli.Environment["CUDA_VISIBLE_DEVICES"] = "";
        Lock(cli, backend, $"2.9.0+{backend}");
        Install(environment, "torch", $"2.9.0+{backend}");
        Install(environment, "filelock", "3.20.0");
        CliAnswer answer = await cli.RunAsync("verify", "--backend", backend);
        Assert.Equal(name is "works" or "none-here" ? ExitCode.Done : ExitCode.Failed, answer.ExitCode);
        Snapshot.Match(answer.ToString(), name);
        if (name is "code" or "none-here") Snapshot.Match((await cli.RunAsync("verify", "--backend", backend, "--json")).ToString(), name == "code" ? "torch-json" : "note-json");
    }

    [Fact]
    public async Task Verify_StartsNoTorchThatIsNotThere()
    {
        _cli.Write("requirements.txt", "filelock\n");
        Lock(_cli, "cpu", null);
        Install(_environment, "filelock", "3.20.0");
        CliAnswer answer = await _cli.RunAsync("verify", "--json");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("\"torch\": null", answer.Output, StringComparison.Ordinal);
        Assert.Single(((FakeProcessRunner)_cli.ProcessRunner!).Requests); // the interpreter told what it is
    }

    [Fact]
    public async Task Verify_RefusesAsSyncDoes()
    {
        Assert.Contains("no lock `requirements.*.txt`", (await _cli.RunAsync("verify")).Talk, StringComparison.Ordinal);
        Lock(_cli, "cu126", "2.9.0+cu126");
        Assert.Equal(ExitCode.NoBackendFits, (await _cli.RunAsync("verify")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await _cli.RunAsync("verify", "--backend", "cpu")).ExitCode);
    }

    /// <summary>The hint of `ltt verify` for damaged files: the package is changed though its version is right.</summary>
    [Fact]
    public async Task Sync_InstallsAnewWhatItIsTold()
    {
        Lock(_cli, "cpu", "2.9.0+cpu");
        Install(_environment, "torch", "2.9.0+cpu");
        Install(_environment, "filelock", "3.20.0");
        CliAnswer answer = await _cli.RunAsync("sync", "--dry-run", "--offline", "--reinstall", "filelock");
        Assert.Equal((ExitCode.Done, "~ filelock 3.20.0 (installed anew, as asked)\n"), (answer.ExitCode, answer.Output));
        Assert.Contains("error[LTT1000]: `--reinstall stray`: the lock has no such package", (await _cli.RunAsync("sync", "--dry-run", "--offline", "--reinstall", "torch,stray")).Talk, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await _cli.RunAsync("sync", "--dry-run", "--offline", "--reinstall", "==")).ExitCode);
    }

    private static (InProcess Cli, FakeEnvironment Environment) Make(string machine, string torch)
    {
        FakeEnvironment? environment = null;
        InProcess cli = new() { Machine = FixtureMachine.Load(machine), ProcessRunner = new FakeProcessRunner(request => environment?.Answer(request)) };
        environment = new FakeEnvironment(Path.Combine(cli.Folder, ".venv")) { Else = _ => new ProcessAnswer(torch.Contains("done", StringComparison.Ordinal) ? 0 : 132, torch, "Illegal instruction (core dumped)\n") };
        cli.Environment["LTT_CACHE_DIR"] = Path.Combine(cli.Folder, "cache");
        return (cli, environment);
    }

    /// <summary>A package of one module with a whole RECORD, and where the module lies.</summary>
    private static string Install(FakeEnvironment environment, string name, string version, string? origin = null)
    {
        string module = name.Replace('-', '_') + ".py", path = Path.Combine(environment.SitePackages, module), text = $"version = '{version}'\n";
        File.WriteAllText(path, text);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        environment.Add(name, version, origin, record: $"{module},sha256={hash},{text.Length}\n");
        return path;
    }

    private static void Lock(InProcess cli, string backend, string? torch, params string[] more)
    {
        LockedVia asked = new(new Via.Direct("requirements.txt", "torch"), []);
        List<LockedPackage> packages = [SampleLock.Package("filelock", "3.20.0", "https://files.pythonhosted.org/packages/f/filelock-3.20.0-py3-none-any.whl", null, [SampleLock.Linux], asked)];
        packages.AddRange(more.Select(name => SampleLock.Package(name, "1.0", $"https://files.pythonhosted.org/packages/l/{name.Replace('-', '_')}-1.0-py3-none-any.whl", null, [SampleLock.Linux], asked)));
        if (torch is not null) packages.Add(SampleLock.Package("torch", torch, $"https://download.pytorch.org/whl/{backend}/torch-{torch.Replace("+", "%2B", StringComparison.Ordinal)}-py3-none-any.whl", null, [SampleLock.Linux], asked));
        LockHeader header = SampleLock.Cu126.Header with { Backend = BackendName.Parse(backend), Torch = torch is null ? [] : [PyVersion.Parse(torch)], Targets = [SampleLock.Linux], Options = [], Sdists = [] };
        cli.Write($"requirements.{backend}.txt", RequirementsLockWriter.Write(new BackendLock(header, [.. packages]), Marker.Parse("python_version != '3.12'")));
    }
}
