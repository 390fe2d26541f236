using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LightTheTorch.Tests.Faults;

/// <summary>What goes wrong below HTTP's answers: bytes that are no HTTP, streams and connections of HTTP/2 that are ended, and redirects to other hosts.</summary>
public sealed class ConnectionFaultTests(FaultWorld world) : IClassFixture<FaultWorld>
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("no-http", "SSH-2.0-OpenSSH_9.6\r\n", "")]
    [InlineData("nothing", "", "")]
    [InlineData("old-http", "<!DOCTYPE html>\r\n", "")]
    [InlineData("status-of-letters", "HTTP/1.1 OK 200\r\n\r\n", "")]
    [InlineData("status-without-end", "HTTP/1.1 200 ", "OK")]
    [InlineData("header-without-end", "HTTP/1.1 200 OK\r\nX: ", "x")]
    [InlineData("headers-without-end", "HTTP/1.1 200 OK\r\n", "X: y\r\n")]
    [InlineData("header-without-name", "HTTP/1.1 200 OK\r\n: \0\u001b[31m\r\n\r\n", "")]
    [InlineData("chunks-of-letters", Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "")]
    [InlineData("chunk-of-more-than-there-is", Head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx", "")]
    [InlineData("chunk-extension-without-end", Head + "Transfer-Encoding: chunked\r\n\r\n1;", "x")]
    [InlineData("trailers-without-end", Head + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n")]
    [InlineData("lengths-that-differ", Head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "", 3)]
    [InlineData("length-below-zero", Head + "Content-Length: -1\r\n\r\n", "", 3)]
    [InlineData("informations-without-end", "", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")]
    [InlineData("page-without-end", Head + "\r\n", "<p>more and more</p>\n")]
    public async Task Bytes_EndInWordsAndTheOldLock(string name, string start, string endless, int exitCode = 1)
    {
        await using RawServer server = new(start, endless);
        using InProcess cli = Cli(new HastyTime());
        CliAnswer answer = await cli.RunAsync(Lock(server.Address + "simple/", "--upgrade")).WaitAsync(TestContext.Current.CancellationToken);
        Snapshot.Match(answer.ToString().Replace(server.Address.Authority, "{server}", StringComparison.Ordinal), name);
        Assert.Equal(exitCode, (int)answer.ExitCode); // 3: no length counts, and up to the end of the connection there is no link
        Assert.Equal(world.OldLock, await LockAsync(cli));
        Assert.DoesNotContain('\u001b', answer.Talk);
        Assert.Empty(Leftovers(cli));
    }

    [Theory]
    [InlineData(7)] // refused stream
    [InlineData(11)] // enhance your calm
    [InlineData(2)] // internal error
    [InlineData(13)] // HTTP/1.1 required
    [InlineData(null)] // the connection goes away
    public async Task Http2_IsTriedAgainAndThenRightOrSaid(int? error)
    {
        Uri page = new("https://pypi.org/simple/six/");
        ConcurrentBag<string> protocols = [];
        foreach (bool isOnce in (bool[])[true, false])
        {
            int asked = 0;
            world.Server.Faults = (context, right) =>
            {
                protocols.Add(context.Request.Protocol);
                if (Interlocked.Increment(ref asked) > 1 && isOnce) return right();
                if (error is { } code && context.Features.Get<IHttpResetFeature>() is { } stream) stream.Reset(code);
                else context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
                return Task.CompletedTask;
            };
            try
            {
                using HttpClient http = new(world.Server.CreateHandler()) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
                using IndexClient client = new(http, new IndexClientOptions(), new HastyTime());
                Task<IndexPage?> read = client.ReadPageAsync(page, Cancel);
                if (isOnce) Assert.Equal(page, (await read)?.Address);
                else Assert.StartsWith($"cannot read `{page}`: ", (await Assert.ThrowsAsync<LttException>(() => read)).Message, StringComparison.Ordinal);
            }
            finally
            {
                world.Server.Faults = null;
            }
        }

        Assert.Contains("HTTP/2", protocols);
    }

    // The other host answers rightly, but nobody tells it the password.
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ARedirectToAnotherHost_DropsTheCredentials(int status)
    {
        const string sent = "Basic bWU6c2VjcmV0"; // me:secret
        await using LoopbackServer other = await LoopbackServer.StartAsync(FaultWorld.Tree, new LoopbackOptions { RewriteLinks = true }, Cancel);
        ConcurrentBag<string> here = [], there = [];
        other.Faults = (context, right) =>
        {
            there.Add(context.Request.Headers.Authorization.ToString() + context.Request.Headers.Cookie);
            return right();
        };
        world.Server.Faults = (context, _) =>
        {
            here.Add(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"http://me:secret@{other.Root.Authority}{context.Request.Path}";
            context.Response.Headers.SetCookie = "token=secret";
            return Task.CompletedTask;
        };
        try
        {
            using InProcess cli = Cli(new HastyTime());
            string index = new UriBuilder(world.Server.Pypi) { UserName = "me", Password = "secret" }.Uri.AbsoluteUri;
            (await cli.RunAsync(Lock(index, "--upgrade"))).MustBeDone();
            Assert.All(here, header => Assert.Equal(sent, header));
            Assert.NotEmpty(here);
            Assert.NotEmpty(there);
            Assert.All(there, header => Assert.Equal("", header));
            foreach (string path in Directory.EnumerateFiles(cli.Folder, "*", SearchOption.AllDirectories))
                Assert.DoesNotContain("secret", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Cancel)), StringComparison.Ordinal);
        }
        finally
        {
            world.Server.Faults = null;
        }
    }

    private static string[] Lock(string index, params string[] more) =>
        ["lock", "requirements.txt", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "--index-url", index, .. more];

    private static IEnumerable<string> Leftovers(InProcess cli) => Directory.EnumerateFiles(cli.Folder, "*.tmp", SearchOption.AllDirectories);

    private static Task<string> LockAsync(InProcess cli) => File.ReadAllTextAsync(Path.Combine(cli.Folder, "requirements.cpu.txt"), Cancel);

    private InProcess Cli(HastyTime time)
    {
        InProcess cli = new() { Time = time, Cancellation = TestContext.Current.CancellationToken };
        cli.Write("requirements.txt", "six\n");
        cli.Write("requirements.cpu.txt", world.OldLock);
        return cli;
    }
}
