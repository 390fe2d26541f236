using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt lock --check</c>: up to date or exit 4 with the reason, from files alone.</summary>
public sealed class LockCheckTests : IDisposable
{
    private const string Input = "torch>=2.6\nfsspec ; sys_platform == 'linux'\npillow ; sys_platform == 'darwin'\n-c limits.txt\n";

    private readonly InProcess _cli = new();

    public LockCheckTests()
    {
        _cli.Write("requirements.txt", Input);
        _cli.Write("limits.txt", "networkx<4\n");
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Check_SaysUpToDateWithoutAnIndexAndWritesNothing()
    {
        await _cli.LockAsync("cpu,cu126", "--format", "both");
        string[] before = _cli.Files;
        CliAnswer answer = await CheckAsync("cpu,cu126", "--format", "both");
        Snapshot.Match(answer.ToString());
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal(before, _cli.Files);
    }

    [Theory]
    [InlineData("# a remark\ntorch>=2.6  # why\n\nfsspec ; sys_platform == 'linux'\npillow ; sys_platform == 'darwin'\n-c limits.txt\n")]
    [InlineData("fsspec ; sys_platform == \"linux\"\ntorch >= 2.6\r\n-c limits.txt\npillow;sys_platform=='darwin'\n")]
    public async Task Check_LooksThroughCommentsOrderAndWhiteSpace(string input)
    {
        await _cli.LockAsync("cpu");
        _cli.Write("requirements.txt", input);
        Assert.Equal(ExitCode.Done, (await CheckAsync("cpu")).ExitCode);
    }

    [Theory]
    [InlineData("changed", "torch>=2.7\nfsspec ; sys_platform == 'linux'\npillow ; sys_platform == 'darwin'\n-c limits.txt\n")]
    [InlineData("added", Input + "numpy\n")]
    [InlineData("removed", "torch>=2.6\npillow ; sys_platform == 'darwin'\n-c limits.txt\n")]
    [InlineData("marker", "torch>=2.6\nfsspec ; sys_platform == 'linux'\npillow ; sys_platform == 'linux'\n-c limits.txt\n")]
    [InlineData("of-no-target", "torch>=2.6\nfsspec ; sys_platform == 'linux'\n-c limits.txt\n")]
    [InlineData("constraint", "torch>=2.6\nfsspec ; sys_platform == 'linux'\npillow ; sys_platform == 'darwin'\n")]
    [InlineData("hash", "torch>=2.6\nfsspec ; sys_platform == 'linux'\npillow ; sys_platform == 'darwin' --hash=sha256:fd7d4fca497bf3e3d0945a13261f8e684f2aef12ce7cf76aef26e13bf7388b88\n-c limits.txt\n")]
    public async Task Check_NamesTheChangedRequirement(string name, string input)
    {
        await _cli.LockAsync("cpu");
        _cli.Write("requirements.txt", input);
        CliAnswer answer = await CheckAsync("cpu");
        Snapshot.Match(answer.ToString(), name);
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
    }

    [Theory]
    [InlineData("other.txt", "networkx\n", "requirement `networkx` is new")]
    [InlineData("over.txt", "fsspec<2027\n", "override `fsspec<2026.10` became `fsspec<2027`")]
    [InlineData("over.txt", "fsspec<2026.10\njinja2>=3\n", "override `jinja2>=3` is new")]
    [InlineData("over.txt", "fsspec<2026.10\nunneeded>=3\n", "a constraint, an override, a hash, a rule for pre-releases or a requirement for other targets changed in the inputs")]
    [InlineData("over.txt", "fsspec<2026.10\nnetworkx ; sys_platform == 'win32'\n", "a constraint, an override, a hash, a rule for pre-releases or a requirement for other targets changed in the inputs")]
    [InlineData("limits.txt", "networkx<4\nfilelock<5\n", "constraint `filelock<5` is new")]
    [InlineData("limits.txt", "networkx<4\nunneeded<5\n", "a constraint, an override, a hash, a rule for pre-releases or a requirement for other targets changed in the inputs")]
    public async Task Check_SeesThroughOverridesAndConstraints(string file, string text, string reason)
    {
        _cli.Write("over.txt", "fsspec<2026.10\n");
        _cli.Write("other.txt", "filelock\n");
        string[] options = ["requirements.txt", "other.txt", "--override", "over.txt"];
        (await _cli.LockAsync("cpu", options)).MustBeDone();
        Assert.Equal(ExitCode.Done, (await CheckAsync("cpu", options)).ExitCode);
        _cli.Write(file, file == "other.txt" ? "filelock\n" + text : text);
        CliAnswer answer = await CheckAsync("cpu", options);
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Assert.Contains($"`requirements.cpu.txt` is out of date: {reason}\n", Assert.Single(answer.Talk.Split("error["), line => line.StartsWith("LTT4002", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option", "cpu", "--resolution", "lowest")]
    [InlineData("python", "cpu", "--python", "3.12,3.13")]
    [InlineData("platform", "cpu", "--platforms", "win_amd64")]
    [InlineData("backend", "cpu,cu126")]
    [InlineData("index", "cpu", "--index-url", "https://me:secret@pypi.example.com/simple")]
    [InlineData("form", "cpu", "--format", "both")]
    public async Task Check_NamesTheOptionThatDiffers(string name, string backends, params string[] more)
    {
        await _cli.LockAsync("cpu");
        CliAnswer answer = await CheckAsync(backends, more);
        Snapshot.Match(answer.ToString(), name);
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
    }

    [Theory]
    [InlineData("requirements.cpu.txt", "2.13.0%2Bcpu", "2.12.0%2Bcpu")]
    [InlineData("requirements.cpu.txt", "# via torch: filelock", "# via torch: filelock>=1")]
    [InlineData("requirements.cpu.txt", "; cpu; torch 2", "; cpu; torch 1")]
    [InlineData("requirements.cpu.txt", "targets linux_x86_64-py3.12", "targets linux_x86_64-py3.13")]
    [InlineData("pylock.cpu.toml", "https://files.pythonhosted.org/", "https://files.example.org/")]
    public async Task Check_FindsAHandEditedLock(string file, string old, string edited)
    {
        await _cli.LockAsync("cpu", "--format", "both");
        string text = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, file), TestContext.Current.CancellationToken);
        Assert.Contains(old, text, StringComparison.Ordinal);
        _cli.Write(file, text.Replace(old, edited, StringComparison.Ordinal));
        CliAnswer answer = await CheckAsync("cpu", "--format", "both");
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Assert.Contains($"`{file}` was changed after `ltt` wrote it", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NamesADamagedAndAMissingLock()
    {
        await _cli.LockAsync("cpu,cu126");
        _cli.Write("requirements.cpu.txt", "# ltt lock 1\n<<<<<<< HEAD\n");
        File.Delete(Path.Combine(_cli.Folder, "requirements.cu126.txt"));
        CliAnswer answer = await CheckAsync("cpu,cu126");
        Snapshot.Match(answer.ToString());
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
    }

    [Fact]
    public async Task Check_FindsFormsThatDisagree()
    {
        _cli.Write("requirements.txt", "filelock<4.2.6\n");
        await _cli.LockAsync("cpu", "--format", "both");
        string old = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "pylock.cpu.toml"), TestContext.Current.CancellationToken);
        _cli.Write("requirements.txt", "filelock\n");
        await _cli.LockAsync("cpu", "--format", "both");
        await _cli.LockAsync("cpu", "--upgrade");
        Assert.NotEqual(old, await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "pylock.cpu.toml"), TestContext.Current.CancellationToken));
        CliAnswer answer = await CheckAsync("cpu", "--format", "both");
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Assert.Contains("`pylock.cpu.toml` is out of date: it says another thing than `requirements.cpu.txt`: ~ filelock 4.2.6 -> 4.2.5", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TakesTheTargetsOfTheLockWhereNobodyNamesThem()
    {
        _cli.Write("requirements.txt", "filelock\n");
        await _cli.LockAsync("cpu", "--python", "3.11,3.13", "--platforms", "win_amd64,macos_arm64");
        CliAnswer answer = await _cli.RunAsync("lock", "--check", "--backends", "cpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        _cli.Write(".python-version", "3.12\n");
        Assert.Equal(ExitCode.OutOfDate, (await _cli.RunAsync("lock", "--check", "--backends", "cpu")).ExitCode);
    }

    [Fact]
    public async Task Check_LeavesOutWhatTheCatalogueRulesOut()
    {
        string[] targets = ["--platforms", "linux_x86_64,macos_arm64"];
        await _cli.LockAsync("cu126", targets);
        Assert.Equal(ExitCode.Done, (await CheckAsync("cu126", targets)).ExitCode);
    }

    [Fact]
    public async Task Check_WithNetworkResolvesAndCompares()
    {
        _cli.Write("requirements.txt", "filelock\n");
        await _cli.LockAsync("cpu");
        string locked = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken);
        string[] same = ["--check", "--network"];
        Assert.Equal(ExitCode.Done, (await _cli.LockAsync("cpu", same)).ExitCode);
        // The index has changed: another file lies under the locked name.
        CopyIndex("pypi.org/simple/filelock/index.json", text => text.Replace(LockedHash(locked), new string('a', 64), StringComparison.Ordinal));
        foreach (string metadata in Directory.EnumerateFiles(RepoRoot.At("fixtures", "index"), "filelock-*.metadata", SearchOption.AllDirectories))
        {
            CopyIndex(Path.GetRelativePath(RepoRoot.At("fixtures", "index"), metadata).Replace('\\', '/'), text => text);
        }

        CliAnswer answer = await _cli.RunAsync(["lock", "-b", "cpu", "--mirror", "mirror", .. same]);
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        Assert.Contains("`requirements.cpu.txt` is out of date: the index gives another answer: ~ filelock ", answer.Talk, StringComparison.Ordinal);
        Assert.Equal(locked, await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Check_JsonNamesFilesAndReasons()
    {
        await _cli.LockAsync("cpu");
        _cli.Write("requirements.txt", Input + "numpy\n");
        CliAnswer answer = await CheckAsync("cpu,cu126", "--json");
        Assert.Equal(ExitCode.OutOfDate, answer.ExitCode);
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        Assert.False(document.RootElement.GetProperty("upToDate").GetBoolean());
        Assert.Equal(
            ["inputs requirement `numpy` is new requirements.txt:5:1", "missing is missing "],
            document.RootElement.GetProperty("locks").EnumerateArray().SelectMany(one => one.GetProperty("reasons").EnumerateArray())
                .Select(reason => $"{reason.GetProperty("kind").GetString()} {reason.GetProperty("message").GetString()} {reason.GetProperty("place").GetString()}"));
    }

    [Theory]
    [InlineData("`--network` belongs to `--check`", "--network")]
    [InlineData("`--check` compares with the locks as they are", "--check", "--upgrade")]
    [InlineData("`--check` compares with the locks as they are", "--check", "-P", "torch")]
    public async Task Check_RefusesOptionsThatContradictIt(string words, params string[] options)
    {
        CliAnswer answer = await _cli.LockAsync("cpu", options);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(words, answer.Talk, StringComparison.Ordinal);
    }

    // An index that nobody answers at: whoever asks it fails.
    private Task<CliAnswer> CheckAsync(string backends, params string[] more)
    {
        string[] python = more.Contains("--python") ? [] : ["--python", "3.12"];
        string[] platforms = more.Contains("--platforms") ? [] : ["--platforms", "linux_x86_64"];
        return _cli.RunAsync(["lock", "--check", "--backends", backends, "--mirror", "http://127.0.0.1:9/", .. python, .. platforms, .. more]);
    }

    private static string LockedHash(string text) => text.Split("\nfilelock @ ")[1].Split("--hash=sha256:")[1][..64];

    private void CopyIndex(string path, Func<string, string> change) =>
        _cli.Write(Path.Combine("mirror", path), change(File.ReadAllText(RepoRoot.At(["fixtures", "index", .. path.Split('/')]))));
}
