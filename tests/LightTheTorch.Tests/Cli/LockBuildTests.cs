using System.Collections.Concurrent;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Python;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>--allow-build</c>: versions that are sdists alone, as <c>langdetect</c> and <c>docopt</c> are. Pip's part is played; its real one is tested with the program.</summary>
public sealed class LockBuildTests : IDisposable
{
    private const string Python = "/opt/3.12/bin/python3.12";

    private readonly ConcurrentQueue<string> _built = new();
    private readonly MadeIndex _index;

    public LockBuildTests()
    {
        _index = new MadeIndex { Cli = new InProcess { ProcessRunner = new FakeProcessRunner(Answer) } };
        _index.Universe.AddSdist(new WheelSpec("langdetect", "1.0.9") { Requires = ["six"] }, dynamicRequires: true)
            .AddSdist(new WheelSpec("docopt", "0.6.2"), dynamicRequires: true)
            .AddSdist(new WheelSpec("openai-whisper", "20250625") { Requires = ["six"] })
            .Add("six", "1.17.0");
    }

    public void Dispose() => _index.Dispose();

    [Fact]
    public async Task Sdist_WithStaticMetadataIsTakenAsItIs()
    {
        (await _index.LockAsync("openai-whisper\n", "cpu")).MustBeDone();
        Assert.Contains("openai-whisper @ ", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("# via openai-whisper: six", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Empty(_built);
    }

    [Fact]
    public async Task Sdist_ThatHasToBeBuiltIsRefusedWithAWayOut()
    {
        CliAnswer answer = await _index.LockAsync("langdetect\ndocopt\n", "cpu");
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Snapshot.Match(answer.ToString());
        Assert.Empty(_built);
    }

    [Fact]
    public async Task AllowBuild_AsksPipOfTheTargetsPythonOnceForEachFile()
    {
        CliAnswer answer = await _index.LockAsync("langdetect\ndocopt\n", "cpu,cu126", "--allow-build", "LangDetect,docopt");
        answer.MustBeDone();
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            Assert.Contains("# via langdetect: six", _index.Lock(backend), StringComparison.Ordinal);
            Assert.Contains("/docopt-0.6.2.tar.gz", _index.Lock(backend), StringComparison.Ordinal);
            Assert.Contains(": docopt-0.6.2.tar.gz langdetect-1.0.9.tar.gz\n", _index.Lock(backend), StringComparison.Ordinal);
        }

        Assert.Equal(["docopt-0.6.2.tar.gz", "langdetect-1.0.9.tar.gz"], _built.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AllowBuild_OfOneNameBuildsNoOther()
    {
        CliAnswer answer = await _index.LockAsync("langdetect\ndocopt\n", "cpu", "--allow-build", "langdetect");
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Contains("`--allow-build docopt`", answer.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("docopt-0.6.2.tar.gz", _built);
    }

    [Fact]
    public async Task AllowBuild_NamesThePythonThatIsMissing()
    {
        CliAnswer answer = await _index.LockAsync("langdetect\n", "cpu", "--allow-build", "langdetect", "--python", "3.13");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("there is no Python 3.13 on PATH", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(_index.Lock("cpu"));
    }

    [Fact]
    public async Task AllowBuild_SaysWhatPipSaid()
    {
        _index.Universe.AddSdist(new WheelSpec("broken", "1.0"), dynamicRequires: true);
        CliAnswer answer = await _index.LockAsync("broken\n", "cpu", "--allow-build", "broken");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("error: no compiler", answer.Talk, StringComparison.Ordinal);
    }

    private ProcessAnswer? Answer(ProcessRequest request)
    {
        if (request.FileName == "python3.12")
        {
            return new ProcessAnswer(0, $$"""
                {"executable":"{{Python}}","version":"3.12.4","implementation_name":"cpython","implementation_version":"3.12.4","os_name":"posix",
                 "platform_machine":"x86_64","platform_python_implementation":"CPython","platform_release":"6","platform_system":"Linux",
                 "platform_version":"#1","sys_platform":"linux","free_threaded":false,"bits":64,"sysconfig_platform":"linux-x86_64","glibc":"2.39",
                 "site_packages":"/s","virtual":true,"managed":false}
                """, "");
        }

        if (request.FileName != Python) return null;
        string file = request.Arguments[^1];
        if (!File.Exists(file)) return new ProcessAnswer(1, "", "error: there is no such file\n");
        _built.Enqueue(Path.GetFileName(file));
        return Path.GetFileName(file) switch
        {
            "langdetect-1.0.9.tar.gz" => new ProcessAnswer(0, """{"install":[{"metadata":{"metadata_version":"2.1","name":"langdetect","version":"1.0.9","requires_dist":["six"]}}]}""", ""),
            "docopt-0.6.2.tar.gz" => new ProcessAnswer(0, """{"install":[{"metadata":{"metadata_version":"2.1","name":"docopt","version":"0.6.2"}}]}""", ""),
            _ => new ProcessAnswer(1, "", "error: no compiler\n"),
        };
    }
}
