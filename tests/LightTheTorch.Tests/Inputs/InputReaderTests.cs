using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Tests.Inputs;

public sealed class InputReaderTests
{
    private const string Project = """
        [project]
        name = "Demo"
        version = "1"
        requires-python = ">=3.10"
        dependencies = ["torch>=2", "numpy; sys_platform == 'linux'"]
        [project.optional-dependencies]
        test = ["pytest", "demo[lint]"]
        lint = ["ruff"]
        all = ["demo[test]", "demo[lint] ; python_version < '3.12'", "demo[all]"]
        [dependency-groups]
        dev = ["demo[lint]", {include-group = "docs"}]
        docs = ["sphinx"]
        """;

    [Fact]
    public async Task ReadAsync_TellsEveryPlace()
    {
        InputSet set = await ReadAsync(new FakeFiles(
            ("requirements.txt", "torch >= 2\n-r more/base.txt\n-c limits.txt\n"),
            ("more/base.txt", "\n  numpy ; python_version > '3'\n"),
            ("limits.txt", "numpy<2\n")));

        Assert.Equal(["requirements.txt:1:1: torch>=2", Slashed("more/base.txt:2:3: numpy; python_version > \"3\"")], Lines(set.Requirements));
        Assert.Equal(["limits.txt:1:1: numpy<2"], Lines(set.Constraints));
        Assert.Equal(FakeFiles.Folder, set.Folder);
    }

