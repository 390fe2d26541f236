namespace LightTheTorch.Tests.Cli;

/// <summary>Two files of settings side by side: one is read, and whoever wrote the other hears of it.</summary>
public sealed class SettingsInUseTests : IDisposable
{
    private const string Warning = "warning[LTT1009]: pyproject.toml:4:7: `[tool.ltt]` is not read, for `ltt.toml` stands beside it\n";

    private readonly InProcess _cli = new();

    public SettingsInUseTests()
    {
        _cli.Environment["LTT_MIRROR"] = RepoRoot.At("fixtures", "index");
        _cli.Write("pyproject.toml", "[project]\nname = \"a\"\nversion = \"1\"\n[tool.ltt]\nbackends = [\"cu118\"]\n");
        _cli.Write("ltt.toml", "backends = \"cpu\"\npython = \"3.12\"\nplatforms = \"linux_x86_64\"\ncache-dir = \"cache\"\ninputs = \"tools.txt\"\n");
        _cli.Write("tools.txt", "filelock\n");
    }

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("lock")]
    [InlineData("outdated")]
    [InlineData("export")]
    [InlineData("cache dir")]
    [InlineData("backends")]
    [InlineData("verify --python nowhere")]
    [InlineData("sync --python nowhere")]
    public async Task Command_SaysOnceWhatIsNotRead(string words)
    {
        (await _cli.RunAsync("lock")).MustBeDone();
        Assert.Equal(2, (await _cli.RunAsync(words.Split(' '))).Talk.Split(Warning).Length);
        Assert.DoesNotContain(Warning, (await _cli.RunAsync([.. words.Split(' '), "-q"])).Talk, StringComparison.Ordinal);
    }
}
