using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>The main job with nothing left out: requirements in, one lock per backend out, and plain pip installs it.</summary>
public sealed class InstallTests(MadeWorld world) : IClassFixture<MadeWorld>
{
    private const string PrintVersions = "import torch, torchvision, sympy, mpmath, filelock, helper_lib, six, speedup; print(torch.__version__, torchvision.__version__, six.__version__)";

    [Theory]
    [InlineData("cpu", null, "2.9.0+cpu 0.24.0+cpu 1.17.0")]
    [InlineData("cu118", null, "2.7.1+cu118 0.22.1+cu118 1.17.0", Traits = ["Category", "Wide"])]
    [InlineData("cpu", "22.3.1", "2.9.0+cpu 0.24.0+cpu 1.17.0", Traits = ["Category", "Wide"])]
    [InlineData("cu118", "22.3.1", "2.7.1+cu118 0.22.1+cu118 1.17.0")]
    [InlineData("cpu", "24.3.1", "2.9.0+cpu 0.24.0+cpu 1.17.0", Traits = ["Category", "Wide"])]
    [InlineData("cu118", "26.3", "2.7.1+cu118 0.22.1+cu118 1.17.0", Traits = ["Category", "Wide"])]
    public async Task Lock_IsInstalledByPlainPip(string backend, string? pip, string versions)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string[] runPip = PythonEnvironment.Pip(pip);
        using TempFolder folder = new();
        await LockAsync(folder, python, "--mirror", world.Server.Root.ToString());

        string interpreter = await python.CreateAsync(folder.Path, withPip: pip is null);
        (await Command.RunAsync(interpreter, [.. runPip, "install", "--no-deps", "--require-hashes", "-r", $"locks/requirements.{backend}.txt"], folder.Path, world.Network)).MustSucceed();
        Assert.Equal(versions, (await Command.RunAsync(interpreter, ["-c", PrintVersions], folder.Path)).MustSucceed().Output.Trim());
        // No index was asked: every line named its file.
        Assert.DoesNotContain(RealHosts.Pypi, world.Proxy.Asked.Keys);
    }

    [Fact]
    public async Task Lock_IsTheSameFromFolderMirrorAndRealHosts()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        await using MadeWorld real = new();
        await real.InitializeAsync();
        using TempFolder fromFolder = new(), fromMirror = new(), fromHosts = new();
        MadeWorld.Tree.WriteTo(fromFolder.At("mirror"));
        await LockAsync(fromFolder, python, "--mirror", "mirror");
        await LockAsync(fromMirror, python, "--mirror", real.Server.Root.ToString());
        await LockAsync(fromHosts, python, [], real.Network);
        Assert.Contains(RealHosts.Pypi, real.Proxy.Asked.Keys);
        foreach (string lockFile in (string[])["requirements.cpu.txt", "requirements.cu118.txt"])
        {
            string expected = await File.ReadAllTextAsync(fromFolder.At("locks", lockFile), TestContext.Current.CancellationToken);
            Assert.Equal(expected, await File.ReadAllTextAsync(fromMirror.At("locks", lockFile), TestContext.Current.CancellationToken));
            Assert.Equal(expected, await File.ReadAllTextAsync(fromHosts.At("locks", lockFile), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Lock_OutsideItsTargetsFailsWithWords()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        folder.Write("requirements.txt", "six\n");
        string other = python.Version == "3.12" ? "3.11" : "3.12";
        (await new Ltt(folder.Path).RunAsync("lock", "requirements.txt", "-b", "cpu", "-p", other, "-o", "locks", "--mirror", world.Server.Root.ToString())).MustSucceed();
        string interpreter = await python.CreateAsync(folder.Path, withPip: true);
        CommandResult result = await Command.RunAsync(interpreter, ["-m", "pip", "install", "--no-deps", "--require-hashes", "-r", "locks/requirements.cpu.txt"], folder.Path, world.Network);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"linux_x86_64-py{other}", result.Talk, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Lock_IsTheSameOnOneCoreAndOnMany()
    {
        using TempFolder folder = new();
        folder.Write("requirements.txt", MadeWorld.Requirements);
        folder.Write("impossible.txt", "torchvision\ntorch<2.7\nsympy<1.14\nmpmath>=1.4\n");
        HashSet<string> locks = [], refusals = [];
        foreach (string cores in (string[])["1", "1", "2", "8"]) // each process has hash seeds of its own, too
        {
            Ltt ltt = new(folder.Path, ("DOTNET_PROCESSOR_COUNT", cores));
            string[] options = ["-b", "cpu,cu118", "-p", "3.11,3.12", "--platforms", "linux_x86_64", "-o", "locks", "--mirror", world.Server.Root.ToString(), "--upgrade", "--cache-dir", $"cache-{cores}"];
            CommandResult locked = (await ltt.RunAsync(["lock", "requirements.txt", .. options])).MustSucceed();
            locks.Add($"{locked}{await File.ReadAllTextAsync(folder.At("locks", "requirements.cpu.txt"), TestContext.Current.CancellationToken)}{await File.ReadAllTextAsync(folder.At("locks", "requirements.cu118.txt"), TestContext.Current.CancellationToken)}");
            CommandResult refused = await ltt.RunAsync(["lock", "impossible.txt", .. options]);
            Assert.Equal(3, refused.ExitCode);
            refusals.Add(refused.ToString());
        }

        Assert.Single(locks);
        Assert.Single(refusals);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Sdists_AreBuiltByPipWhenThatIsAllowed()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        folder.Write("requirements.txt", "langdetect\ndocopt\n");
        string[] command = ["lock", "requirements.txt", "-b", "cpu", "-p", python.Version, "--platforms", "linux_x86_64", "-o", "locks", "--mirror", world.Server.Root.ToString()];
        CommandResult refused = await new Ltt(folder.Path).RunAsync(command);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("`--allow-build ", refused.Talk, StringComparison.Ordinal);

        (await new Ltt(folder.Path, world.Network).RunAsync([.. command, "--allow-build", "langdetect,docopt"])).MustSucceed();
        Assert.Contains("# via langdetect: six", await File.ReadAllTextAsync(folder.At("locks", "requirements.cpu.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        string interpreter = await python.CreateAsync(folder.Path, withPip: true);
        (await Command.RunAsync(interpreter, ["-m", "pip", "install", "--no-deps", "--require-hashes", "-r", "locks/requirements.cpu.txt"], folder.Path, world.Network)).MustSucceed();
        Assert.Equal("1.17.0", (await Command.RunAsync(interpreter, ["-c", "import langdetect, docopt, six; print(six.__version__)"], folder.Path)).MustSucceed().Output.Trim());
    }

    private static Task LockAsync(TempFolder folder, PythonEnvironment python, params string[] index) => LockAsync(folder, python, index, []);

    private static async Task LockAsync(TempFolder folder, PythonEnvironment python, string[] index, (string, string)[] network)
    {
        folder.Write("requirements.txt", MadeWorld.Requirements);
        string[] command = ["lock", "requirements.txt", "--backends", "cpu,cu118", "-p", python.Version, "--platforms", "linux_x86_64", "-o", "locks", .. index];
        (await new Ltt(folder.Path, network).RunAsync(command)).MustSucceed();
    }
}
