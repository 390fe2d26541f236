using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Tests.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Cli;

/// <summary>For whoever has a GPU and got something else than expected.</summary>
public sealed class WhyNotTests
{
    [Theory]
    [InlineData("gtx1080ti-driver580", "cu130", "cpu", "cu130")]
    [InlineData("gtx1080ti-driver580", "cu118", "cpu", "cu118", "cu126")] // it runs, and another comes first
    [InlineData("v100-driver470", "cu126")] // without locks
    [InlineData("docker-build-leaked-driver", "cu126", "cpu", "cu126")]
    [InlineData("server-without-gpu", "rocm7.2", "cpu")]
    public async Task WhyNot_SaysWhatStandsInTheWay(string machine, string backend, params string[] locked)
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load(machine) };
        foreach (string name in locked) Lock(ltt, name);
        CliAnswer answer = await ltt.RunAsync("why-not", backend);
        answer.MustBeDone();
        Snapshot.Match(answer.ToString(), $"{machine}.{backend}");
        if (locked.Length == 3) Snapshot.Match((await ltt.RunAsync("why-not", backend, "--json")).ToString(), "json");
    }

    [Fact]
    public async Task WhyNot_AnswersForAnotherMachine()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        Assert.Contains("this one is 470.82.01", (await ltt.RunAsync("why-not", "cu126", "--driver", "470.82.01", "--gpu", "sm_86")).Output, StringComparison.Ordinal);
        Assert.StartsWith("runs     cu126: torch >=2.6", (await ltt.RunAsync("why-not", "cu126", "--driver", "580.95.05", "--gpu", "sm_86")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyNot_RefusesWhatIsNoBackendOrNoLock()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        Assert.Contains("unknown backend `cu127`", (await ltt.RunAsync("why-not", "cu127")).Talk, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await ltt.RunAsync("why-not", "cu126", "--locks", "nowhere")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await ltt.RunAsync("why-not")).ExitCode);
    }

    [Fact]
    public async Task WhyNot_NamesNoTorchOfALockThatHasNone()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        LockHeader header = SampleLock.Cu126.Header with { Backend = BackendName.Parse("cpu"), Torch = [], Hardware = [], Targets = [SampleLock.Linux], Options = [], Sdists = [] };
        LockedPackage package = SampleLock.Package("tool", "1.0", "https://files.pythonhosted.org/tool-1.0-py3-none-any.whl", null, [SampleLock.Linux], new LockedVia(new Via.Direct("requirements.txt", "tool"), []));
        ltt.Write("requirements.cpu.txt", RequirementsLockWriter.Write(new BackendLock(header, [package]), Marker.Parse("python_version != '3.12'")));
        Assert.Contains("lock     requirements.cpu.txt: runs here; it has no torch\n", (await ltt.RunAsync("why-not", "cpu")).Output, StringComparison.Ordinal);
    }

    private static void Lock(InProcess cli, string backend)
    {
        string version = backend == "cu118" ? "2.7.1" : "2.9.0", torch = $"{version}+{backend}", url = $"https://download.pytorch.org/whl/{backend}/torch-{version}%2B{backend}-py3-none-any.whl";
        LockHeader header = SampleLock.Cu126.Header with { Backend = BackendName.Parse(backend), Torch = [PyVersion.Parse(torch)], Targets = [SampleLock.Linux], Options = [], Sdists = [] };
        LockedPackage package = SampleLock.Package("torch", torch, url, null, [SampleLock.Linux], new LockedVia(new Via.Direct("requirements.txt", "torch"), []));
        cli.Write($"requirements.{backend}.txt", RequirementsLockWriter.Write(new BackendLock(header, [package]), Marker.Parse("python_version != '3.12'")));
    }
}
