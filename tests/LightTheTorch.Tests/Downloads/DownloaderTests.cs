using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Downloads;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private const string Address = "https://files.example/foo-1.0-py3-none-any.whl";
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789", 50_000)));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-downloads-");
    private readonly FakeServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task FetchAsync_FetchesOnceAndFindsItAgain()
    {
        _server.On(Address, _ => FakeServer.Bytes(s_content));
        StoredFile first = await FetchAsync(Foo()), second = await FetchAsync(Foo());
        Assert.Equal((false, true, s_content.Length), (first.WasThere, second.WasThere, second.Size));
        Assert.Equal("foo-1.0-py3-none-any.whl", Path.GetFileName(second.Path));
        Assert.Equal(s_content, await File.ReadAllBytesAsync(second.Path, Cancel));
        Assert.Single(_server.Asked);
    }

    [Fact]
    public async Task FetchAsync_KeepsOrderAndFetchesTwinsOnce()
    {
        byte[] other = "other"u8.ToArray();
        _server.On(Address, _ => FakeServer.Bytes(s_content)).On("https://files.example/bar.whl", _ => FakeServer.Bytes(other));
        Download bar = Make("https://files.example/bar.whl", Sha256(other), "bar.whl");
        using IndexClient client = _server.Client();
        ImmutableArray<StoredFile> files = await Downloader(client).FetchAsync([Foo(), bar, Foo()], NoTransferDisplay.Instance, Cancel);
        Assert.Equal(["foo-1.0-py3-none-any.whl", "bar.whl", "foo-1.0-py3-none-any.whl"], files.Select(file => file.Download.FileName));
        Assert.Equal(2, _server.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_FetchesADamagedEntryAnew()
    {
        _server.On(Address, _ => FakeServer.Bytes(s_content));
        string path = (await FetchAsync(Foo())).Path;
        await File.WriteAllBytesAsync(path, s_content[..^1], Cancel);
        Assert.False((await FetchAsync(Foo())).WasThere);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(path, Cancel));
        Assert.Equal(2, _server.Asked.Count);
    }

    [Theory]
    [InlineData(300_000, 0, "bytes=300000-")] // what an earlier run left is gone on with
    [InlineData(300_000, 1, "bytes=300000-,-")] // it was of something else: found out by the hash, begun anew
    [InlineData(500_000, 0, "")] // it was whole already
    [InlineData(500_001, 1, "bytes=500001-,-")] // longer than the file
    public async Task FetchAsync_GoesOnWithWhatAnEarlierRunLeft(int left, int shift, string ranges)
    {
        _server.On(Address, request => FakeServer.Ranged(request, s_content));
        FileStore store = Store();
        string partial = store.PathOf(Foo()) + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
        await File.WriteAllBytesAsync(partial, [.. Enumerable.Range(0, left).Select(i => s_content[(i + shift) % s_content.Length])], Cancel);
        Counter counter = new();
        StoredFile file = await FetchAsync(Foo(), counter);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(file.Path, Cancel));
        Assert.Equal(s_content.Length, counter.Bytes);
        Assert.Equal(1, counter.Done);
        Assert.Equal(ranges, string.Join(',', _server.Headers.Select(headers => headers.Range?.ToString() ?? "-")));
        Assert.False(File.Exists(partial));
    }

    [Fact]
    public async Task FetchAsync_KeepsThePartOfABrokenAnswerForTheNextRun()
    {
        bool isDown = false;
        _server.On(Address, request =>
        {
            if (isDown) return FakeServer.Status(HttpStatusCode.ServiceUnavailable);
            isDown = true;
            HttpResponseMessage answer = FakeServer.Bytes(s_content);
            answer.Content = new StreamContent(new BreakingStream(s_content, 200_000));
            return answer;
        });
        LttException error = await Assert.ThrowsAsync<LttException>(() => FetchAsync(Foo()));
        Assert.Equal(DiagnosticCode.IndexUnreachable, error.Diagnostics[0].Code);
        Assert.False(File.Exists(Store().PathOf(Foo())));
        _server.On(Address, request => FakeServer.Ranged(request, s_content));
        Assert.Equal(s_content, await File.ReadAllBytesAsync((await FetchAsync(Foo())).Path, Cancel));
        Assert.Equal("bytes=200000-", _server.Headers.Last().Range?.ToString());
    }

    [Fact]
    public async Task FetchAsync_ShowsBothHashesAndKeepsNothing()
    {
        _server.On(Address, _ => FakeServer.Bytes("something else"u8.ToArray()));
        LttException error = await Assert.ThrowsAsync<LttException>(() => FetchAsync(Foo()));
        Assert.Equal(
            (DiagnosticCode.HashMismatch, $"`{Address}` has another sha256 than the lock: expected {Sha256(s_content)}, got {Sha256("something else"u8.ToArray())}"),
            (error.Diagnostics[0].Code, error.Message));
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task FetchAsync_SaysWhatIsNotThere()
    {
        LttException error = await Assert.ThrowsAsync<LttException>(() => FetchAsync(Foo()));
        Assert.Equal((DiagnosticCode.FileUnavailable, $"`{Address}` is not there"), (error.Diagnostics[0].Code, error.Message));
    }

    [Fact]
    public async Task FetchAsync_AsksNobodyWhenOffline()
    {
        LttException error = await Assert.ThrowsAsync<LttException>(() => FetchAsync(Foo(), change: options => options with { Offline = true }));
        Assert.Equal(DiagnosticCode.Offline, error.Diagnostics[0].Code);
        _server.On(Address, _ => FakeServer.Bytes(s_content));
        await FetchAsync(Foo());
        Assert.True((await FetchAsync(Foo(), change: options => options with { Offline = true })).WasThere);
    }

    [Fact]
    public async Task FetchAsync_FetchesFromWhereARewriteLeads()
    {
        const string Corp = "https://art.corp/py/foo-1.0-py3-none-any.whl";
        _server.On(Corp, _ => FakeServer.Bytes(s_content));
        Assert.True(UrlRewrite.TryParse("https://files.example=https://me:secret@art.corp/py/", out UrlRewrite? rewrite));
        using IndexClient client = _server.Client();
        await new Downloader(client, Store(), _server.Time) { Rewrites = [rewrite] }.FetchAsync([Foo()], NoTransferDisplay.Instance, Cancel);
        Assert.Equal($"GET {Corp}", Assert.Single(_server.Asked));
        Assert.Equal("Basic bWU6c2VjcmV0", _server.Headers.Single().Authorization?.ToString());
    }

    [Fact]
    public async Task FetchAsync_ReadsAMirrorFolder()
    {
        string mirror = Path.Combine(_folder.FullName, "mirror");
        Directory.CreateDirectory(Path.Combine(mirror, "files.example"));
        await File.WriteAllBytesAsync(Path.Combine(mirror, "files.example", "foo-1.0-py3-none-any.whl"), s_content, Cancel);
        Assert.True(Mirror.TryParse(mirror, "/", out Mirror? parsed));
        Assert.Equal(s_content.Length, (await FetchAsync(Foo(), change: options => options with { Mirror = parsed, Offline = true })).Size);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task FetchAsync_WaitsForARunThatIsAtIt()
    {
        Download foo = Foo();
        FileStore store = Store();
        Directory.CreateDirectory(Path.GetDirectoryName(store.PathOf(foo))!);
        Task<StoredFile> waiting;
        await using (FileStream other = new(store.PathOf(foo) + ".partial", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = FetchAsync(foo, change: Patient);
            await File.WriteAllBytesAsync(store.PathOf(foo) + ".whole", s_content, Cancel);
            File.Move(store.PathOf(foo) + ".whole", store.PathOf(foo));
            await PassAsync(waiting);
        }

        Assert.True((await waiting).WasThere);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task FetchAsync_DoesNotWaitForARunThatHangs()
    {
        _server.On(Address, _ => FakeServer.Bytes(s_content));
        Download foo = Foo();
        FileStore store = Store();
        Directory.CreateDirectory(Path.GetDirectoryName(store.PathOf(foo))!);
        await using FileStream other = new(store.PathOf(foo) + ".partial", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Task<StoredFile> waiting = FetchAsync(foo, change: Patient);
        await PassAsync(waiting);
        Assert.False((await waiting).WasThere);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(store.PathOf(foo), Cancel));
    }

    [Fact]
    public async Task FetchAsync_IsSoundWhenTwoRunsShareTheStore()
    {
        ConcurrentDictionary<string, byte[]> contents = [];
        Download[] all = [.. Enumerable.Range(0, 40).Select(i =>
        {
            byte[] bytes = [.. s_content.Take(1000 + i)];
            _server.On($"https://files.example/{i}.whl", _ => FakeServer.Bytes(bytes));
            contents[$"{i}.whl"] = bytes;
            return Make($"https://files.example/{i}.whl", Sha256(bytes), $"{i}.whl");
        })];
        // The clock below runs as fast as it can: no real silence is as long.
        using IndexClient one = _server.Client(Patient), two = _server.Client(Patient);
        Task<ImmutableArray<StoredFile>>[] runs = [Downloader(one).FetchAsync([.. all], NoTransferDisplay.Instance, Cancel), Downloader(two).FetchAsync([.. all.Reverse()], NoTransferDisplay.Instance, Cancel)];
        Task both = Task.WhenAll(runs);
        await PassAsync(both);
        await both;
        foreach (StoredFile file in runs.SelectMany(run => run.Result)) Assert.Equal(contents[file.Download.FileName], await File.ReadAllBytesAsync(file.Path, Cancel));
        Assert.DoesNotContain(_folder.EnumerateFiles("*", SearchOption.AllDirectories), file => file.Name.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../foo.whl")]
    [InlineData("a\\foo.whl")]
    [InlineData("C:foo.whl")]
    [InlineData("..")]
    [InlineData("")]
    public void TryCreate_RefusesANameThatIsAPath(string name) => Assert.False(Download.TryCreate(new Uri(Address), new string('0', 64), name, null, out _));

    private static IndexClientOptions Patient(IndexClientOptions options) => options with { Patience = TimeSpan.FromDays(30), RetryBudget = TimeSpan.FromDays(30) };

    // Lets the fake clock run while others work.
    private async Task PassAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _server.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    private async Task<StoredFile> FetchAsync(Download download, ITransferDisplay? display = null, Func<IndexClientOptions, IndexClientOptions>? change = null)
    {
        using IndexClient client = _server.Client(change);
        return Assert.Single(await Downloader(client).FetchAsync([download], display ?? NoTransferDisplay.Instance, Cancel));
    }

    private Downloader Downloader(IndexClient client) => new(client, Store(), _server.Time);

    private FileStore Store() => new(new CacheFolder(Path.Combine(_folder.FullName, "cache"), _server.Time));

    private static Download Foo() => Make(Address, Sha256(s_content), "foo-1.0-py3-none-any.whl");

    private static Download Make(string address, string sha256, string name) =>
        Download.TryCreate(new Uri(address), sha256, name, null, out Download? download) ? download : throw new InvalidOperationException(name);

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class Counter : ITransferDisplay, ITransfer
    {
        private long _bytes;
        private int _done;

        public long Bytes => _bytes;

        public int Done => _done;

        public ITransfer Start(string name, long? size, TransferUnit unit = TransferUnit.Bytes) => this;

        public void Report(long value) => Interlocked.Add(ref _bytes, value);

        public void Finish() => Interlocked.Increment(ref _done);

        public void Dispose()
        {
        }
    }

    private sealed class BreakingStream(byte[] content, int at) : MemoryStream(content, 0, at)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and int read ? read : throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}
