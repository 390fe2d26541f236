using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>The set <c>small</c>, whose eleven wheels for CPython 3.11 lie in the recorded index as whole files.</summary>
public sealed class RealWheelTests
{
    [Fact]
    [Trait("Category", "Wide")]
    public async Task Small_IsInstalledByPlainPip()
    {
        string? archive = RepoRoot.Shared("index.tar.xz"), set = RepoRoot.Shared("sets", "small.in");
        Assert.SkipWhen(archive is null || set is null, "the recorded index is not in ../shared: other people's wheels are not part of this repository");
        PythonEnvironment python = await PythonEnvironment.RequireAsync("3.11");
        using TempFolder folder = new();
        // Only the wheels and what the set resolves against.
        (await Command.RunAsync("tar", ["-xf", archive, "-C", Directory.CreateDirectory(folder.At("index")).FullName], folder.Path)).MustSucceed();
        await using LoopbackServer server = await LoopbackServer.StartAsync(new FolderTree(folder.At("index")), cancellation: TestContext.Current.CancellationToken);
        await using ConnectProxy proxy = ConnectProxy.Start(server);
        string certificate = folder.Write("authority.pem", server.Authority.RootPem);
        folder.Write("requirements.txt", await File.ReadAllTextAsync(set, TestContext.Current.CancellationToken));

        (await new Ltt(folder.Path).RunAsync("lock", "requirements.txt", "-b", "cpu", "-p", "3.11", "--platforms", "linux_x86_64", "-o", ".", "--mirror", "index")).MustSucceed();
        string interpreter = await python.CreateAsync(folder.Path, withPip: true);
        (await Command.RunAsync(interpreter, ["-m", "pip", "install", "--no-deps", "--require-hashes", "-r", "requirements.cpu.txt"], folder.Path,
            ("HTTPS_PROXY", proxy.Address.ToString()), ("PIP_CERT", certificate), ("PIP_CONFIG_FILE", "/dev/null"), ("PIP_NO_CACHE_DIR", "1"), ("PIP_DISABLE_PIP_VERSION_CHECK", "1")))
            .MustSucceed();
        CommandResult imported = await Command.RunAsync(interpreter,
            ["-c", "import requests, jinja2, yaml, tqdm, filelock, typing_extensions, markupsafe, certifi, idna, urllib3, charset_normalizer; print(requests.__version__)"], folder.Path);
        Assert.Equal("2.34.2", imported.MustSucceed().Output.Trim());
        (await Command.RunAsync(interpreter, ["-m", "pip", "check"], folder.Path)).MustSucceed();
    }
}
