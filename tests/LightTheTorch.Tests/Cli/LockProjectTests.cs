using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>Extras and groups of a project, several inputs, and <c>environment.yml</c>: what of them gets into the lock.</summary>
public sealed class LockProjectTests : IDisposable
{
    private const string Project = """
        [project]
        name = "demo"
        version = "1.0"
        dependencies = ["base"]

        [project.optional-dependencies]
        dev = ["tool"]
        fast = ["speed"]
        all = ["demo[dev,fast]"]

        [dependency-groups]
        test = ["runner", {include-group = "lint"}]
        lint = ["checker"]
        loop = [{include-group = "pool"}]
        pool = [{include-group = "loop"}]
        docs = ["demo[fast]", "writer"]

        """;

    private readonly MadeIndex _index = new();

    public LockProjectTests()
    {
        foreach (string name in (string[])["base", "tool", "speed", "runner", "checker", "writer", "other"]) _index.Universe.Add(name, "1.0");
        _index.Cli.Write("pyproject.toml", Project);
        _index.Cli.Write("more/extra.in", "other\n");
        _index.Cli.Write("environment.yml", "name: demo\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - numpy\n  - pip\n  - pip:\n    - base\n    - other>=1\n");
    }

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("", "base")]
    [InlineData("pyproject.toml", "base")]
    [InlineData("--extra dev", "base tool")]
    [InlineData("--extra dev,fast", "base speed tool")]
    [InlineData("--extra Dev --extra FAST", "base speed tool")]
    [InlineData("--extra all", "base speed tool")]
    [InlineData("--all-extras", "base speed tool")]
    [InlineData("--group test", "base checker runner")]
    [InlineData("--group lint", "base checker")]
    [InlineData("--group docs", "base speed writer")]
    [InlineData("--extra dev --group test,docs", "base checker runner speed tool writer")]
    [InlineData("pyproject.toml more/extra.in", "base other")]
    [InlineData("more/extra.in pyproject.toml --group lint -o .", "base checker other")]
    public async Task Lock_HoldsWhatWasAskedFor(string words, string expected)
    {
        CliAnswer answer = await LockAsync(words);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.ToString());
        string folder = words.StartsWith("more", StringComparison.Ordinal) ? "" : Path.GetDirectoryName(answer.Output.Trim())!;
        Assert.Equal(expected, Names(Path.Combine(_index.Cli.Folder, folder, "requirements.cpu.txt")));
        // The lock is that of these words and of no others.
        Assert.Equal(ExitCode.Done, (await LockAsync(words + " --check")).ExitCode);
        if (!words.Contains("fast", StringComparison.OrdinalIgnoreCase) && !words.Contains("all", StringComparison.Ordinal) && !words.Contains("docs", StringComparison.Ordinal) && words != "more/extra.in")
            Assert.Equal(ExitCode.OutOfDate, (await LockAsync(words + " --check --extra fast")).ExitCode);
    }

    [Theory]
    [InlineData("extra = [\"dev\"]\ngroup = \"test\"\n", "base checker runner tool")]
    [InlineData("all-extras = true\n", "base speed tool")]
    [InlineData("inputs = [\"pyproject.toml\", \"more/extra.in\"]\n", "base other")]
    public async Task Settings_SayTheSame(string settings, string expected)
    {
        _index.Cli.Write("ltt.toml", settings);
        (await LockAsync("")).MustBeDone();
        Assert.Equal(expected, Names(Path.Combine(_index.Cli.Folder, "requirements.cpu.txt")));
    }

    [Theory]
    [InlineData("unknown-extra", "--extra dve")]
    [InlineData("unknown-group", "--group tests")]
    [InlineData("unlike-any-group", "--group everything")]
    [InlineData("circle", "--group loop")]
    [InlineData("no-name", "--group !")]
    [InlineData("not-of-a-project", "more/extra.in --group test")]
    public async Task Lock_RefusesWhatIsNotThere(string name, string words)
    {
        CliAnswer answer = await LockAsync(words);
        Snapshot.Match(answer.ToString(), name);
        Assert.NotEqual(ExitCode.Done, answer.ExitCode);
    }

    [Theory]
    [InlineData("extra = \"dve\"\n", "ltt.toml:2:9: `demo` has no extra `dve`\nhint: did you mean `dev`?\n")]
    [InlineData("group = [\"test\", \"tset\"]\n", "ltt.toml:2:9: dependency group `tset` not found\nhint: did you mean `test`?\n")]
    public async Task Settings_AreWhereAWrongNameOfTheirsStands(string settings, string refusal)
    {
        _index.Cli.Write("ltt.toml", "pre = false\n" + settings);
        Assert.Equal($"error[LTT1006]: {refusal}", (await LockAsync("")).Talk);
        Assert.StartsWith("error[LTT1006]: pyproject.toml:", (await LockAsync(settings.StartsWith('e') ? "--extra dve" : "--group tset")).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_GivesItsPipPartAndItsPython()
    {
        CliAnswer answer = await _index.Cli.RunAsync("lock", "environment.yml", "-b", "cpu", "--platforms", "linux_x86_64", "--mirror", Mirror());
        Snapshot.Match(answer.ToString());
        Assert.Contains("targets linux_x86_64-py3.11\n", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    private Task<CliAnswer> LockAsync(string words) =>
        _index.Cli.RunAsync(["lock", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--mirror", Mirror()]);

    private string Mirror()
    {
        _index.Universe.Build().WriteTo(_index.Folder);
        return _index.Folder;
    }

    private static string Names(string path) =>
        string.Join(' ', File.ReadAllLines(path).Where(line => line.Contains(" @ https://", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
}
