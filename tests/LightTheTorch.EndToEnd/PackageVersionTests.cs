using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>MinVer's versions in the words of Python.</summary>
public sealed class PackageVersionTests
{
    [Theory]
    [InlineData("1.2.0", "1.2.0")]
    [InlineData("1.2.0+abcdef", "1.2.0")]
    [InlineData("1.2.0-alpha.0", "1.2.0a0")] // no tag, and no commit after the first
    [InlineData("1.2.0-alpha.0.7", "1.2.0a1.dev7")]
    [InlineData("1.2.0-alpha.0.7+abcdef", "1.2.0a1.dev7")]
    [InlineData("1.2.0-beta.2", "1.2.0b2")]
    [InlineData("1.2.0-rc.1", "1.2.0rc1")]
    [InlineData("1.2.0-rc.1.7", "1.2.0rc2.dev7")]
    public async Task Version_IsSpelledForPython(string version, string expected) => Assert.Equal(expected + "\n", (await SpellAsync([version])).MustSucceed().Output);

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.0-nightly.1")]
    [InlineData("1.2.0-rc")]
    [InlineData("v1.2.0")]
    public async Task Version_WithoutASpellingIsRefused(string version) =>
        Assert.EndsWith($"ValueError: `{version}` has no spelling in PEP 440\n", (await SpellAsync([version])).Talk, StringComparison.Ordinal);

    [Fact]
    public async Task Versions_KeepTheirOrder()
    {
        string? packaging = RepoRoot.Shared("peers", "packaging-26.3-py3-none-any.whl");
        Assert.SkipWhen(packaging is null, "packaging is not in ../shared/peers");
        string[] ascending =
        [
            "1.1.0", "1.1.1-alpha.0.1", "1.1.1-alpha.0.12", "1.2.0-alpha.1", "1.2.0-alpha.1.3", "1.2.0-alpha.2", "1.2.0-beta.1", "1.2.0-beta.1.1", "1.2.0-beta.1.2", "1.2.0-beta.2",
            "1.2.0-rc.1", "1.2.0-rc.1.7", "1.2.0-rc.2", "1.2.0", "1.2.1-alpha.0.1", "1.10.0",
        ];
        string[] spelled = (await SpellAsync(ascending)).MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        CommandResult sorted = await Command.RunAsync(python.Executable, ["-c", "import sys; from packaging.version import Version; print(*sorted(sys.argv[1:], key=Version), sep='\\n')", .. spelled.Reverse()], Path.GetTempPath(), ("PYTHONPATH", packaging));
        Assert.Equal(spelled, sorted.MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<CommandResult> SpellAsync(string[] versions)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        const string Spell = "import sys; from build import python_version; [print(python_version(version)) for version in sys.argv[1:]]";
        return await Command.RunAsync(python.Executable, ["-B", "-c", Spell, .. versions], Path.GetTempPath(), ("PYTHONPATH", RepoRoot.At("packaging")));
    }
}
