using LightTheTorch.Index;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Index;

public sealed class CoreMetadataTests
{
    [Fact]
    public void Parse_ReadsTheHeadersThatInstallingNeeds()
    {
        CoreMetadata metadata = CoreMetadata.Parse(
            """
            Metadata-Version: 2.4
            Name: Foo.Bar
            version: 1.0rc1
            Requires-Python: >=3.9
            License: BSD
            License-Expression: BSD-3-Clause
            Requires-Dist: numpy<3,>=1.26
            Requires-Dist: rich ; extra == "Cli_Tools"
            Provides-Extra: Cli_Tools
            Provides-Extra: cli-tools
            Dynamic: License-File

            Requires-Dist: not-a-header
            """);
        Assert.Equal("2.4", metadata.MetadataVersion);
        Assert.Equal("foo-bar", metadata.Name.Value);
        Assert.Equal("1.0rc1", metadata.Version.ToString());
        Assert.Equal(">=3.9", metadata.RequiresPython?.ToString());
        Assert.Equal("BSD-3-Clause", metadata.License);
        Assert.Equal(["numpy", "rich"], metadata.RequiresDist.Select(requirement => requirement.Name.Value));
        Assert.Equal(["cli-tools"], metadata.ProvidesExtra.Select(extra => extra.Value));
        Assert.Equal(["license-file"], metadata.Dynamic);
    }

    [Fact]
    public void Parse_JoinsFoldedLinesAndTakesAnyLineEnd()
    {
        CoreMetadata metadata = CoreMetadata.Parse("\uFEFFName: foo\r\nVersion: 1\r\nSummary: a\r\n\tb\r\n        c\r\nRequires-Dist: numpy\r\n  (>=1.0)\r\n");
        Assert.Equal(">=1.0", Assert.Single(metadata.RequiresDist).Specifier.ToString());
    }

    [Fact]
    public void Parse_EndsWhereTheDescriptionBeginsWithoutAnEmptyLine()
    {
        CoreMetadata metadata = CoreMetadata.Parse("Name: foo\nVersion: 1\nA description\nRequires-Dist: !!!\n");
        Assert.Empty(metadata.RequiresDist);
    }

    /// <summary>Spellings met in published metadata; on the left what PEP 508 refuses.</summary>
    [Theory]
    [InlineData("opt-einsum (>=3.3) ; extra == 'opt-einsum'", "opt-einsum>=3.3; extra == \"opt-einsum\"")]
    [InlineData("elasticsearch-dsl (>=7.2.0<8.0.0)", "elasticsearch-dsl<8.0.0,>=7.2.0")]
    [InlineData("jupyter-core (!=~5.0,>=4.12)", "jupyter-core!=5.0.*,>=4.12")]
    [InlineData("torch (>=1.9.*)", "torch>=1.9")]
    [InlineData("numpy >=1.0.*", "numpy>=1.0")]
    [InlineData("pyzmq (>=2.7,!=3.0*,!=3.1.*)", "pyzmq!=3.0.*,!=3.1.*,>=2.7")]
    [InlineData("pyzmq (>=3.6,)", "pyzmq>=3.6")]
    [InlineData("facets-overview (>=dev)", "facets-overview>=0.0.0.dev0")]
    [InlineData("tensorflow>=1.15\"", "tensorflow>=1.15")]
    [InlineData("pandas (>= '0.25.*')", "pandas>=0.25")]
    [InlineData("foo[bar] =>2 ; python_version < '3'", "foo[bar]>=2; python_version < \"3\"")]
    public void Parse_RepairsWhatCanMeanOnlyOneThing(string written, string expected)
    {
        CoreMetadata metadata = CoreMetadata.Parse($"Name: foo\nVersion: 1\nRequires-Dist: {written}\n");
        Assert.Equal(LightTheTorch.Requirements.Requirement.Parse(expected).ToString(), Assert.Single(metadata.RequiresDist).ToString());
    }

    [Theory]
    [InlineData(">=3.6.*", ">=3.6")]
    [InlineData(">=2.7, !=3.0*, !=3.1*", "!=3.0.*,!=3.1.*,>=2.7")]
    [InlineData(">=3.6<4", "<4,>=3.6")]
    [InlineData("3.x", null)]
    [InlineData("a snake", null)]
    public void Parse_TakesAnUnreadableRequiresPythonForNone(string written, string? expected) =>
        Assert.Equal(expected, CoreMetadata.Parse($"Name: foo\nVersion: 1\nRequires-Python: {written}\n").RequiresPython?.ToString());

    [Theory]
    [InlineData("Version: 1", "METADATA has no `Name`")]
    [InlineData("Name: foo", "METADATA has no `Version`")]
    [InlineData("Name: -foo\nVersion: 1", "METADATA has an invalid `Name`")]
    [InlineData("Name: foo\nVersion: one", "METADATA has an invalid `Version`")]
    [InlineData("", "METADATA has no `Name`")]
    public void TryParse_SaysWhatIsMissing(string text, string expected)
    {
        Assert.False(CoreMetadata.TryParse(text, out _, out ParseError? error));
        Assert.Equal(expected, error.Message);
    }

    [Theory]
    [InlineData("pytorch-triton==3.2.0+git0d4682f0; python_version ! \"3.13t\"")]
    [InlineData("foo (1.0")]
    [InlineData("foo bar")]
    public void TryParse_RefusesARequirementThatCannotBeRepaired(string written)
    {
        Assert.False(CoreMetadata.TryParse($"Name: foo\nVersion: 1\nRequires-Dist: {written}\n", out _, out ParseError? error));
        Assert.Equal(written, error.Source);
    }

    [Theory]
    [InlineData("2.2", "", true)]
    [InlineData("2.4", "License-File", true)]
    [InlineData("2.1", "", false)]
    [InlineData("2.2", "Requires-Dist", false)]
    [InlineData("2.2", "requires-python", false)]
    [InlineData("2.2", "Provides-Extra", false)]
    [InlineData("", "", false)]
    public void HasStaticDependencies_FollowsPep643(string version, string dynamic, bool expected) =>
        Assert.Equal(expected, CoreMetadata.Parse($"Metadata-Version: {version}\nName: foo\nVersion: 1\nDynamic: {dynamic}\n").HasStaticDependencies);
}
