using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Http;

public sealed class IndexClientTests
{
    private static readonly Uri s_page = new("https://pypi.org/simple/foo/");
    private static readonly Uri s_wheel = new("https://files.example/foo-1.0-py3-none-any.whl");
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789", 50_000)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ReadPageAsync_UnpacksWhatComesCompressed(string encoding)
    {
        using MemoryStream packed = new();
        using (Stream pack = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) pack.Write("{}"u8);
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ =>
        {
            HttpResponseMessage answer = FakeServer.Bytes(packed.ToArray());
            answer.Content.Headers.ContentEncoding.Add(encoding);
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/vnd.pypi.simple.v1+json");
            return answer;
        });
        using IndexClient client = server.Client();
        IndexPage? page = await client.ReadPageAsync(s_page, Cancel);
        Assert.Equal("{}", Encoding.UTF8.GetString(page?.Content.ToArray() ?? []));
        Assert.True(page?.IsJson);
        Assert.StartsWith("application/vnd.pypi.simple.v1+json", server.Headers.Single().Accept.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 2, "the server answers 503 (tried 2 times)")]
    [InlineData(HttpStatusCode.TooManyRequests, 2, "the server wants fewer requests (429) (tried 2 times)")]
    [InlineData(HttpStatusCode.Unauthorized, 1, "the server wants a user and a password (401)")]
    [InlineData(HttpStatusCode.BadRequest, 1, "the server answers 400")]
    [InlineData(HttpStatusCode.Redirect, 1, "it redirects to nowhere (302)")]
    public async Task ReadPageAsync_SaysWhatTheServerSays(HttpStatusCode status, int requests, string cause)
    {
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => FakeServer.Status(status));
        using IndexClient client = server.Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadPageAsync(s_page, Cancel));
        Assert.Equal((DiagnosticCode.IndexUnreachable, $"cannot read `{s_page}`: {cause}"), (error.Diagnostics[0].Code, error.Message));
        Assert.Equal(requests, server.Asked.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "its host is not known")]
    [InlineData(HttpRequestError.ConnectionError, "no connection to the host")]
    [InlineData(HttpRequestError.SecureConnectionError, "no secure connection to the host")]
    [InlineData(HttpRequestError.ResponseEnded, "the answer breaks off")]
    public async Task ReadPageAsync_SaysWhyNoAnswerCame(HttpRequestError failure, string cause)
    {
        using IndexClient client = new FakeServer().On(s_page.AbsoluteUri, _ => throw new HttpRequestException(failure)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadPageAsync(new Uri("https://me:secret@pypi.org/simple/foo/"), Cancel));
        Assert.StartsWith($"cannot read `{s_page}`: {cause}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadPageAsync_RecoversFromAFailureThatPasses()
    {
        int failures = 1;
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => failures-- > 0 ? FakeServer.Status(HttpStatusCode.BadGateway) : FakeServer.Html("ok"));
        using IndexClient client = server.Client();
        Assert.NotNull(await client.ReadPageAsync(s_page, Cancel));
    }

    [Fact]
    public async Task ReadPageAsync_AsksTheSiblingWhenAHostFails()
    {
        FakeServer server = new FakeServer()
            .On("https://download.pytorch.org/whl/cpu/torch/", _ => FakeServer.Status(HttpStatusCode.InternalServerError))
            .On("https://download-r2.pytorch.org/whl/cpu/torch/", _ => FakeServer.Html("ok"));
        using IndexClient client = server.Client(options => options with { Aliases = new HostAliases([["download.pytorch.org", "download-r2.pytorch.org"]]) });
        Assert.NotNull(await client.ReadPageAsync(new Uri("https://download.pytorch.org/whl/cpu/torch/"), Cancel));
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task ReadPageAsync_LosesPatienceWithASilentServer()
    {
        FakeServer server = new();
        server.On(s_page.AbsoluteUri, _ => new HttpResponseMessage { Content = new StreamContent(new SilentStream(() => server.Time.Advance(TimeSpan.FromSeconds(31)))) });
        using IndexClient client = server.Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadPageAsync(s_page, Cancel));
        Assert.Equal($"cannot read `{s_page}`: nothing came for 30 s (tried 2 times)", error.Message);
    }

    [Fact]
    public async Task ReadPageAsync_LosesPatienceWithAPageThatDrips()
    {
        FakeServer server = new();
        server.On(s_page.AbsoluteUri, _ => new HttpResponseMessage { Content = new StreamContent(new DrippingStream(() => server.Time.Advance(TimeSpan.FromSeconds(20)))) });
        using IndexClient client = server.Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadPageAsync(s_page, Cancel));
        Assert.Equal($"cannot read `{s_page}`: it did not come to an end within 300 s", error.Message);
    }

    [Fact]
    public async Task HashAsync_HashesEveryFileOnce()
    {
        FakeServer server = new FakeServer().On(s_wheel.AbsoluteUri, _ => FakeServer.Bytes(s_content));
        using IndexClient client = server.Client();
        HashedFile[] hashed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.HashAsync(File(), null, Cancel)));
        Assert.Equal(new HashedFile(Convert.ToHexStringLower(SHA256.HashData(s_content)), s_content.Length), Assert.Single(hashed.Distinct()));
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("\"tag\"", 2)] // goes on from where it broke off
    [InlineData(null, 2)] // nothing says that it is the same file: from the start
    public async Task HashAsync_SurvivesAnAnswerThatBreaksOff(string? tag, int requests)
    {
        bool broken = false;
        FakeServer server = new FakeServer().On(s_wheel.AbsoluteUri, request =>
        {
            HttpResponseMessage answer = FakeServer.Ranged(request, s_content);
            if (!broken) answer.Content = new StreamContent(new BreakingStream(s_content, 300_000));
            broken = true;
            if (tag is not null) answer.Headers.TryAddWithoutValidation("ETag", tag);
            return answer;
        });
        long reported = 0;
        using IndexClient client = server.Client();
        HashedFile hashed = await client.HashAsync(File(), new Counter(count => reported += count), Cancel);
        Assert.Equal(new HashedFile(Convert.ToHexStringLower(SHA256.HashData(s_content)), s_content.Length), hashed);
        Assert.Equal(s_content.Length, reported);
        Assert.Equal(requests, server.Asked.Count);
        Assert.Equal(tag is null ? null : "bytes=300000-", server.Headers.Last().Range?.ToString());
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)] // Comfy-Org/ComfyUI#12427: one host has lost a file that its page lists
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task HashAsync_TriesTheSiblingOfAHostThatFails(HttpStatusCode status)
    {
        FakeServer server = new FakeServer()
            .On("https://download.pytorch.org/whl/cpu/foo-1.0-py3-none-any.whl", _ => FakeServer.Status(status))
            .On("https://download-r2.pytorch.org/whl/cpu/foo-1.0-py3-none-any.whl", _ => FakeServer.Bytes(s_content));
        using IndexClient client = server.Client(options => options with { Aliases = new HostAliases([["download.pytorch.org", "download-r2.pytorch.org"]]) });
        DistributionFile file = File() with { Url = new Uri("https://download.pytorch.org/whl/cpu/foo-1.0-py3-none-any.whl") };
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(s_content)), (await client.HashAsync(file, null, Cancel)).Sha256);
        file = file with { Url = new Uri("https://download.pytorch.org/whl/cpu/bar-1.0-py3-none-any.whl") };
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.HashAsync(file, null, Cancel));
        Assert.Contains("https://download.pytorch.org/whl/cpu/bar-1.0-py3-none-any.whl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadAsync_LeavesNothingBehindWhenTheHashIsAnother()
    {
        string folder = Directory.CreateTempSubdirectory("ltt-").FullName;
        try
        {
            using IndexClient client = new FakeServer().On(s_wheel.AbsoluteUri, _ => FakeServer.Bytes(s_content)).Client();
            string path = Path.Combine(folder, "foo.whl");
            LttException error = await Assert.ThrowsAsync<LttException>(() => client.DownloadAsync(File() with { Sha256 = new string('0', 64) }, path, null, Cancel));
            Assert.Equal(DiagnosticCode.HashMismatch, error.Diagnostics[0].Code);
            Assert.Empty(Directory.GetFileSystemEntries(folder));
            await client.DownloadAsync(File() with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(s_content)) }, path, null, Cancel);
            Assert.Equal(s_content, await System.IO.File.ReadAllBytesAsync(path, Cancel));
            Assert.Single(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task SizeAsync_AsksForTheHeadAlone()
    {
        FakeServer server = new FakeServer().On(s_wheel.AbsoluteUri, _ => FakeServer.Bytes(s_content));
        using IndexClient client = server.Client();
        Assert.Equal(s_content.Length, await client.SizeAsync(s_wheel, Cancel));
        Assert.Null(await client.SizeAsync(new Uri("https://files.example/other.whl"), Cancel));
        Assert.StartsWith("HEAD ", server.Asked.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallelism_BoundsWhatIsUnderWay()
    {
        const int most = 3;
        int running = 0;
        int highest = 0;
        TaskCompletionSource full = new();
        TaskCompletionSource gate = new();
        Uri[] pages = [.. Enumerable.Range(0, 12).Select(static i => new Uri($"https://pypi.org/simple/p{i}/"))];
        FakeServer server = new();
        foreach (Uri page in pages)
        {
            server.On(page.AbsoluteUri, _ =>
            {
                lock (pages)
                {
                    highest = Math.Max(highest, ++running);
                    if (running == most) full.TrySetResult();
                }

                return new HttpResponseMessage { Content = new StreamContent(new GatedStream(gate.Task, Leave)) };
            });
        }

        using IndexClient client = server.Client(static options => options with { Parallelism = most });
        Task<IndexPage?[]> all = Task.WhenAll(pages.Select(page => client.ReadPageAsync(page, Cancel)));
        await full.Task;
        gate.SetResult();
        Assert.Equal(pages.Length, (await all).Length);
        Assert.Equal((pages.Length, most), (server.Asked.Count, highest));

        void Leave()
        {
            lock (pages) running--;
        }
    }

    [Fact]
    public async Task ACallerThatGivesUpLeavesTheOthersTheirAnswer()
    {
        TaskCompletionSource gate = new();
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => new HttpResponseMessage { Content = new StreamContent(new GatedStream(gate.Task)) });
        using IndexClient client = server.Client();
        using CancellationTokenSource impatient = new();
        Task<IndexPage?> first = client.ReadPageAsync(s_page, impatient.Token);
        Task<IndexPage?> second = client.ReadPageAsync(s_page, Cancel);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.NotNull(await second);
        Assert.Single(server.Asked);
    }

    private static DistributionFile File() => new()
    {
        Kind = DistributionKind.Of("foo-1.0-py3-none-any.whl", PackageName.Parse("foo")) ?? throw new InvalidOperationException(),
        Url = s_wheel,
    };

    // Progress<T> would tell later, on another thread.
    private sealed class Counter(Action<long> action) : IFileProgress
    {
        public void Report(long value) => action(value);
    }

    private sealed class BreakingStream(byte[] content, int at) : MemoryStream(content, 0, at)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and int read ? read : throw new HttpIOException(HttpRequestError.ResponseEnded);
    }

    private sealed class SilentStream(Action waiting) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            TaskCompletionSource never = new();
            await using CancellationTokenRegistration stop = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            waiting();
            await never.Task;
            return 0;
        }
    }

    private sealed class DrippingStream(Action waiting) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            waiting();
            cancellationToken.ThrowIfCancellationRequested();
            buffer.Span[0] = 32;
            return ValueTask.FromResult(1);
        }
    }

    private sealed class GatedStream(Task gate, Action? atEnd = null) : MemoryStream
    {
        private bool _ended;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate;
            if (!_ended) atEnd?.Invoke();
            _ended = true;
            return 0;
        }
    }
}
