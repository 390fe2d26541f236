using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Cli.Pip;

/// <summary>How pip is started, and what it finds: everything but pip itself is real.</summary>
public sealed partial class PipHandlerTests : IDisposable
{
    private readonly HttpClient _pip = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly List<IDisposable> _open = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _pip.Dispose();
        foreach (IDisposable one in _open) one.Dispose();
    }

    [Fact]
    public async Task Install_GivesPipTheServedIndexInAFileAndNothingOnTheCommandLine()
    {
        FakePip pip = new();
        (await RunAsync(pip, "install", "--pcb", "cpu", "--driver", "580.65.06", "--gpu", "sm_86", "-U", "torch", "--target", "x")).MustBeDone();
        Assert.Equal("install -U torch --target x", pip.Run!.Words);
        Assert.Matches(Served(), pip.Run.Setting("global", "index-url"));
        Assert.Equal("", pip.Run.Setting("global", "extra-index-url"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _pip.GetAsync(new Uri(pip.Run.Index, "torch/"), Cancel)); // it lived as long as pip
        Assert.False(Directory.Exists(Path.GetDirectoryName(pip.Run.Request.Variables["PIP_CONFIG_FILE"])!), "the folder of this run stays behind");
    }

    [Fact]
    public async Task Install_MovesEveryIndexBehindTheServedOne()
    {
        FakePip pip = new()
        {
            Configuration = """
                global.index-url='https://user:secret@corp.example/simple'
                global.timeout='60'
                global.find-links='\nhttps://links.example/x.html\n./wheels'
                install.extra-index-url='https://download.pytorch.org/whl/cu118'
                install.trusted-host='corp.example'
                wheel.index-url='https://wheel.example/simple'
                """,
        };
        InProcess ltt = Ltt(pip);
        ltt.Environment["PIP_EXTRA_INDEX_URL"] = "https://ignored-for-the-list-below.example/simple";
        ltt.Environment["PIP_INDEX_URL"] = "https://never.example/simple";
        (await ltt.RunAsync("install", "--cpuonly", "six", "--extra-index-url", "https://token:hidden@two.example/simple", "-f", "https://three.example/y.html")).MustBeDone();
        PipRun run = pip.Run!;
        Assert.Equal("install six", run.Words);
        Assert.Equal("60", run.Setting("global", "timeout"));
        Assert.Equal("corp.example", run.Setting("install", "trusted-host"));
        Assert.Matches(Served(), run.Setting("global", "index-url"));
        Assert.Equal("", run.Setting("install", "extra-index-url"));
        Assert.Equal("", run.Setting("wheel", "index-url"));
        Assert.Null(run.Request.Variables["PIP_INDEX_URL"]);
        Assert.Null(run.Request.Variables["PIP_EXTRA_INDEX_URL"]);
        string[] named = ["corp.example/", "two.example", "links.example", "three.example", "wheel.example", "pytorch.org", "secret", "hidden", "never.example"];
        string all = run.Words + run.Configuration + string.Join('\n', run.Request.Variables.Values);
        Assert.All(named, name => Assert.DoesNotContain(name, all, StringComparison.Ordinal));
        Assert.Contains("./wheels", run.Configuration, StringComparison.Ordinal); // a folder of this machine stays
    }

    [Theory]
    [InlineData("--isolated", "", "file")]
    [InlineData("", "/dev/null", "variables")]
    [InlineData("--isolated", "/dev/null", "words")]
    public async Task Install_ReachesPipWhateverItReads(string option, string configurationFile, string way)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && configurationFile.Length > 0, "the null device has another name");
        FakePip pip = new() { Configuration = "global.timeout='60'\n" };
        InProcess ltt = Ltt(pip);
        if (configurationFile.Length > 0) ltt.Environment["PIP_CONFIG_FILE"] = configurationFile;
        (await ltt.RunAsync(["install", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--cpuonly", "six"])).MustBeDone();
        Assert.Equal(way == "file", pip.Run!.Request.Variables.ContainsKey("PIP_CONFIG_FILE"));
        Assert.Equal(way == "variables", pip.Run.Request.Variables.GetValueOrDefault("PIP_INDEX_URL") is not null);
        Assert.Equal(way == "words", pip.Run.Words.Contains("--index-url", StringComparison.Ordinal));
        Assert.Matches(Served(), pip.Run.Index.AbsoluteUri);
        Assert.Equal(option.Length > 0, pip.Asked.Contains("-m pip --isolated config list"));
    }

    [Fact]
    public async Task Install_RewritesFilesThatNameIndexes()
    {
        FakePip pip = new();
        InProcess ltt = Ltt(pip);
        ltt.Environment["TOKEN"] = "hidden";
        ltt.Write("wheels/x-1.0-py3-none-any.whl", "");
        ltt.Write("plain.txt", "six\n");
        ltt.Write("sub/common.txt", "--index-url https://me:${TOKEN}@corp.example/simple\n-c ../limits.txt\n-e .\n./local\nhelper ; python_version > \"3\" # --index-url\n");
        ltt.Write("limits.txt", "six<2\n");
        ltt.Write("sub/wheels-here/x", "");
        ltt.Write("main.txt", "# first\n--extra-index-url \\\n  https://download.pytorch.org/whl/cu118\n-r sub/common.txt\n-f ./wheels\n-r plain.txt\ntorch --hash=sha256:00\n");
        (await ltt.RunAsync("install", "-qr", "main.txt", "-r", "plain.txt", "--cpuonly")).MustBeDone();
        PipRun run = pip.Run!;
        Match words = WordsOfFiles().Match(run.Words);
        Assert.True(words.Success, run.Words);
        string[] main = run.Files[words.Groups[1].Value].Split('\n');
        Assert.Equal("# first", main[0]);
        Assert.Matches(ServedOption("--extra-index-url"), main[2].Trim());
        string common = main[3].Split(' ')[1];
        Assert.Equal($"--find-links {Path.Combine(ltt.Folder, "wheels")}", main[4].Replace("/./", "/", StringComparison.Ordinal));
        Assert.Equal($"-r {Path.Combine(ltt.Folder, "plain.txt")}", main[5]); // as it is, where it is
        Assert.Equal("torch --hash=sha256:00", main[6]);
        string[] lines = run.Files[common].Split('\n');
        Assert.Matches(ServedOption("--index-url"), lines[0].TrimStart('\ufeff'));
        Assert.Equal($"-c {Path.Combine(ltt.Folder, "limits.txt")}", lines[1]);
        Assert.Equal(["-e .", "./local", "helper ; python_version > \"3\" # --index-url"], lines[2..5]);
        Assert.DoesNotContain("hidden", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_LeavesFilesAloneThatNameNoIndex()
    {
        FakePip pip = new();
        InProcess ltt = Ltt(pip);
        ltt.Write("a.txt", "-r b.txt\n");
        ltt.Write("b.txt", "-r a.txt\nsix\n"); // it includes itself, which pip says
        ltt.Environment["PIP_CONSTRAINT"] = "c.txt";
        (await ltt.RunAsync("install", "-r", "a.txt", "-r", "missing.txt", "-c", "c.txt", "--cpuonly")).MustBeDone();
        Assert.Equal("install -r a.txt -r missing.txt -c c.txt", pip.Run!.Words);
        Assert.False(pip.Run.Request.Variables.ContainsKey("PIP_CONSTRAINT"));
    }

    [Theory]
    [InlineData("--python ../other/bin/python", "-m pip --python ../other/bin/python config list")]
    [InlineData("--isolated --python=x", "-m pip --isolated --python x config list")]
    public async Task Install_AsksTheConfigurationOfTheEnvironmentThatIsInstalledInto(string options, string asked)
    {
        FakePip pip = new();
        (await RunAsync(pip, [.. options.Split(' '), "install", "six"])).MustBeDone();
        Assert.Equal([asked], pip.Asked);
        Assert.Equal(options + " install six", pip.Run!.Words);
    }

    [Fact]
    public async Task Install_NamesAnIndexOnceThatIsNamedTwice()
    {
        FakePip pip = new() { Configuration = "global.extra-index-url='https://pypi.org/simple/ https://pypi.org/simple/ https://x.example/simple'\n" };
        (await RunAsync(pip, "install", "six")).MustBeDone();
        Assert.Matches(Served(), pip.Run!.Setting("global", "extra-index-url"));
    }

    [Fact]
    public async Task Install_RewritesTheFilesOfVariablesAndConfiguration()
    {
        FakePip pip = new() { Configuration = "install.constraint='limits.txt'\n" };
        InProcess ltt = Ltt(pip);
        ltt.Write("limits.txt", "--index-url https://corp.example/simple\nsix<2\n");
        ltt.Environment["PIP_REQUIREMENT"] = "limits.txt";
        (await ltt.RunAsync("install", "--cpuonly")).MustBeDone();
        Assert.Contains("ltt-pip-", pip.Run!.Request.Variables["PIP_REQUIREMENT"], StringComparison.Ordinal);
        Assert.Contains("ltt-pip-", pip.Run.Setting("install", "constraint"), StringComparison.Ordinal);
        Assert.DoesNotContain("corp.example", string.Concat(pip.Run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_UnderstandsPyTorchsAddressesAsTheBackendThatIsWanted()
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        InProcess ltt = Ltt(pip, server);
        ltt.Write("requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu118\ntorch\n");
        CliAnswer answer = await ltt.RunAsync("install", "-r", "requirements.txt");
        answer.MustBeDone();
        Assert.Contains("+cu118", _page, StringComparison.Ordinal);
        Assert.Contains("PyTorch's packages come from `cu118`\n", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_PassesOverAnAddressThatHasNothingForThisPython()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "the words name Linux on x86_64");
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        CliAnswer answer = await Ltt(pip, server).RunAsync("install", "--extra-index-url", "https://download.pytorch.org/whl/cu102", "torch");
        answer.MustBeDone();
        Assert.Equal(
            "note[LTT1005]: no torch of `cu102` has wheels for Python 3.12 on linux_x86_64, which an index address names; the machine decides instead\nPyTorch's packages come from `cpu`\n",
            answer.Talk);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(143, false)] // ended from outside: nothing was looked for in vain
    public async Task Install_ExplainsOnlyWhatPipGaveUp(int exitCode, bool explains)
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch"), ExitCode = exitCode };
        CliAnswer answer = await Ltt(pip, server).RunAsync("install", "--cpuonly", "torch");
        Assert.Equal(exitCode, (int)answer.ExitCode);
        Assert.Equal(explains, answer.Talk.Contains("pip was offered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Install_TakesWhatTheMachineRunsAndSaysWhat()
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        CliAnswer answer = await Ltt(pip, server).RunAsync("install", "torch");
        answer.MustBeDone();
        Assert.Equal("PyTorch's packages come from `cpu`\n", answer.Talk);
        Assert.Contains("torch-2.9.0%2Bcpu", _page, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests["download.pytorch.org/whl/cpu/torch/"]);
        Assert.DoesNotContain(server.Requests.Keys, path => path.StartsWith("pypi.org", StringComparison.Ordinal));
        Assert.Empty((await Ltt(new FakePip { Act = run => AskAsync(run, "torch") }, server).RunAsync("install", "-q", "torch")).Talk);
    }

    [Fact]
    public async Task Install_AsksNothingOfTheMachineForOtherNames()
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "six") };
        InProcess ltt = Ltt(pip, server);
        ltt.Environment["LTT_DRIVER"] = "no driver at all";
        Assert.Empty((await ltt.RunAsync("install", "six")).Talk);
        Assert.Equal("", _page); // led on
        Assert.Empty(server.Requests);
        Assert.Equal(["-m pip config list"], pip.Asked);
    }

    [Fact]
    public async Task Install_TwoAtOnceHaveSecretsOfTheirOwn()
    {
        await using LoopbackServer server = await ServerAsync();
        TaskCompletionSource<PipRun> first = new(), second = new();
        FakePip one = new() { Act = run => MeetAsync(run, first, second.Task) }, two = new() { Act = run => MeetAsync(run, second, first.Task) };
        CliAnswer[] answers = await Task.WhenAll(Ltt(one, server).RunAsync("install", "--cpuonly", "torch"), Ltt(two, server).RunAsync("install", "--cpuonly", "torch"));
        Assert.All(answers, answer => answer.MustBeDone());
        Assert.NotEqual(one.Run!.Index.Port, two.Run!.Index.Port);
        Assert.NotEqual(one.Run.Index.Segments[1], two.Run.Index.Segments[1]);

        async Task MeetAsync(PipRun run, TaskCompletionSource<PipRun> mine, Task<PipRun> other)
        {
            mine.SetResult(run);
            PipRun its = await other;
            await AskAsync(run, "torch");
            Uri strange = new UriBuilder(its.Index) { Port = run.Index.Port }.Uri; // the secret of the other does not open this one
            using HttpResponseMessage refused = await _pip.GetAsync(new Uri(strange, "torch/"), Cancel);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Install_ExplainsWhatPipCannotKnow()
    {
        await using LoopbackServer server = await ServerAsync();
        server.Faults = (http, _) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        FakePip pip = new() { Act = run => AskAsync(run, "torch"), ExitCode = 1 };
        InProcess ltt = Ltt(pip, server);
        CliAnswer answer = await ltt.RunAsync("install", "--cpuonly", "torch");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("error[LTT2001]: cannot read `http://127.0.0.1:", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_SaysWhatWasOfferedWhenPipFindsNothing()
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch"), ExitCode = 1 };
        Snapshot.Match((await Ltt(pip, server).RunAsync("install", "--cpuonly", "torch==1.0")).ToString());
    }

    [Fact]
    public async Task Install_FindsNoIndexThatPipWouldNotTrust()
    {
        FakePip pip = new() { Act = run => AskAsync(run, "six"), ExitCode = 1 };
        CliAnswer answer = await RunAsync(pip, "install", "--cpuonly", "-i", "http://me:hidden@plain.example/simple", "six");
        Assert.Contains("`http://plain.example/simple` is not asked", answer.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", answer.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown", "--pcb", "cu999")]
    [InlineData("ended-before-this-python", "--pytorch-computation-backend=cu102")]
    [InlineData("unknown-channel", "--pytorch-channel", "nightli")]
    public async Task Install_RefusesWhatDoesNotExist(string caseName, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "the words name Linux on x86_64");
        FakePip pip = new();
        CliAnswer answer = await RunAsync(pip, ["install", .. options, "torch"]);
        Assert.Null(pip.Run);
        Snapshot.Match(answer.ToString(), caseName);
    }

    [Fact]
    public async Task Install_ForAnotherInterpreterLeavesTheJudgementToTheIndex()
    {
        FakePip pip = new();
        (await RunAsync(pip, "download", "--pcb", "cu102", "--python-version", "3.9", "--only-binary=:all:", "torch")).MustBeDone();
        Assert.NotNull(pip.Run);
    }

    [Fact]
    public async Task Install_SaysWhatIsMissing()
    {
        CliAnswer answer = await RunAsync(new FakePip { Failure = "/usr/bin/python3: No module named pip\n" }, "install", "six");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("has no pip", answer.Talk, StringComparison.Ordinal);
        Assert.Contains("-m ensurepip", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_TakesTheVariableOfTheFirstLightTheTorch()
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        InProcess ltt = Ltt(pip, server);
        ltt.Environment["LTT_PYTORCH_COMPUTATION_BACKEND"] = "cu118";
        CliAnswer answer = await ltt.RunAsync("install", "torch");
        Assert.Contains("+cu118", _page, StringComparison.Ordinal);
        // It is not for this machine perhaps; it may be for the image's.
        Assert.Contains("warning[LTT6001]: this machine cannot run what was asked for", answer.Talk, StringComparison.Ordinal);
    }

    /// <summary>Options, the variable, and whose builds pip is shown, on a machine without a GPU.</summary>
    [Theory]
    [InlineData("--pcb auto", null, "+cpu")]
    [InlineData("--pytorch-computation-backend=auto", "cu118", "+cpu")] // the option counts before the variable
    [InlineData("--pcb auto --driver 580.65.06 --gpu sm_86", null, "+cu118")]
    [InlineData("--pcb cu118,cpu", null, "+cpu")] // of several, those that run here
    [InlineData("--pcb cpu --pcb cu118 --driver 580.65.06 --gpu sm_86", null, "+cu118")] // and of those the best
    [InlineData("--pcb cu118", null, "+cu118")] // of one, whatever this machine is
    [InlineData("--cpuonly", "cu118", "+cpu")]
    public async Task Install_TakesTheBackendsThatAreNamed(string options, string? variable, string builds)
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        InProcess ltt = Ltt(pip, server);
        if (variable is not null) ltt.Environment["LTT_PYTORCH_COMPUTATION_BACKEND"] = variable;
        (await ltt.RunAsync(["install", .. options.Split(' '), "torch"])).MustBeDone();
        Assert.Contains(builds.Replace("+", "%2B", StringComparison.Ordinal), _page, StringComparison.Ordinal);
        Assert.Equal("install torch", pip.Run!.Words);
    }

    [Theory]
    [InlineData("--pch nightly", "nightly/cpu")]
    [InlineData("--pytorch-channel=test", "test/cpu")]
    [InlineData("--pre", "test/cpu")]
    [InlineData("--pre --pch stable", "cpu")]
    public async Task Install_AsksTheChannel(string options, string folder)
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        (await Ltt(pip, server).RunAsync(["install", "--cpuonly", .. options.Split(' '), "torch"])).MustBeDone();
        Assert.Equal([$"download.pytorch.org/whl/{folder}/torch/"], server.Requests.Keys);
    }

    [Theory]
    [InlineData("--catalogue")]
    [InlineData("LTT_CATALOGUE")]
    [InlineData("[tool.ltt.backends]")]
    public async Task Install_KnowsTheBackendsThatTheUserAdds(string way)
    {
        await using LoopbackServer server = await ServerAsync();
        FakePip pip = new() { Act = run => AskAsync(run, "torch") };
        InProcess ltt = Ltt(pip, server);
        ltt.Write("more.yaml", "backends:\n  cu140: { like: cu118, directory: cu118/ }\n");
        if (way == "LTT_CATALOGUE") ltt.Environment[way] = "more.yaml";
        if (way == "[tool.ltt.backends]") ltt.Write("pyproject.toml", "[tool.ltt.backends.cu140]\nlike = \"cu118\"\ndirectory = \"cu118/\"\n");
        string[] option = way == "--catalogue" ? ["--catalogue", "more.yaml"] : [];
        (await ltt.RunAsync(["install", "--pcb", "cu140", .. option, "torch"])).MustBeDone();
        Assert.Equal(["download.pytorch.org/whl/cu118/torch/"], server.Requests.Keys);
        Assert.DoesNotContain("catalogue", pip.Run!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_KeepsTheProxyAwayFromThisMachine()
    {
        FakePip pip = new();
        InProcess ltt = Ltt(pip);
        ltt.Environment["NO_PROXY"] = "corp.example";
        (await ltt.RunAsync("install", "--cpuonly", "--proxy", "http://me:hidden@proxy.example:3128", "six")).MustBeDone();
        Assert.Equal("install six", pip.Run!.Words);
        Assert.Equal("http://me:hidden@proxy.example:3128", pip.Run.Request.Variables["HTTPS_PROXY"]);
        Assert.Equal("corp.example,127.0.0.1", pip.Run.Request.Variables["NO_PROXY"]);
    }

    [Theory]
    [InlineData("freeze --all")]
    [InlineData("uninstall -y torch")]
    [InlineData("list --format json -v")]
    [InlineData("index versions torch")]
    public async Task OtherCommands_GoToPipAsTheyAre(string words)
    {
        FakePip pip = new() { ExitCode = 23 };
        CliAnswer answer = await RunAsync(pip, words.Split(' '));
        Assert.Equal(23, (int)answer.ExitCode);
        Assert.Equal(words, pip.Run!.Words);
        Assert.Empty(pip.Asked);
        Assert.Empty(pip.Run.Request.Variables);
    }

    [Fact]
    public async Task Help_IsOursAndThenPips()
    {
        FakePip pip = new();
        CliAnswer answer = await RunAsync(pip, "install", "--help");
        Assert.Equal("install --help", pip.Run!.Words);
        Snapshot.Match(answer.ToString());
    }

    private string _page = "";

    // As pip asks: a page that is led elsewhere leaves nothing here.
    private async Task AskAsync(PipRun run, string name)
    {
        using HttpResponseMessage answer = await _pip.GetAsync(new Uri(run.Index, name + "/"), Cancel);
        _page = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancel) : "";
    }

    private static async Task<LoopbackServer> ServerAsync() => await LoopbackServer.StartAsync(
        new Universe()
            .AddTorch("cpu", new WheelSpec("torch", "2.8.0+cpu") { Platform = "manylinux_2_28_x86_64" })
            .AddTorch("cpu", new WheelSpec("torch", "2.9.0+cpu") { Platform = "manylinux_2_28_x86_64" })
            .AddTorch("cu118", new WheelSpec("torch", "2.7.1+cu118") { Platform = "manylinux_2_28_x86_64" })
            .Build(),
        cancellation: Cancel);

    private InProcess Ltt(FakePip pip, LoopbackServer? server = null)
    {
        InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu"), ProcessRunner = pip, AttachedRunner = pip, Time = new HastyTime() };
        if (server is not null) ltt.Environment["LTT_PYTORCH_INDEX_URL"] = new Uri(server.Root, "download.pytorch.org/whl/").AbsoluteUri;
        _open.Add(ltt);
        return ltt;
    }

    private Task<CliAnswer> RunAsync(FakePip pip, params string[] words) => Ltt(pip).RunAsync(words);

    private static Regex ServedOption(string name) => new($"^{name} http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{{32}}/[0-9]+/simple/$", RegexOptions.NonBacktracking);

    [GeneratedRegex("^http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}/[0-9]+/simple/$", RegexOptions.NonBacktracking)]
    private static partial Regex Served();

    [GeneratedRegex("^install -q --requirement (\\S+ltt-pip-\\S+/main\\.txt) -r plain\\.txt$")]
    private static partial Regex WordsOfFiles();
}
