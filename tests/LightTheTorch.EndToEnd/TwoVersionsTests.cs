using System.Security.Cryptography;

namespace LightTheTorch.EndToEnd;

/// <summary>Two programs, of two versions and with two forms of the cache, on one folder: each gives the right lock and leaves the other's entries alone.</summary>
public sealed class TwoVersionsTests(MadeWorld world, NextVersion next) : IClassFixture<MadeWorld>, IClassFixture<NextVersion>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", "Wide")]
    public async Task InTurn_EachKeepsToItsOwnEntries()
    {
        Assert.SkipUnless(NextVersion.IsWanted, "builds a second program: LTT_WIDE=1 runs it");
        Assert.Equal(NextVersion.Version, (await next.RunAsync(_folder.Path, "--version")).MustSucceed().Output.Split('+')[0].Trim());
        Assert.NotEqual(NextVersion.Version, (await new Ltt(_folder.Path).RunAsync("--version")).MustSucceed().Output.Split('+')[0].Trim());
        _folder.Write("requirements.txt", MadeWorld.Requirements);
        string right = await LockAsync(isNext: false);
        string[] ours = Entries("v2");
        Assert.NotEmpty(ours);
        // The other program finds nothing that it could take for its own.
        CommandResult offline = await RunAsync(isNext: true, "--offline");
        Assert.Contains("is not in the cache", offline.Talk, StringComparison.Ordinal);
        Assert.Equal(right, await LockAsync(isNext: true));
        string[] theirs = Entries("v3");
        Assert.NotEmpty(theirs);
        Assert.Equal(ours, Entries("v2"));
        // What each of them kept is still whole, and enough.
        foreach (bool isNext in (bool[])[false, true, false]) Assert.Equal(right, await LockAsync(isNext, "--offline"));
        Assert.Equal((ours, theirs), (Entries("v2"), Entries("v3")), Same);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task AtTheSameTime_AllAreRight()
    {
        Assert.SkipUnless(NextVersion.IsWanted, "builds a second program: LTT_WIDE=1 runs it");
        _folder.Write("requirements.txt", MadeWorld.Requirements);
        string right = await LockAsync(isNext: false, "-o", "first");
        Directory.Delete(_folder.At("cache"), recursive: true);
        string[] outputs = [.. Enumerable.Range(0, 6).Select(run => $"out{run}")];
        string[] locks = await Task.WhenAll(outputs.Select((output, run) => LockAsync(run % 2 == 0, "-o", output)));
        Assert.All(locks, found => Assert.Equal(right, found));
        foreach (bool isNext in (bool[])[true, false]) Assert.Equal(right, await LockAsync(isNext, "--offline", "-o", "last"));
        Assert.Empty(Directory.EnumerateFiles(_folder.At("cache"), "*.tmp", SearchOption.AllDirectories));
    }

    private static bool Same((string[] Ours, string[] Theirs) one, (string[] Ours, string[] Theirs) other) => one.Ours.SequenceEqual(other.Ours) && one.Theirs.SequenceEqual(other.Theirs);

    private Task<CommandResult> RunAsync(bool isNext, params string[] more)
    {
        string[] words = ["lock", "requirements.txt", "--upgrade", "-b", "cpu,cu118", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "--mirror", world.Server.Root.ToString(), .. more];
        return isNext ? next.RunAsync(_folder.Path, words) : new Ltt(_folder.Path).RunAsync(words);
    }

    private async Task<string> LockAsync(bool isNext, params string[] more)
    {
        (await RunAsync(isNext, more)).MustSucceed();
        int output = Array.IndexOf(more, "-o");
        string folder = output < 0 ? _folder.Path : _folder.At(more[output + 1]);
        string[] files = ["requirements.cpu.txt", "requirements.cu118.txt"];
        return string.Concat(await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken))));
    }

    private string[] Entries(string form) =>
    [
        .. Directory.EnumerateFiles(_folder.At("cache", form), "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(_folder.Path, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}").Order(StringComparer.Ordinal),
    ];
}
