using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Http;
using LightTheTorch.Tests.Python;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.Tests.Cli;

/// <summary>
/// An index that wants a password, told in each way there is: it is in nothing that any command prints or writes. What is grepped is every output and every
/// file, but those in which the user wrote it.
/// </summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private const string User = "me", Password = "h1dd3n~w0rd";

    private static readonly string[] s_forms = [Password, Base64($"{User}:{Password}"), Base64($"__token__:{Password}"), Uri.EscapeDataString(Password), "h1dd3n%7Ew0rd", "h1dd3n", "%68%31%64%64"];

    private readonly InProcess _cli;
    private readonly StringBuilder _said = new();
    private MemoryTree _tree = new Universe().Build();
    private LoopbackServer? _server;
    private int _refused;
    private int _served;

    public SecretsTests()
    {
        FakeEnvironment? environment = null;
        _cli = new InProcess { Time = new HastyTime(), ProcessRunner = new FakeProcessRunner(request => environment?.Answer(request)) };
        environment = new FakeEnvironment(Path.Combine(_cli.Folder, ".venv"));
    }

    public async ValueTask InitializeAsync()
    {
        Universe universe = new Universe()
            .Add("six", "1.16.0")
            .Add("six", "1.17.0")
            .Add(new WheelSpec("plain", "1.0") { Padding = 300_000 }, metadata: false)
            .AddTorch("cpu", new WheelSpec("torch", "2.9.0+cpu") { Platform = "manylinux_2_17_x86_64", Requires = ["six"] }, new TorchLink { Hash = false });
        _tree = universe.Build();
        _server = await LoopbackServer.StartAsync(_tree, new LoopbackOptions { RewriteLinks = true, FamilyOnly = true });
        _server.Faults = async (context, right) =>
        {
            if (context.Request.Headers.Authorization.ToString() is { } sent && (sent == $"Basic {s_forms[1]}" || sent == $"Basic {s_forms[2]}"))
            {
                Interlocked.Increment(ref _served);
                await right();
                return;
            }

            Interlocked.Increment(ref _refused);
            context.Response.StatusCode = 401;
        };
        _cli.Write("requirements.txt", "torch\nplain\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _cli.Dispose();
    }

    [Theory]
    [InlineData("address")]
    [InlineData("token")]
    [InlineData("user and password")]
    [InlineData("netrc")]
    [InlineData("ltt.toml")]
    [InlineData("pyproject.toml")]
    [InlineData("percent-encoded address")]
    public async Task APassword_IsNowhere(string way)
    {
        Tell(way);
        await DoneAsync("lock", "-v", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        await DoneAsync("lock", "-v", "--json", "--refresh", "--format", "both", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "-o", "both");
        await DoneAsync("lock", "--check", "--network", "-v", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        await DoneAsync("outdated", "-v", "--json", "--cache-dir", "cache");
        await DoneAsync("tree");
        await DoneAsync("tree", "--json");
        await DoneAsync("why", "six", "--json");
        await DoneAsync("why", "plain", "-v");
        await DoneAsync("backends", "--json");
        await DoneAsync("detect", "--json", "-v");
        await DoneAsync("lock", "--check", "--json", "-v", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        await DoneAsync("diff", "requirements.cpu.txt", Path.Combine("both", "pylock.cpu.toml"), "--json");
        await DoneAsync("export", "-o", "sbom.json", "--cache-dir", "cache", "-v");
        await DoneAsync("report", "-o", "report.html", "--cache-dir", "cache", "-v");
        await DoneAsync("vendor", "vendored", "--cache-dir", "cache", "-v"); // a lock holds no password, the index's address does
        int served = _served;
        string pipFails = await FailsAsync("sync", "-b", "cpu", "--cache-dir", "sync-cache", "-v"); // the files come, and pip is none
        Assert.Equal((served + 3, true), (_served, pipFails.Contains("error[LTT5001]", StringComparison.Ordinal)));
        await FailsAsync("sync", "-b", "cpu", "--cache-dir", "sync-cache", "--json");
        await FailsAsync("verify", "-v", "--cache-dir", "cache");
        await FailsAsync("verify", "--json", "--cache-dir", "cache");
        await DoneAsync("cache", "dir", "--cache-dir", "cache");
        await DoneAsync("cache", "prune", "--json", "--cache-dir", "cache");
        Assert.True(_served > 10, "nothing was asked for with the password");

        // What goes wrong names addresses most of all.
        Func<HttpContext, Func<Task>, Task>? well = _server!.Faults;
        foreach (int status in (int[])[500, 401, 302, 307])
        {
            _server.Faults = (context, _) =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = status == 302 ? $"http://{User}:{Password}@no-such-host.invalid/?token={Password}" : "/loop";
                return Task.CompletedTask;
            };
            await FailsAsync("lock", "-v", "--refresh", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
            await FailsAsync("lock", "--json", "--refresh", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        }

        _server.Faults = well;
        _cli.Write("requirements.txt", "torch\nno-such-name\n");
        await FailsAsync("lock", "requirements.txt", "-v", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        MustBeHidden();
    }

    [Fact]
    public async Task AddressesInInputs_AreShownWithoutTheirPasswords()
    {
        string index = $"https://{User}:{Password}@index.example/simple";
        _cli.Write("requirements.txt", $"--index-url {index}\n--extra-index-url {index}/more\n-f {index}/links\nsix @ {index}/six-1.0-py3-none-any.whl\nsix @ git+{index}/six.git\nsix >= = {index}\n-e {index}\nsix @ {index}/six-2.0-py3-none-any.whl ; bad\n");
        await FailsAsync("lock", "-v", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        await FailsAsync("lock", "--json", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        _cli.Write("pyproject.toml", $"[project]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"six @ {index}/six.zip ; bad\"]\n[tool.ltt]\nindex-url = [\"{index}\"]\n");
        await FailsAsync("lock", "pyproject.toml", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache");
        foreach (string option in (string[])["--index-url", "--pytorch-index-url", "--find-links", "--mirror"])
        {
            await FailsAsync("lock", "-v", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", option, $"ftp://{User}:{Password}@index.example/");
        }

        MustBeHidden();
    }

    // A page of links whose address is the secret, as of a bucket that was signed for.
    [Fact]
    public async Task AQuery_IsNowhere()
    {
        string plain = _server!.Root + _tree.Files.Keys.Single(path => path.EndsWith("/plain-1.0-py3-none-any.whl", StringComparison.Ordinal));
        _server.Faults = async (context, right) =>
        {
            if (context.Request.Path != "/links.html")
            {
                await right();
                return;
            }

            context.Response.StatusCode = context.Request.Query["token"] == Password ? 200 : 401;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"<a href=\"{plain}\">plain</a>", context.RequestAborted);
        };
        Tell("nothing");
        string page = $"{_server.Root}links.html?token={Password}";
        _cli.Write("ltt.toml", $"[sources.corp]\nfind-links = \"{page}\"\npackages = [\"plain\"]\n");
        string[] target = ["-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache"];
        await DoneAsync(["lock", "-v", "--format", "both", .. target]);
        await DoneAsync(["lock", "-v", "--json", "--refresh", .. target]);
        await DoneAsync("report", "-o", "report.html", "--cache-dir", "cache", "-v");
        await DoneAsync("export", "-o", "sbom.json", "--cache-dir", "cache", "-v");
        _cli.Write("ltt.toml", "");
        await DoneAsync(["lock", "-v", "--format", "both", "--find-links", page, .. target]);
        _server.Faults = (context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await FailsAsync(["lock", "-v", "--refresh", "--find-links", page, .. target]);
        _cli.Write("requirements.txt", $"--extra-index-url {page}\n--find-links {page}\nsix @ {page} ; bad\n");
        await FailsAsync(["lock", "-v", .. target]);
        MustBeHidden();
    }

    private void Tell(string way)
    {
        string root = _server!.Root.ToString(), open = root.Replace("http://", $"http://{User}:{Password}@", StringComparison.Ordinal);
        bool inAddress = way is "address" or "ltt.toml" or "pyproject.toml" or "percent-encoded address";
        if (way == "percent-encoded address") open = root.Replace("http://", $"http://%6De:{string.Concat(Encoding.UTF8.GetBytes(Password).Select(part => $"%{part:x2}"))}@", StringComparison.Ordinal);
        string pypi = (inAddress ? open : root) + "pypi.org/simple/", torch = (inAddress ? open : root) + "download.pytorch.org/whl/";
        if (way == "pyproject.toml")
        {
            _cli.Write("pyproject.toml", $"[project]\nname = \"mine\"\nversion = \"1\"\ndependencies = [\"torch\", \"plain\"]\n[tool.ltt]\nindex-url = \"{pypi}\"\npytorch-index-url = \"{torch}\"\n");
        }
        else if (way == "ltt.toml")
        {
            _cli.Write("ltt.toml", $"index-url = \"{pypi}\"\npytorch-index-url = \"{torch}\"\n");
        }
        else
        {
            _cli.Environment["LTT_INDEX_URL"] = pypi;
            _cli.Environment["LTT_PYTORCH_INDEX_URL"] = torch;
        }

        if (way == "token") _cli.Environment["LTT_TOKEN_127_0_0_1"] = Password;
        if (way == "user and password") _cli.Environment["LTT_TOKEN_127_0_0_1"] = $"{User}:{Password}";
        if (way == "netrc") _cli.Environment["NETRC"] = _cli.Write("netrc", $"machine 127.0.0.1 login {User} password {Password}\n");
    }

    private async Task DoneAsync(params string[] arguments)
    {
        CliAnswer answer = await _cli.RunAsync(arguments);
        Assert.True(answer.ExitCode == ExitCode.Done, $"{string.Join(' ', arguments)}\n{answer}");
        _said.Append(answer);
    }

    private async Task<string> FailsAsync(params string[] arguments)
    {
        CliAnswer answer = await _cli.RunAsync(arguments);
        Assert.True(answer.ExitCode != ExitCode.Done, $"{string.Join(' ', arguments)}\n{answer}");
        _said.Append(answer);
        return answer.Talk;
    }

    private void MustBeHidden()
    {
        string said = _said.ToString();
        Assert.All(s_forms, form => Assert.DoesNotContain(form, said, StringComparison.OrdinalIgnoreCase));
        string[] own = ["netrc", "ltt.toml", "requirements.txt", "pyproject.toml"];
        foreach (string path in Directory.EnumerateFiles(_cli.Folder, "*", SearchOption.AllDirectories).Where(path => !own.Contains(Path.GetRelativePath(_cli.Folder, path))))
        {
            string content = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            Assert.True(s_forms.All(form => !content.Contains(form, StringComparison.OrdinalIgnoreCase)), $"it stands in {path}");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
