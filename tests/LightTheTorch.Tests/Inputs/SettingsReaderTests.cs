using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Inputs;

public sealed class SettingsReaderTests
{
    [Fact]
    public void ParseProject_TakesEveryKind()
    {
        Settings settings = Project("""
            [tool.ltt]
            backends = ["cpu", "cu126"]
            python = "3.11, 3.12"
            output = "locks"
            pre = true
            same-versions = true
            find-links = ["https://e.com/links", "wheels"]
            channel = "nightly"
            """);

        Assert.Equal(["cpu", "cu126"], settings.List("backends"));
        Assert.Equal(["3.11", "3.12"], settings.List("python"));
        Assert.Equal(Path.Combine("sub", "locks"), settings.Text("output"));
        Assert.True(settings.Flag("pre"));
        Assert.True(settings.Flag("same-versions"));
        Assert.Equal(["https://e.com/links", Path.Combine("sub", "wheels")], settings.List("find-links"));
        Assert.Equal("nightly", settings.Text("channel"));
        Assert.Null(settings["format"]);
        Assert.Equal(new SourceLocation("sub/pyproject.toml", 2, 12), settings["backends"]?.Location);
    }

    [Fact]
    public void ParseProject_ReadsSourcesAndBackends()
    {
        Settings settings = Project("""
            [tool.ltt.sources.pyg]
            find-links = "https://data.pyg.org/whl/torch-{torch}+{backend}.html"
            packages = ["torch-scatter", "pyg_lib"]
            backends = ["cu126"]
            [tool.ltt.backends.cu132]
            directory = "cu132"
            """);

        UserSource source = settings.Sources.Single();
        Assert.Equal(("pyg", true, "torch-scatter pyg-lib", "cu126"), (source.Label, source.IsFindLinks, string.Join(' ', source.Packages), string.Join(' ', source.Backends)));
        CatalogueNode.Mapping backends = Assert.IsType<CatalogueNode.Mapping>(settings.CatalogueBackends);
        Assert.Equal(("cu132", new SourceLocation("sub/pyproject.toml", 5, 20)), (backends.Entries[0].Key, backends.Entries[0].Location));
    }

    [Theory]
    [InlineData("backend = \"cpu\"\nplatfroms = \"x\"", "3:1: `tool.ltt.platfroms`: no such setting", "did you mean `platforms`?")]
    [InlineData("python = 3.10", "2:10: `tool.ltt.python`: unexpected type float (expected string)", "write it in quotes, `\"3.10\"`: the number 3.10 is 3.1")]
    [InlineData("pre = \"yes\"", "2:7: `tool.ltt.pre`: unexpected type string (expected boolean)", null)]
    [InlineData("backends = [1]", "2:13: `tool.ltt.backends[0]`: unexpected type integer (expected string)", null)]
    [InlineData("format = \"x\"", "2:10: `tool.ltt.format`: `x` is none of `requirements`, `pylock`, `both`", null)]
    [InlineData("resolution = \"lowst\"", "2:14: `tool.ltt.resolution`: `lowst` is no resolution, did you mean `lowest`?", null)]
    [InlineData("[tool.ltt.sources.x]\nindex = \"https://e.com\"", "2:19: `tool.ltt.sources.x.packages`: missing required value", null)]
    [InlineData("[tool.ltt.sources.x]\npackages = [\"a\"]", "2:19: `tool.ltt.sources.x`: exactly one of `index` and `find-links` must be set", null)]
    [InlineData("[tool.ltt.sources.x]\nindex = \"https://e.com/{torch}\"\npackages = [\"a\"]", "3:9: `tool.ltt.sources.x.index`: only `{backend}` is replaced in an index", null)]
    public void ParseProject_SaysWhatIsWrong(string text, string message, string? hint)
    {
        LttException failure = Assert.Throws<LttException>(() => Project("[tool.ltt]\n" + text));

        Diagnostic error = failure.Diagnostics.Single();
        Assert.Equal((DiagnosticCode.InvalidSetting, "sub/pyproject.toml:" + message, hint), (error.Code, error.ToString(), error.Hints.FirstOrDefault()));
    }

    [Fact]
    public async Task ReadAsync_PutsVariablesOverLttTomlOverPyproject()
    {
        FakeFiles files = new(("ltt.toml", "backends = \"cpu\"\nresolution = \"lowest\"\n"), ("pyproject.toml", "[tool.ltt]\nbackends = \"xpu\"\nformat = \"both\"\n"));
        Dictionary<string, string> variables = new() { ["LTT_BACKENDS"] = "cu118, cu126", ["LTT_PRE"] = "1", ["PIP_INDEX_URL"] = "https://e.com/simple", ["LTT_FORMAT"] = "" };

        Settings settings = await SettingsReader.ReadAsync(new InputContext(files, FakeFiles.Folder, variables), TestContext.Current.CancellationToken);

        Assert.Equal(["cu118", "cu126"], settings.List("backends"));
        Assert.Equal("lowest", settings.Text("resolution"));
        Assert.Null(settings.Text("format"));
        Assert.True(settings.Flag("pre"));
        Assert.Equal(("https://e.com/simple", "PIP_INDEX_URL"), (settings.Text("index-url"), settings["index-url"]?.Origin));
    }

