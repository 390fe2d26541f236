using System.Net;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Http;

namespace LightTheTorch.Tests.Http;

/// <summary>Which host gets which credentials, from where, and who never gets any.</summary>
public sealed class CredentialsTests : IDisposable
{
    private static readonly Uri s_page = new("https://pkgs.example/simple/foo/");

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("ltt-home-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [InlineData("pkgs.example", "LTT_TOKEN_PKGS_EXAMPLE")]
    [InlineData("my-corp.example", "LTT_TOKEN_MY__CORP_EXAMPLE")]
    [InlineData("10.0.0.7", "LTT_TOKEN_10_0_0_7")]
    public void VariableFor_TellsHostsApart(string host, string variable) => Assert.Equal(variable, IndexCredentials.VariableFor(host));

    [Theory]
    [InlineData("secret", "__token__:secret")]
    [InlineData("me:secret", "me:secret")]
    [InlineData("", null)]
    public async Task AToken_ComesFromTheEnvironment(string value, string? sent) =>
        Assert.Equal([sent], await SentAsync(new FakeServer().On(s_page.AbsoluteUri, _ => FakeServer.Html("")), ("LTT_TOKEN_PKGS_EXAMPLE", value)));

    [Fact]
    public async Task TheAddress_ComesBeforeTheEnvironmentAndThatBeforeNetrc()
    {
        WriteNetrc("machine pkgs.example login file password netrc\n");
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => FakeServer.Html(""));
        Assert.Equal(["file:netrc"], await SentAsync(server));
        Assert.Equal(["__token__:variable"], await SentAsync(server, ("LTT_TOKEN_PKGS_EXAMPLE", "variable")));
        Assert.Equal(["me:address"], await SentAsync(server, new Uri("https://me:address@pkgs.example/simple/foo/"), ("LTT_TOKEN_PKGS_EXAMPLE", "variable")));
    }

    [Fact]
    public async Task Netrc_IsWhereTheVariableSays()
    {
        string path = Path.Combine(_home.FullName, "elsewhere");
        await File.WriteAllTextAsync(path, "machine pkgs.example login a password b", Cancel);
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => FakeServer.Html(""));
        Assert.Equal(["a:b"], await SentAsync(server, ("NETRC", path)));
        Assert.Equal([null], await SentAsync(server, ("NETRC", path + "-missing")));
    }

    [Fact]
    public async Task ARedirect_TakesCredentialsAlongOnTheSameHostAlone()
    {
        FakeServer server = new FakeServer()
            .On(s_page.AbsoluteUri, _ => To("/elsewhere/foo/"))
            .On("https://pkgs.example/elsewhere/foo/", _ => To("https://cdn.example/foo/"))
            .On("https://cdn.example/foo/", _ => To("https://pkgs.example:8443/foo/"))
            .On("https://pkgs.example:8443/foo/", _ => FakeServer.Html(""));
        Assert.Equal(["me:secret", "me:secret", null, null], await SentAsync(server, new Uri("https://me:secret@pkgs.example/simple/foo/")));
    }

    [Fact]
    public async Task ARedirectsOwnCredentials_AreSentToNobody()
    {
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => To("https://their:idea@cdn.example/foo/")).On("https://cdn.example/foo/", _ => FakeServer.Html(""));
        Assert.Equal([null, null], await SentAsync(server));
        Assert.DoesNotContain(server.Asked, asked => asked.Contains('@', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://pkgs.example/simple/foo/", "it redirects from https to http")]
    [InlineData("file:///etc/passwd", "it redirects from https to file")]
    [InlineData("/simple/foo/", "it redirects without end")]
    [InlineData("//\u202e/foo/", "it redirects to nowhere (302)")]
    [InlineData("https://", "it redirects to nowhere (302)")]
    public async Task ARedirect_IsNotFollowedAnywhere(string target, string cause)
    {
        FakeServer server = new FakeServer().On(s_page.AbsoluteUri, _ => To(target));
        using IndexClient client = server.Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadPageAsync(s_page, Cancel));
        Assert.Equal($"cannot read `{s_page}`: {cause}", error.Message);
    }

    [Fact]
    public async Task AQuery_IsNotShown()
    {
        using IndexClient client = new FakeServer().On("https://pkgs.example/links.html?token=secret", _ => FakeServer.Status(HttpStatusCode.Unauthorized)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadFlatPageAsync(new Uri("https://pkgs.example/links.html?token=secret"), PageForm.AsServed, isRefusable: false, Cancel));
        Assert.Equal("cannot read `https://pkgs.example/links.html?…`: the server wants a user and a password (401)", error.Message);
        Assert.Contains("`LTT_TOKEN_PKGS_EXAMPLE`", Assert.Single(error.Diagnostics[0].Hints), StringComparison.Ordinal);
    }

    private static HttpResponseMessage To(string target)
    {
        HttpResponseMessage answer = FakeServer.Status(HttpStatusCode.Found);
        answer.Headers.TryAddWithoutValidation("Location", target);
        return answer;
    }

    private void WriteNetrc(string text) => File.WriteAllText(Path.Combine(_home.FullName, ".netrc"), text);

    private Task<string?[]> SentAsync(FakeServer server, params (string, string)[] variables) => SentAsync(server, s_page, variables);

    private async Task<string?[]> SentAsync(FakeServer server, Uri address, params (string Name, string Value)[] variables)
    {
        server.Headers.Clear();
        Dictionary<string, string> environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        environment["HOME"] = _home.FullName;
        using IndexClient client = server.Client(options => options with { Credentials = IndexCredentials.Read(environment) });
        Assert.NotNull(await client.ReadPageAsync(address, Cancel));
        return [.. server.Headers.Select(headers => headers.Authorization?.Parameter is { } sent ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(sent)) : null)];
    }
}
