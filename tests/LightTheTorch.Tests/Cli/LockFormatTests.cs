using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Locking;

namespace LightTheTorch.Tests.Cli;

/// <summary>The two forms of a lock through the program: written, read, kept.</summary>
public sealed class LockFormatTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Both_SayTheSame()
    {
        _cli.Write("requirements.txt", "torch\n");
        CliAnswer answer = await _cli.LockAsync("cpu,cu126", "--format", "both", "--platforms", "linux_x86_64,win_amd64");
        Assert.Equal("requirements.cpu.txt\npylock.cpu.toml\nrequirements.cu126.txt\npylock.cu126.toml\n", answer.Output);
        Snapshot.Match(Text("pylock.cpu.toml"));
        BackendLock pylock = PylockLockReader.Read("pylock.cu126.toml", Text("pylock.cu126.toml")).Lock;
        LockFile requirements = RequirementsLockReader.Read("requirements.cu126.txt", Text("requirements.cu126.txt"));
        Assert.Equal(Text("requirements.cu126.txt"), RequirementsLockWriter.Write(pylock, requirements.Outside!));
    }

    [Fact]
    public async Task Pylock_AloneIsEnoughForEveryCommandThatReads()
    {
        _cli.Write("requirements.txt", "fsspec\n");
        await _cli.LockAsync("cpu", "--format", "pylock");
        Assert.Equal(["pylock.cpu.toml", "requirements.txt"], _cli.Files);
        Assert.Contains("fsspec ", (await _cli.RunAsync("tree")).Output, StringComparison.Ordinal);
        Assert.Contains("-r requirements.txt: fsspec", (await _cli.RunAsync("why", "fsspec")).Output, StringComparison.Ordinal);
        Assert.Equal("", (await _cli.RunAsync("diff", "cpu", "pylock.cpu.toml", "--check")).Output);
    }

    [Fact]
    public async Task Lock_KeepsThePinsOfWhicheverFormIsThere()
    {
        _cli.Write("requirements.txt", "filelock<4.2.6\n");
        await _cli.LockAsync("cpu", "--format", "pylock");
        _cli.Write("requirements.txt", "filelock\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "--format", "requirements");
        Assert.Contains("/filelock-4.2.5-", Text("requirements.cpu.txt"), StringComparison.Ordinal);
        Assert.Contains("`{folder}/pylock.cpu.toml` is from an earlier run and is not written by this one", answer.Talk.Replace('\\', '/'), StringComparison.Ordinal);
        await _cli.LockAsync("cpu", "--format", "pylock", "--upgrade");
        Assert.Contains("/filelock-4.2.6-", Text("pylock.cpu.toml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_NeverOverwritesThePylockOfAnotherTool()
    {
        _cli.Write("requirements.txt", "filelock\n");
        string other = "lock-version = \"1.0\"\ncreated-by = \"pip\"\npackages = []\n";
        _cli.Write("pylock.cpu.toml", other);
        Assert.Equal(ExitCode.Done, (await _cli.LockAsync("cpu")).ExitCode);
        CliAnswer answer = await _cli.LockAsync("cpu", "--format", "both");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("is not a lock that `ltt` wrote", answer.Talk, StringComparison.Ordinal);
        Assert.Equal(other, Text("pylock.cpu.toml"));
    }

    [Theory]
    [InlineData("format = \"pylock\"\n", "pylock.cpu.toml\n")]
    [InlineData("format = \"both\"\n", "requirements.cpu.txt\npylock.cpu.toml\n")]
    public async Task Setting_NamesTheForm(string setting, string files)
    {
        _cli.Write("requirements.txt", "filelock\n");
        _cli.Write("ltt.toml", setting);
        Assert.Equal(files, (await _cli.LockAsync("cpu")).Output);
    }

    [Fact]
    public async Task Format_UnknownIsUsage()
    {
        _cli.Write("requirements.txt", "filelock\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "--format", "toml");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains("`--format` takes `requirements`, `pylock` or `both`, not `toml`", answer.Talk, StringComparison.Ordinal);
    }

    private string Text(string name) => File.ReadAllText(Path.Combine(_cli.Folder, name));
}