    [Theory]
    [InlineData("sub/ltt.toml", "")]
    [InlineData("sub/pyproject.toml", "[tool.ltt]\n")]
    public async Task ReadAsync_TakesPathsOfAnotherFolderFromThere(string file, string table)
    {
        SettingKey[] paths = [.. SettingKey.All.Where(key => key.Kind is SettingKind.Paths or SettingKind.Places)];
        FakeFiles files = new((file, table + string.Concat(paths.Select(key => $"{key.Name} = \"place\"\n"))));

        Settings settings = await SettingsReader.ReadAsync(new InputContext(files, FakeFiles.Folder, new Dictionary<string, string> { ["LTT_OUTPUT"] = "place" }), "sub", TestContext.Current.CancellationToken);

        Assert.Equal(["cache-dir", "catalogue", "constraint", "find-links", "inputs", "mirror", "output", "override"], paths.Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.All(paths, key => Assert.Equal(key.Name == "output" ? "place" : Path.Combine("sub", "place"), settings.Text(key.Name)));
    }

    [Theory]
    [InlineData("ltt.toml", "formt = 1\n", "")]
    [InlineData("pyproject.toml", "[tool.ltt]\nformt = 1\n", "")]
    [InlineData("ltt.toml", "", "[tool.ltt]\n")]
    public async Task ReadAsync_NamesAnotherFoldersFileWithTheFolder(string name, string text, string unread)
    {
        FakeFiles files = new(unread.Length == 0 ? [("sub/" + name, text)] : [("sub/" + name, text), ("sub/pyproject.toml", unread)]);
        Task<Settings> reading = SettingsReader.ReadAsync(new InputContext(files, FakeFiles.Folder, new Dictionary<string, string>()), "sub", TestContext.Current.CancellationToken);
        ImmutableArray<Diagnostic> said = unread.Length == 0 ? (await Assert.ThrowsAsync<LttException>(() => reading)).Diagnostics : (await reading).Remarks;
        Assert.Equal(Path.Combine("sub", unread.Length == 0 ? name : "pyproject.toml"), Assert.Single(said).Location?.Path);
    }

    [Theory]
    [InlineData("[project]\nname = \"a\"\n\n[tool.ltt]\nformat = \"both\"\n", 4, 7)]
    [InlineData("[tool.ltt.sources.x]\nindex = \"https://e.com\"\n", 1, 7)]
    [InlineData("tool = { ltt = {} }\n", 1, 10)]
    public async Task ReadAsync_TellsOfATableThatIsNotRead(string project, int line, int column)
    {
        Diagnostic remark = Assert.Single((await Beside("pre = true\n", project)).Remarks);
        Assert.Equal((Severity.Warning, new SourceLocation("pyproject.toml", line, column)), (remark.Severity, remark.Location));
        Assert.Equal("`[tool.ltt]` is not read, for `ltt.toml` stands beside it", remark.Message);
    }

    [Theory]
    [InlineData("[tool.ruff]\n")]
    [InlineData("")]
    [InlineData("[tool.ltt")] // who reads it says so
    public async Task ReadAsync_HasNothingToTellOfOtherTables(string project) => Assert.Empty((await Beside("pre = true\n", project)).Remarks);

    [Theory]
    [InlineData("LTT_FORMAT", "x", "`LTT_FORMAT`: `x` is none of `requirements`, `pylock`, `both`")]
    [InlineData("LTT_PRE", "maybe", "`LTT_PRE`: `maybe` is neither `1` nor `0`")]
    [InlineData("LTT_BACKNEDS", "cpu", "`LTT_BACKNEDS`: no such setting")]
    [InlineData("LTT_PLATFORM", "linux_x86_64", "`LTT_PLATFORM`: no such setting")]
    public async Task ReadAsync_NamesTheVariableThatIsWrong(string name, string value, string message)
    {
        InputContext context = new(new FakeFiles(), FakeFiles.Folder, new Dictionary<string, string> { [name] = value });

        LttException failure = await Assert.ThrowsAsync<LttException>(() => SettingsReader.ReadAsync(context, TestContext.Current.CancellationToken));

        Assert.Equal((message, ExitCode.Usage), (failure.Diagnostics.Single().Message, failure.ExitCode));
    }

    [Theory]
    [InlineData("LTT_DRIVER")]
    [InlineData("LTT_TOKEN_EXAMPLE_COM")]
    [InlineData("LTT_SOMETHING_OF_OTHERS")]
    [InlineData("PYTHON")]
    public async Task ReadAsync_LeavesOtherVariablesAlone(string name) =>
        Assert.NotNull(await SettingsReader.ReadAsync(new InputContext(new FakeFiles(), FakeFiles.Folder, new Dictionary<string, string> { [name] = "x" }), TestContext.Current.CancellationToken));

    [Fact]
    public void All_HaveNamesOfTheirOwn() => Assert.Equal(SettingKey.All.Length, SettingKey.All.Select(k => k.Variable).Distinct().Count());

    private static Task<Settings> Beside(string ltt, string project) => SettingsReader.ReadAsync(
        new InputContext(new FakeFiles(("ltt.toml", ltt), ("pyproject.toml", project)), FakeFiles.Folder, new Dictionary<string, string>()), TestContext.Current.CancellationToken);

    private static Settings Project(string text) => SettingsReader.ParseProject(SourceText.Of("sub/pyproject.toml", text));
}
