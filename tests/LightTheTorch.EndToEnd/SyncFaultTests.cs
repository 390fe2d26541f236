using LightTheTorch.LoopbackIndex;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.EndToEnd;

/// <summary><c>ltt sync</c> where something breaks: nothing wrong is installed, nothing is half done without a word, and the next run goes on.</summary>
public sealed class SyncFaultTests(SyncWorld world) : IClassFixture<SyncWorld>, IDisposable
{
    private const string PrintVersions = "import sympy, mpmath, six, big_data; print(sympy.__version__, mpmath.__version__, six.__version__, big_data.__version__)";
    private const string Versions = "1.14.0 1.3.0 1.17.0 1.0";

    private readonly TempFolder _caches = new();

    public void Dispose()
    {
        world.Made.Server.Faults = null;
        _caches.Dispose();
    }

    [Fact]
    public async Task Sync_InstallsNothingWhenOneFileIsAnother()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small, _caches.At("cache"));
        string[] before = project.Installed;
        world.Made.Server.Faults = (context, answer) => IsFile(context, "six") ? context.Response.WriteAsync("something else", context.RequestAborted) : answer();
        CommandResult result = await project.SyncAsync("-b", "cpu");
        Assert.Equal(1, result.ExitCode);
        string expected = (await File.ReadAllLinesAsync(project.Folder.At("requirements.cpu.txt"), TestContext.Current.CancellationToken))
            .SkipWhile(line => !line.StartsWith("six @", StringComparison.Ordinal)).Skip(1).First().Trim().Split(' ')[0]["--hash=sha256:".Length..];
        Assert.Contains(expected, result.Talk, StringComparison.Ordinal);
        Assert.Contains(Sha256("something else"), result.Talk, StringComparison.Ordinal);
        Assert.Empty(project.PipStarts);
        Assert.Equal(before, project.Installed);
    }

    [Fact]
    public async Task Sync_GoesOnAfterTheServerWasDown()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small, _caches.At("cache"));
        string[] before = project.Installed;
        world.Made.Server.Faults = (context, answer) =>
        {
            if (!IsFile(context, "big_data") && !IsFile(context, "mpmath")) return answer();
            context.Abort();
            return Task.CompletedTask;
        };
        CommandResult result = await project.SyncAsync("-b", "cpu");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("` from the mirror: the answer breaks off (tried 4 times)", result.Talk, StringComparison.Ordinal);
        Assert.Empty(project.PipStarts);
        Assert.Equal(before, project.Installed);

        world.Made.Server.Faults = null;
        (await project.SyncAsync("-b", "cpu")).MustSucceed();
        Assert.Equal(Versions, await project.PrintAsync(PrintVersions));
    }

    [Fact]
    public async Task Sync_GoesOnWithAHalfFileAfterItWasKilled()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small, _caches.At("cache"));
        TreeFile big = MadeWorld.Tree.Files.Single(file => file.Key.EndsWith("/big_data-1.0-py3-none-any.whl", StringComparison.Ordinal)).Value;
        world.Made.Server.Faults = async (context, answer) =>
        {
            if (!IsFile(context, "big_data"))
            {
                await answer();
                return;
            }

            context.Response.ContentLength = big.Content.Length;
            await context.Response.Body.WriteAsync(big.Content[..(big.Content.Length / 2)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted); // until the client is gone
        };
        (string program, string[] words) = Ltt.CommandLine("sync", "-b", "cpu", "--mirror", world.Made.Server.Root.ToString());
        await Command.KillAsync(program, words, project.Folder.Path, PartIsWrittenAsync(), project.Variables);

        List<string> ranges = [];
        world.Made.Server.Faults = (context, answer) =>
        {
            if (IsFile(context, "big_data")) lock (ranges) ranges.Add(context.Request.Headers.Range.ToString());
            return answer();
        };
        (await project.SyncAsync("-b", "cpu")).MustSucceed();
        Assert.Matches("^bytes=[1-9][0-9]+-$", Assert.Single(ranges));
        Assert.Equal(Versions, await project.PrintAsync(PrintVersions));
        Assert.Empty(Directory.GetFiles(_caches.Path, "*.partial", SearchOption.AllDirectories));
    }

    [Theory]
    [Trait("Category", "Wide")]
    [InlineData("open", 0, "WHEEL")]
    [InlineData("os.rename", 1, "INSTALLER")]
    public async Task Sync_GoesOnAfterPipWasEnded(string moment, int place, string file)
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small);
        // pip goes in the middle of unpacking a package, or when all its files are there and none of its own notes.
        project.Hooked($"sys.addaudithook(lambda event, values: os._exit(9) if event == '{moment}' and str(values[{place}]).endswith('/six-1.17.0.dist-info/{file}') else None)");
        CommandResult result = await project.SyncAsync("-b", "cpu");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("pip failed with exit code 9", result.Talk, StringComparison.Ordinal);
        Assert.Contains("hint: run the same command again to go on", result.Talk, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(project.SitePackages, "six-1.17.0.dist-info")), "pip ended before it did anything");

        project.Hooked("pass");
        Assert.Contains("~ six 1.17.0 (its installation was broken off)", (await project.SyncAsync("-b", "cpu")).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(Versions, await project.PrintAsync(PrintVersions));
        Assert.Contains("in sync: 4 packages", (await project.SyncAsync("-b", "cpu")).MustSucceed().Talk, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Sync_InstallsFromTheCacheWithoutNetworkAndDoesNotTrustIt()
    {
        string cache = _caches.At("cache");
        using SyncProject first = await world.ProjectAsync(SyncWorld.Small, cache), second = await world.ProjectAsync(SyncWorld.Small, cache), third = await world.ProjectAsync(SyncWorld.Small, cache);
        (await first.SyncAsync("-b", "cpu")).MustSucceed();
        Assert.Equal(4, (await second.LttAsync("sync", "-b", "cpu", "--offline")).MustSucceed().Output.Count(c => c == '+'));
        Assert.Equal(Versions, await second.PrintAsync(PrintVersions));
        Assert.Equal(first.Installed.Where(IsNoHook), second.Installed.Where(IsNoHook));

        string kept = Directory.GetFiles(cache, "six-1.17.0-py3-none-any.whl", SearchOption.AllDirectories).Single();
        byte[] bytes = await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes, TestContext.Current.CancellationToken);
        CommandResult damaged = await third.LttAsync("sync", "-b", "cpu", "--offline");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("six-1.17.0-py3-none-any.whl", damaged.Talk, StringComparison.Ordinal);
        Assert.Empty(third.PipStarts);
        Dictionary<string, int> asked = new(world.Made.Server.Requests);
        (await third.SyncAsync("-b", "cpu")).MustSucceed();
        Assert.Equal(Versions, await third.PrintAsync(PrintVersions));
        string again = Assert.Single(world.Made.Server.Requests, request => asked.GetValueOrDefault(request.Key) != request.Value).Key;
        Assert.EndsWith("/six-1.17.0-py3-none-any.whl", again, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Sync_FetchesFromWhereARewriteLeads()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Small, _caches.At("cache"));
        (await project.LttAsync("sync", "-b", "cpu", "--rewrite", $"https://{RealHosts.Files}/={world.Made.Server.Root}{RealHosts.Files}/")).MustSucceed();
        Assert.Equal(Versions, await project.PrintAsync(PrintVersions));
        string origin = await File.ReadAllTextAsync(Path.Combine(project.SitePackages, "six-1.17.0.dist-info", "direct_url.json"), TestContext.Current.CancellationToken);
        Assert.Contains($"https://{RealHosts.Files}/", origin, StringComparison.Ordinal); // as the lock says, wherever the bytes came from
        Assert.Contains("in sync: 4 packages", (await project.SyncAsync("-b", "cpu")).MustSucceed().Talk, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Sync_SharesACacheWithARunBesideIt()
    {
        string cache = _caches.At("cache");
        using SyncProject one = await world.ProjectAsync(SyncWorld.Small, cache), other = await world.ProjectAsync(SyncWorld.Small, cache);
        CommandResult[] results = await Task.WhenAll(one.SyncAsync("-b", "cpu"), other.SyncAsync("-b", "cpu"));
        Assert.All(results, result => result.MustSucceed());
        Assert.Equal(Versions, await one.PrintAsync(PrintVersions));
        Assert.Equal(one.Installed.Where(IsNoHook), other.Installed.Where(IsNoHook));
        Assert.Empty(Directory.GetFiles(cache, "*.partial", SearchOption.AllDirectories));
        using SyncProject third = await world.ProjectAsync(SyncWorld.Small, cache);
        (await third.LttAsync("sync", "-b", "cpu", "--offline")).MustSucceed();
    }

    // The server knows what it has sent, and only the file tells what has come.
    private async Task PartIsWrittenAsync()
    {
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(10));
        while (!Directory.EnumerateFiles(_caches.Path, "big_data*.partial", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > 0)) await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    private static bool IsNoHook(string file) => !file.StartsWith("hook.pth ", StringComparison.Ordinal);

    private static bool IsFile(HttpContext context, string name) => context.Request.Path.Value?.Contains($"/{name}-", StringComparison.Ordinal) == true;

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
