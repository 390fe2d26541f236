using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using Microsoft.Extensions.Time.Testing;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt cache</c>.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly InProcess _cli;

    public CacheTests()
    {
        _cli = new InProcess { Time = _time };
        _cli.Environment["LTT_CACHE_DIR"] = _cli.Folder;
    }

    public void Dispose() => _cli.Dispose();

    private void Fill(string key, int bytes) => new CacheFolder(_cli.Folder, _time).Write("pages", key, Encoding.ASCII.GetBytes(new string('x', bytes)));

    [Theory]
    [InlineData("dir")]
    [InlineData("clean")]
    [InlineData("prune")]
    public async Task Cache_SaysWhatItDoes(string name)
    {
        Fill("old", 1000);
        _time.Advance(TimeSpan.FromDays(31));
        Fill("new", 2000);
        Snapshot.Match(Steady((await _cli.RunAsync("cache", name)).ToString()), name);
        Snapshot.Match(Steady((await _cli.RunAsync("cache", name, "--json")).ToString()), name + "-json");
    }

    [Fact]
    public async Task Prune_KeepsWhatWasUsedLately()
    {
        Fill("old", 10);
        _time.Advance(TimeSpan.FromDays(31));
        Fill("new", 10);
        await _cli.RunAsync("cache", "prune", "--days", "40");
        Assert.Equal(2, new CacheFolder(_cli.Folder, _time).Measure().Entries);
        await _cli.RunAsync("cache", "prune");
        Assert.Equal(1, new CacheFolder(_cli.Folder, _time).Measure().Entries);
        Assert.Equal(ExitCode.Usage, (await _cli.RunAsync("cache", "prune", "--days", "-1")).ExitCode);
    }

    [Fact]
    public async Task Clean_TouchesNothingButEntries()
    {
        Fill("new", 10);
        _cli.Write("v1/pages/ab/cdef", "of an older program");
        _cli.Write("venv/mine.txt", "not an entry");
        _cli.Write("mine.txt", "not an entry");
        await _cli.RunAsync("cache", "clean");
        string[] left = [.. Directory.EnumerateFiles(_cli.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["mine.txt", "mine.txt"], left);
    }

    [Fact]
    public async Task Dir_IsTheOneThatLockUses()
    {
        _cli.Environment.Remove("LTT_CACHE_DIR");
        _cli.Write("ltt.toml", "cache-dir = \"here\"\n");
        Assert.Equal(Path.Combine("{folder}", "here") + "\n", (await _cli.RunAsync("cache", "dir", "-q")).Output);
        Assert.Equal(Path.Combine("{folder}", "there") + "\n", (await _cli.RunAsync("cache", "dir", "--cache-dir", "there")).Output);
    }

    [Fact]
    public async Task Dir_NeedsAPlace()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("the place is another one on Windows");
        _cli.Environment.Clear();
        CliAnswer answer = await _cli.RunAsync("cache", "dir");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains("name a folder with `--cache-dir` or `LTT_CACHE_DIR`", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_DropsFilesOnlyBetweenRuns()
    {
        // Two runs share the folder: one cleans while the other reads, and finds the entry or nothing.
        CacheFolder other = new(_cli.Folder, _time);
        for (int i = 0; i < 50; i++)
        {
            Fill("key", 5000);
            Task<CliAnswer> cleaning = _cli.RunAsync("cache", "clean", "-q");
            byte[]? read = other.Read("pages", "key");
            Assert.True(read is null || read.Length == 5000);
            await cleaning;
        }
    }

    private static string Steady(string text) => text.Replace('\\', '/');
}
