using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>What a person sees when something is wrong: the message, the exit code, and no file.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FailureTests() => MadeWorld.Tree.WriteTo(_folder.At("mirror"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("unknown-backend", "torch", "cu119", 2)]
    [InlineData("bad-line", "six\ntorch >= = 2.6  # two operators\n", "cpu", 1)]
    [InlineData("name-not-on-the-index", "six\nno-such-project-here>=1\n", "cpu", 3)]
    [InlineData("no-version-fits", "six>=2\n", "cpu", 3)]
    [InlineData("no-backend", "six\n", "", 2)]
    public async Task Lock_SaysWhatIsWrongAndWritesNothing(string caseName, string requirements, string backends, int exitCode)
    {
        _folder.Write("requirements.txt", requirements);
        CommandResult result = await LockAsync("requirements.txt", backends);
        Assert.Equal(exitCode, result.ExitCode);
        Snapshot.Match(result.ToString(), caseName);
        Assert.False(Directory.Exists(_folder.At("locks")), "a lock was written");
    }

    [Fact]
    public async Task Lock_MissingFile()
    {
        CommandResult result = await LockAsync("requirements.txt", "cpu");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("`requirements.txt`", result.Talk, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("locks")));
    }

    [Fact]
    public async Task Lock_NothingFitsTheTarget()
    {
        // The made torch has wheels for Linux alone.
        _folder.Write("requirements.txt", "torch\n");
        CommandResult result = await LockAsync("requirements.txt", "cpu", "win_amd64");
        Assert.Equal(3, result.ExitCode);
        Snapshot.Match(result.ToString());
        Assert.False(Directory.Exists(_folder.At("locks")));
    }

    [Fact]
    public async Task Lock_AllBackendsOrNone()
    {
        _folder.Write("locks/requirements.cpu.txt", "the old lock\n");
        _folder.Write("requirements.txt", "torch>=2.8\n");
        CommandResult result = await LockAsync("requirements.txt", "cpu,cu118");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("cu118", result.Talk, StringComparison.Ordinal);
        Assert.Equal("the old lock\n", await File.ReadAllTextAsync(_folder.At("locks", "requirements.cpu.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(["requirements.cpu.txt"], Directory.GetFiles(_folder.At("locks")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Lock_SkipsATargetThatCannotExistWithANote()
    {
        _folder.Write("requirements.txt", "torch\n");
        CommandResult result = (await LockAsync("requirements.txt", "cu118", "linux_x86_64,macos_arm64")).MustSucceed();
        Assert.Contains("macos_arm64", result.Talk, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("locks", "requirements.cu118.txt")));
    }

    private Task<CommandResult> LockAsync(string input, string backends, string platforms = "linux_x86_64") => new Ltt(_folder.Path).RunAsync(
        ["lock", input, .. backends.Length == 0 ? [] : new[] { "--backends", backends }, "-p", "3.12", "--platforms", platforms, "-o", "locks", "--mirror", "mirror"]);
}
