using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Http;
using LightTheTorch.Names;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Cache;

public sealed class CacheTests : IDisposable
{
    private static readonly Uri s_page = new("https://pypi.org/simple/foo/");
    private static readonly Uri s_wheel = new("https://files.example/foo-1.0-py3-none-any.whl");

    private readonly string _folder = Directory.CreateTempSubdirectory("ltt-cache-").FullName;
    private readonly FakeServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Page_IsAskedForAgainOnlyWhenItIsNoLongerFresh()
    {
        ServePage("first", maxAge: 600);
        Assert.Equal("first", await Page());
        _server.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("first", await Page());
        Assert.Single(_server.Asked);
        _server.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("first", await Page());
        Assert.Equal("\"first\"", _server.Headers.Last().IfNoneMatch.ToString());
        Assert.Equal("first", await Page()); // 304 made it fresh again
        Assert.Equal(2, _server.Asked.Count);
        _server.Time.Advance(TimeSpan.FromMinutes(11));
        ServePage("second", maxAge: 600);
        Assert.Equal("second", await Page());
    }

    // A clock that was a month ahead, or that somebody set back: what it called fresh is asked for again.
    [Fact]
    public async Task Page_FromTheFutureIsNotFresh()
    {
        ServePage("first", maxAge: 10_000_000);
        await Page();
        _server.Time.Advance(TimeSpan.FromHours(23));
        await Page();
        Assert.Single(_server.Asked);
        ServePage("second", maxAge: 600);
        using IndexClient before = _server.Client(options => options with { Cache = new CacheFolder(_folder, Earlier()) }, Earlier());
        Assert.Equal("second", Encoding.UTF8.GetString((await before.ReadPageAsync(s_page, Cancel))!.Content.Span));

        Microsoft.Extensions.Time.Testing.FakeTimeProvider Earlier() => new(_server.Time.GetUtcNow() - TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task Page_WithoutAnAgeIsAskedForEachTime()
    {
        ServePage("first", maxAge: null);
        await Page();
        ServePage("second", maxAge: null);
        Assert.Equal("second", await Page());
    }

    [Fact]
    public async Task Refresh_AsksForWhatIsFresh()
    {
        ServePage("first", maxAge: 600);
        await Page();
        ServePage("second", maxAge: 600);
        Assert.Equal("second", await Page(options => options with { Refresh = true }));
        Assert.Empty(_server.Headers.Last().IfNoneMatch);
        Assert.Equal("second", await Page());
    }

    [Fact]
    public async Task Offline_TakesWhatThereIsHoweverOld_AndNamesWhatThereIsNot()
    {
        ServePage("first", maxAge: 1);
        await Page();
        _server.Time.Advance(TimeSpan.FromDays(100));
        Assert.Equal("first", await Page(options => options with { Offline = true }));
        LttException error = await Assert.ThrowsAsync<LttException>(() => Page(options => options with { Offline = true }, "https://pypi.org/simple/bar/"));
        Assert.Equal(DiagnosticCode.Offline, error.Diagnostics[0].Code);
        Assert.Equal("`https://pypi.org/simple/bar/` is not in the cache, and `--offline` forbids to ask for it", error.Message);
        Assert.Single(_server.Asked);
    }

    [Fact]
    public async Task Offline_KnowsWhatAnIndexDoesNotHave()
    {
        Assert.Null(await Page());
        Assert.Null(await Page(options => options with { Offline = true }));
    }

    [Fact]
    public async Task Metadata_IsAskedForOnceAndForAll()
    {
        _server.On(s_wheel + ".metadata", _ => FakeServer.Html("Name: foo\nVersion: 1.0\n"));
        await Metadata(new string('a', 64));
        _server.Time.Advance(TimeSpan.FromDays(1000));
        await Metadata(new string('a', 64));
        Assert.Single(_server.Asked);
        await Metadata(new string('b', 64)); // another file under the same address
        Assert.Equal(2, _server.Asked.Count);
    }

    [Fact]
    public async Task Hash_IsKnownByAddressAndSize()
    {
        _server.On(s_wheel.AbsoluteUri, _ => FakeServer.Bytes("one"u8.ToArray()));
        HashedFile first = await Hash();
        Assert.Equal(first, await Hash());
        Assert.Equal([$"GET {s_wheel}", $"HEAD {s_wheel}"], _server.Asked);
        Assert.Equal(first, await Hash(options => options with { Offline = true }));
        _server.On(s_wheel.AbsoluteUri, _ => FakeServer.Bytes("three"u8.ToArray()));
        Assert.Equal(5, (await Hash()).Size);
    }

    [Fact]
    public async Task AWrongByteAnywhereMakesAnEntryNone()
    {
        ServePage("first", maxAge: 600);
        await Page();
        string path = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        byte[] entry = await File.ReadAllBytesAsync(path, Cancel);
        for (int i = 0; i < entry.Length; i++)
        {
            byte[] wrong = [.. entry];
            wrong[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(path, wrong, Cancel);
            Assert.Equal("first", await Page());
            Assert.Equal(2 + i, _server.Asked.Count); // asked for again, and kept anew
        }
    }

    [Fact]
    public void APartOfAnEntryIsNone_AndSoIsAnotherKeys()
    {
        CacheFolder folder = new(_folder, _server.Time);
        folder.Write("kind", "key", "content"u8);
        string path = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        byte[] entry = File.ReadAllBytes(path);
        for (int length = 0; length < entry.Length; length++)
        {
            File.WriteAllBytes(path, entry[..length]);
            Assert.Null(folder.Read("kind", "key"));
        }

        folder.Write("kind", "other", "content of another key"u8);
        File.Move(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single(file => file != path), path, overwrite: true);
        Assert.Null(folder.Read("kind", "key"));
        Assert.Null(folder.Read("kind", "other"));
    }

    [Fact]
    public async Task Metadata_WithAWrongByteIsAskedForAgain()
    {
        _server.On(s_wheel + ".metadata", _ => FakeServer.Html("Name: foo\nVersion: 1.0\n"));
        await Metadata(new string('a', 64));
        string path = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        byte[] entry = await File.ReadAllBytesAsync(path, Cancel);
        entry[7] ^= 1;
        await File.WriteAllBytesAsync(path, entry, Cancel);
        await Metadata(new string('a', 64));
        Assert.Equal(2, _server.Asked.Count);
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsNoFailure()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        ServePage("first", maxAge: 600);
        using IndexClient client = _server.Client(options => options with { Cache = new CacheFolder(file, _server.Time) });
        Assert.NotNull(await client.ReadPageAsync(s_page, Cancel));
    }

    [Fact]
    public async Task ManyRunsAtOnceKeepEachEntryWhole()
    {
        CacheFolder folder = new(_folder, _server.Time);
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => Encoding.ASCII.GetBytes(new string((char)('a' + i), 50_000 + i)))];
        await Parallel.ForAsync(0, 400, Cancel, (i, _) =>
        {
            folder.Write("kind", "key", contents[i % 8]);
            byte[]? read = folder.Read("kind", "key");
            Assert.Contains(contents, content => content.AsSpan().SequenceEqual(read));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(1, folder.Measure().Entries); // no temporary file is left
    }

    // Two programs, of which the newer keeps its entries in another form, in turn on one folder, whichever comes first.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public async Task ProgramsOfTwoVersionsShareAFolder(int first, int second)
    {
        CacheFolder one = new(_folder, _server.Time) { Generation = first }, other = new(_folder, _server.Time) { Generation = second };
        ServePage("page", maxAge: 600);
        foreach (CacheFolder folder in (CacheFolder[])[one, other, one, other]) Assert.Equal("page", await Page(options => options with { Cache = folder }));
        Assert.Equal(2, _server.Asked.Count); // each asked once for itself
        other.Write("kind", "key", "of another form"u8);
        Assert.Null(one.Read("kind", "key"));
        Assert.Equal("of another form"u8.ToArray(), other.Read("kind", "key"));
        Assert.Equal(3, one.Measure().Entries);
        Assert.Equal(3, other.Clean().Entries);
        Assert.Equal("page", await Page(options => options with { Cache = one }));
    }

    [Fact]
    public void Prune_RemovesWhatNoRunHasUsed_CleanAll()
    {
        CacheFolder folder = new(_folder, _server.Time);
        folder.Write("kind", "old", new byte[10]);
        folder.Write("kind", "used", new byte[20]);
        _server.Time.Advance(TimeSpan.FromDays(40));
        Assert.NotNull(folder.Read("kind", "used"));
        Assert.Equal((1, 10L + CacheSeal.Length), folder.Prune(TimeSpan.FromDays(30)));
        Assert.Equal((1, 20L + CacheSeal.Length), folder.Measure());
        Assert.Equal((1, 20L + CacheSeal.Length), folder.Clean());
        Assert.Null(folder.Read("kind", "used"));
        Assert.Equal((0, 0L), new CacheFolder(Path.Combine(_folder, "none"), _server.Time).Clean());
    }

    private void ServePage(string body, int? maxAge) => _server.On(s_page.AbsoluteUri, request =>
    {
        string tag = $"\"{body}\"";
        HttpResponseMessage answer = request.Headers.IfNoneMatch.ToString() == tag ? FakeServer.Status(HttpStatusCode.NotModified) : FakeServer.Html(body);
        answer.Headers.ETag = new EntityTagHeaderValue(tag);
        if (maxAge is { } seconds) answer.Headers.CacheControl = new CacheControlHeaderValue { MaxAge = TimeSpan.FromSeconds(seconds) };
        return answer;
    });

    private async Task<string?> Page(Func<IndexClientOptions, IndexClientOptions>? change = null, string? address = null)
    {
        using IndexClient client = Client(change);
        IndexPage? page = await client.ReadPageAsync(address is null ? s_page : new Uri(address), Cancel);
        return page is null ? null : Encoding.UTF8.GetString(page.Content.Span);
    }

    private async Task Metadata(string sha256)
    {
        using IndexClient client = Client();
        Assert.StartsWith("Name: foo", await client.ReadMetadataAsync(Wheel() with { HasMetadata = true, Sha256 = sha256 }, Cancel), StringComparison.Ordinal);
    }

    private async Task<HashedFile> Hash(Func<IndexClientOptions, IndexClientOptions>? change = null)
    {
        using IndexClient client = Client(change);
        return await client.HashAsync(Wheel(), null, Cancel);
    }

    // A client of its own for each call: what it knows, it knows from the folder.
    private IndexClient Client(Func<IndexClientOptions, IndexClientOptions>? change = null) =>
        _server.Client(options => (change ?? (same => same))(options with { Cache = new CacheFolder(_folder, _server.Time) }));

    private static DistributionFile Wheel() => new()
    {
        Kind = DistributionKind.Of("foo-1.0-py3-none-any.whl", PackageName.Parse("foo")) ?? throw new InvalidOperationException(),
        Url = s_wheel,
    };
}