    public static TheoryData<(string, string)[], string> Defaults => new()
    {
        { [("pyproject.toml", Project), ("requirements.in", "a"), ("requirements.txt", "b")], "torch>=2" },
        { [("pyproject.toml", "[tool.x]\n"), ("requirements.in", "a"), ("requirements.txt", "b")], "a" },
        { [("requirements.txt", "b")], "b" },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task ReadAsync_ChoosesTheInputByItself((string, string)[] files, string first) =>
        Assert.Equal(first, (await ReadAsync(new FakeFiles(files))).Requirements[0].Requirement.ToString());

    [Theory]
    [InlineData("", "", false, "torch>=2|numpy; sys_platform == \"linux\"")]
    [InlineData("lint", "", false, "torch>=2|numpy; sys_platform == \"linux\"|ruff")]
    [InlineData("TEST", "", false, "torch>=2|numpy; sys_platform == \"linux\"|pytest|ruff")]
    [InlineData("all", "", false, "torch>=2|numpy; sys_platform == \"linux\"|pytest|ruff|ruff; python_version < \"3.12\"")]
    [InlineData("", "dev", false, "torch>=2|numpy; sys_platform == \"linux\"|ruff|sphinx")]
    [InlineData("", "", true, "torch>=2|numpy; sys_platform == \"linux\"|pytest|ruff|ruff; python_version < \"3.12\"")]
    public async Task ReadAsync_ExpandsExtrasAndGroups(string extra, string group, bool all, string expected)
    {
        InputSet set = await ReadAsync(new FakeFiles(("pyproject.toml", Project)), new InputRequest
        {
            Extras = extra.Length > 0 ? [ExtraName.Parse(extra)] : [],
            Groups = group.Length > 0 ? [GroupName.Parse(group)] : [],
            AllExtras = all,
        });

        Assert.Equal(expected, string.Join('|', set.Requirements.Select(r => r.Requirement)));
        Assert.Equal(">=3.10", set.RequiresPython.Single().Versions.ToString());
    }

    [Theory]
    [InlineData("-e .", "torch>=2|numpy; sys_platform == \"linux\"")]
    [InlineData("./[lint]", "torch>=2|numpy; sys_platform == \"linux\"|ruff")]
    [InlineData(". ; python_version < '3.13'", "torch>=2; python_version < \"3.13\"|numpy; sys_platform == \"linux\" and python_version < \"3.13\"")]
    public async Task ReadAsync_LocksTheDependenciesOfALocalProjectAndLeavesItOut(string line, string expected)
    {
        InputSet set = await ReadAsync(new FakeFiles(("pyproject.toml", Project), ("requirements.txt", line)), new InputRequest { Inputs = ["requirements.txt"] });

        Assert.Equal(expected, string.Join('|', set.Requirements.Select(r => r.Requirement)));
        Assert.Equal("demo", set.LeftOut.Single().Name.Value);
        Assert.Contains("the project `Demo` itself is left out of the lock", set.Notes.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--extra-index-url https://download.pytorch.org/whl/cu118", "note `--extra-index-url https://download.pytorch.org/whl/cu118` is dropped: the names that PyTorch builds come from the index of each backend")]
    [InlineData("-f https://download.pytorch.org/whl/torch_stable.html", "note `-f https://download.pytorch.org/whl/torch_stable.html` is dropped: the names that PyTorch builds come from the index of each backend")]
    [InlineData("-i https://pypi.org/simple/", "")]
    [InlineData("--prefer-binary", "")]
    [InlineData("--trusted-host x", "warning `--trusted-host x` has no effect on a lock: it is dropped: certificates are always checked")]
    [InlineData("--pre numpy", "warning pip ignores `numpy` here, and so does ltt")]
    public async Task ReadAsync_SaysWhatItDrops(string line, string expected)
    {
        InputSet set = await ReadAsync(new FakeFiles(("requirements.txt", line)));

        Assert.Equal(expected, string.Join('|', set.Notes.Select(n => $"{n.Severity.ToString().ToLowerInvariant()} {n.Message}")));
    }

    [Fact]
    public async Task ReadAsync_OffersTheStanzaForAnotherIndex()
    {
        Diagnostic error = (await FailAsync(("requirements.txt", "numpy\n--extra-index-url https://me:${TOKEN}@pkgs.example.com/simple\n"))).Single();

        Assert.Equal(new SourceLocation("requirements.txt", 2, 1), error.Location);
        Assert.EndsWith("[tool.ltt.sources.pkgs-example-com]\nindex = \"https://pkgs.example.com/simple\"\npackages = [\"NAME\"]", error.Hints.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error + string.Concat(error.Hints) + error.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ShowsNoValueOfAVariable()
    {
        foreach (string line in (string[])["-f https://e.com/${TOKEN}/links", "-i 'https://e.com/${TOKEN}/simple'", "numpy=${TOKEN}", "--x${TOKEN}", "./${TOKEN}.whl", "-e ${TOKEN}"])
        {
            Diagnostic error = (await FailAsync(("requirements.txt", line))).Single();
            Assert.DoesNotContain("s3cret", error + string.Concat(error.Hints) + error.Excerpt, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("git+https://github.com/a/b.git@v1#egg=b", "`git+https://github.com/a/b.git@v1#egg=b` is a VCS URL: a lock names files by their sha256, and a checkout is no file")]
    [InlineData("b @ git+https://github.com/a/b", "`b @ git+https://github.com/a/b` is a VCS URL: a lock names files by their sha256, and a checkout is no file")]
    [InlineData("https://e.com/b-1.tar.gz", "`https://e.com/b-1.tar.gz` does not say which project it is: only building it would tell")]
    [InlineData("./gone-1-py3-none-any.whl", "`./gone-1-py3-none-any.whl` looks like a filename, but the file does not exist")]
    [InlineData("-e ./old", "`./old` has no `pyproject.toml`: only running its `setup.py` would tell what it depends on")]
    [InlineData("-e ./poetry", "there is no `[project]` table, so no dependencies to lock")]
    [InlineData("-e ./dynamic", "`project.dependencies` is dynamic: only running the build backend would tell what it is")]
    [InlineData("--no-index", "`--no-index` in a requirements file is not supported: every name comes from one declared place")]
    [InlineData("-c limits.txt", "constraints cannot have extras")]
    public async Task ReadAsync_RefusesWhatCannotBeLocked(string line, string message)
    {
        Diagnostic error = (await FailAsync(
            ("requirements.txt", line),
            ("limits.txt", "x[y]<1"),
            ("old/setup.py", ""),
            ("poetry/pyproject.toml", "[tool.poetry]\nname = 'x'\n"),
            ("dynamic/pyproject.toml", "[project]\nname = 'x'\nversion = '1'\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies = {file = ['r.txt']}\n"))).Single();

        Assert.Equal(message, error.Message);
        Assert.NotNull(error.Location);
    }

    [Fact]
    public async Task ReadAsync_TellsAllErrorsAtOnce()
    {
        Diagnostic[] errors = await FailAsync(("requirements.txt", "numpy=1\n-r gone.txt\nflask --x\nok\n-r other.txt\n"), ("other.txt", "a b\n"));

        Assert.Equal(["requirements.txt:1:6", "requirements.txt:2:4", "requirements.txt:3:7", "other.txt:1:3"], errors.Select(e => e.Location.ToString()));
    }

    [Theory]
    [InlineData("nothing.txt", "could not open requirements file `nothing.txt`: no such file or directory")]
    [InlineData("pylock.toml", "`pylock.toml` is no input: it is a lock, the result of locking")]
    [InlineData("setup.py", "`setup.py` is no input: only `pyproject.toml`, `environment.yml` and requirements files can be read without running foreign code")]
    public async Task ReadAsync_RefusesOtherFiles(string input, string message)
    {
        LttException failure = await Assert.ThrowsAsync<LttException>(() => ReadAsync(new FakeFiles(), new InputRequest { Inputs = [input] }));

        Assert.Equal(message, failure.Diagnostics.Single().Message);
    }

    [Fact]
    public async Task ReadAsync_SaysThatThereIsNothingToLock()
    {
        LttException failure = await Assert.ThrowsAsync<LttException>(() => ReadAsync(new FakeFiles()));

        Assert.Equal("nothing to lock in this folder: no `pyproject.toml`, `requirements.in` or `requirements.txt`", failure.Diagnostics.Single().Message);
    }

    [Theory]
    [InlineData("tset", "`Demo` has no extra `tset`", "did you mean `test`?")]
    [InlineData("gpu", "`Demo` has no extra `gpu`", "the extras are `test`, `lint`, `all`")]
    public async Task ReadAsync_NamesTheExtrasThereAre(string extra, string message, string hint)
    {
        LttException failure = await Assert.ThrowsAsync<LttException>(() =>
            ReadAsync(new FakeFiles(("pyproject.toml", Project)), new InputRequest { Extras = [ExtraName.Parse(extra)] }));

        Assert.Equal((message, hint), (failure.Diagnostics.Single().Message, failure.Diagnostics.Single().Hints.Single()));
    }

    [Fact]
    public async Task ReadAsync_ReadsACondaEnvironment()
    {
        const string Environment = """
            name: demo
            channels: [conda-forge]
            dependencies:
              - python=3.11.4
              - conda-forge::ffmpeg>=6
              - pip
              - pip:
                - torch>=2
                - "numpy<2 ; python_version > '3'"
                - -r more.txt
                - bad=1
            """;

        Diagnostic error = Assert.Single(await FailAsync(["env/environment.yml"], ("env/environment.yml", Environment), ("env/more.txt", "six")));
        Assert.Equal(Slashed("env/environment.yml:11:10"), error.Location.ToString());

        InputSet set = await ReadAsync(
            new FakeFiles(("env/environment.yml", Environment.Replace("bad=1", "ok", StringComparison.Ordinal)), ("env/more.txt", "six")),
            new InputRequest { Inputs = ["env/environment.yml"] });
        Assert.Equal(
            [
                Slashed("env/environment.yml:8:7: torch>=2"), Slashed("env/environment.yml:9:8: numpy<2; python_version > \"3\""),
                Slashed("env/more.txt:1:1: six"), Slashed("env/environment.yml:11:7: ok"),
            ],
            Lines(set.Requirements));
        Assert.Equal("3.11", set.Python?.ToString());
        Assert.Equal("`conda-forge::ffmpeg>=6` is left out: conda installs it, and only the `pip:` part of an environment is locked", set.Notes.Single().Message);
    }

    private static Task<InputSet> ReadAsync(FakeFiles files, InputRequest? request = null) =>
        files.Reader().ReadAsync(request ?? new InputRequest(), TestContext.Current.CancellationToken);

    private static Task<Diagnostic[]> FailAsync(params (string, string)[] files) => FailAsync(["requirements.txt"], files);

    private static async Task<Diagnostic[]> FailAsync(string[] inputs, params (string, string)[] files)
    {
        LttException failure = await Assert.ThrowsAsync<LttException>(() => ReadAsync(new FakeFiles(files), new InputRequest { Inputs = [.. inputs] }));
        return [.. failure.Diagnostics];
    }

    private static IEnumerable<string> Lines(IEnumerable<InputRequirement> requirements) => requirements.Select(r => r.ToString());

    // Paths are shown as the platform writes them.
    private static string Slashed(string text) => text.Split(':')[0].Replace('/', Path.DirectorySeparatorChar) + text[text.IndexOf(':', StringComparison.Ordinal)..];
}
