using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>The air gap: what <c>ltt vendor</c> wrote is installed by real pip after the server has gone.</summary>
public sealed class VendorTests(PipEnvironment environments) : IClassFixture<PipEnvironment>
{
    // No address leads anywhere, whatever pip would like to ask.
    internal static readonly (string, string)[] NoNetwork =
    [
        ("HTTPS_PROXY", "http://127.0.0.1:9"), ("https_proxy", "http://127.0.0.1:9"), ("HTTP_PROXY", "http://127.0.0.1:9"), ("http_proxy", "http://127.0.0.1:9"),
        ("PIP_CONFIG_FILE", "/dev/null"), ("PIP_NO_CACHE_DIR", "1"), ("PIP_DISABLE_PIP_VERSION_CHECK", "1"), ("PIP_NO_INPUT", "1"), ("PIP_RETRIES", "0"),
    ];

    [Theory]
    [InlineData("22.3.1", Traits = ["Category", "Wide"])]
    [InlineData("26.3")]
    public async Task Folder_IsInstalledByPipWithoutNetwork(string pip)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string environment = await environments.GetAsync(pip);
        using TempFolder folder = new();
        folder.Write("requirements.txt", MadeWorld.Requirements);
        Ltt ltt = new(folder.Path);
        await using (LoopbackServer server = await LoopbackServer.StartAsync(MadeWorld.Tree, cancellation: TestContext.Current.CancellationToken))
        {
            string[] mirror = ["--mirror", server.Root.ToString()];
            (await ltt.RunAsync(["lock", "-b", "cpu,cu118", "-p", python.Version, "--platforms", "linux_x86_64", .. mirror])).MustSucceed();
            (await ltt.RunAsync(["vendor", "air", .. mirror])).MustSucceed();
        }

        string interpreter = Path.Combine(environment, "bin", "python");
        foreach ((string backend, string versions) in ((string, string)[])[("cpu", "2.9.0+cpu 0.24.0+cpu 1.17.0"), ("cu118", "2.7.1+cu118 0.22.1+cu118 1.17.0")])
        {
            string[] install = ["-m", "pip", "install", "--no-index", "--find-links", "air", "--require-hashes", "-r", $"air/requirements.{backend}.txt", "--target", backend];
            (await Command.RunAsync(interpreter, install, folder.Path, NoNetwork)).MustSucceed();
            string print = $"import sys; sys.path.insert(0, '{backend}'); import torch, torchvision, six; print(torch.__version__, torchvision.__version__, six.__version__)";
            Assert.Equal(versions, (await Command.RunAsync(interpreter, ["-c", print], folder.Path)).MustSucceed().Output.Trim());
        }

        // The lock itself names addresses, which pip would still ask.
        Assert.NotEqual(0, (await Command.RunAsync(interpreter, ["-m", "pip", "install", "--no-index", "--find-links", "air", "--require-hashes", "-r", "requirements.cpu.txt", "--target", "other"], folder.Path, NoNetwork)).ExitCode);
    }

    [Fact]
    public async Task Folder_SaysWhatItDoesNotCover()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string environment = await environments.GetAsync(null);
        using TempFolder folder = new();
        folder.Write("requirements.txt", "six\n");
        MadeWorld.Tree.WriteTo(folder.At("mirror"));
        string other = python.Version == "3.12" ? "3.11" : "3.12";
        Ltt ltt = new(folder.Path);
        (await ltt.RunAsync("lock", "-b", "cpu", "-p", other, "--platforms", "linux_x86_64", "--mirror", "mirror")).MustSucceed();
        (await ltt.RunAsync("vendor", "air", "--mirror", "mirror")).MustSucceed();
        string[] install = ["-m", "pip", "install", "--no-index", "--find-links", "air", "--require-hashes", "-r", "air/requirements.cpu.txt", "--target", "there"];
        CommandResult result = await Command.RunAsync(Path.Combine(environment, "bin", "python"), install, folder.Path, NoNetwork);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"linux_x86_64-py{other}", result.Talk, StringComparison.Ordinal);
    }
}
