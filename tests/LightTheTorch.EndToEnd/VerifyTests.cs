using System.Text.Json;

namespace LightTheTorch.EndToEnd;

/// <summary><c>ltt verify</c> with a real environment that <c>ltt sync</c> filled, and what it hints at, done.</summary>
[Trait("Category", "Wide")]
public sealed class VerifyTests(SyncWorld world) : IClassFixture<SyncWorld>
{
    /// <summary>What other installers made of the lock is what it says, and verifying writes nothing there.</summary>
    [Theory]
    [InlineData("pip")]
    [InlineData("uv")]
    public async Task Verify_AgreesWithOtherInstallers(string installer)
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Whole);
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        if (installer == "pip")
        {
            (await Command.RunAsync(python.Executable, ["-m", "pip", "--python", project.Python, "install", "--no-deps", "--no-compile", "--require-hashes", "-r", "requirements.cpu.txt"], project.Folder.Path, world.Made.Network)).MustSucceed();
        }
        else
        {
            Uv uv = await Uv.RequireAsync(project.Folder, world.Made.Network);
            (await uv.RunAsync(project.Folder, "pip", "sync", "--python", project.Python, "--require-hashes", "requirements.cpu.txt")).MustSucceed();
        }

        string[] before = Files();
        CommandResult good = (await project.LttAsync("verify", "-b", "cpu")).MustSucceed();
        Assert.Contains("as locked: 8 packages, ", good.Talk, StringComparison.Ordinal);
        Assert.Equal(before, Files());

        string[] Files() => [.. Directory.GetFiles(project.SitePackages, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Verify_FindsWhatWasChangedAndSyncMendsIt()
    {
        using SyncProject project = await world.ProjectAsync(SyncWorld.Whole);
        Assert.Equal(4, (await project.LttAsync("verify", "-b", "cpu")).ExitCode); // nothing is there yet
        (await project.SyncAsync("-b", "cpu")).MustSucceed();
        CommandResult good = (await project.LttAsync("verify", "-b", "cpu")).MustSucceed();
        Assert.Equal("", good.Output);
        Assert.Contains("as locked: 8 packages", good.Talk, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse((await project.LttAsync("verify", "-b", "cpu", "--json")).MustSucceed().Output).RootElement;
        Assert.Equal((8, "2.9.0+cpu", true), (root.GetProperty("wheelsCompared").GetInt32(), root.GetProperty("torch").GetProperty("version").GetString(), root.GetProperty("asLocked").GetBoolean()));

        // A file was changed, another is gone, and a third was changed together with its row.
        await File.AppendAllTextAsync(Path.Combine(project.SitePackages, "six", "__init__.py"), "changed = True\n", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(project.SitePackages, "filelock", "__init__.py"));
        await File.WriteAllTextAsync(Path.Combine(project.SitePackages, "mpmath", "__init__.py"), "", TestContext.Current.CancellationToken);
        string record = Path.Combine(project.SitePackages, "mpmath-1.3.0.dist-info", "RECORD");
        string[] rows = [.. (await File.ReadAllLinesAsync(record, TestContext.Current.CancellationToken)).Select(row => row.StartsWith("mpmath/__init__.py,", StringComparison.Ordinal) ? "mpmath/__init__.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0" : row)];
        await File.WriteAllLinesAsync(record, rows, TestContext.Current.CancellationToken);
        CommandResult damaged = await project.LttAsync("verify", "-b", "cpu");
        Assert.Equal(4, damaged.ExitCode);
        Assert.Equal(
            "file     filelock 3.20.0: `filelock/__init__.py` is missing\nfile     mpmath 1.3.0: `mpmath/__init__.py` is another than in the wheel\nfile     six 1.17.0: `six/__init__.py` was changed\n",
            damaged.Output);
        Assert.Contains("hint: `ltt sync --backend cpu --reinstall filelock,mpmath,six` makes it what the lock says\n", damaged.Talk, StringComparison.Ordinal);
        (await project.SyncAsync("--backend", "cpu", "--reinstall", "filelock,mpmath,six")).MustSucceed();
        (await project.LttAsync("verify", "-b", "cpu")).MustSucceed();

        // Another version, a package too many, and a torch that does not start.
        project.Put("stray", "1");
        await File.WriteAllTextAsync(Path.Combine(project.SitePackages, "torch", "__init__.py"), "import six_and_a_half", TestContext.Current.CancellationToken);
        Directory.Move(Path.Combine(project.SitePackages, "sympy-1.14.0.dist-info"), Path.Combine(project.SitePackages, "sympy-1.13.dist-info"));
        string metadata = Path.Combine(project.SitePackages, "sympy-1.13.dist-info", "METADATA");
        await File.WriteAllTextAsync(metadata, "Metadata-Version: 2.1\nName: sympy\nVersion: 1.13\n", TestContext.Current.CancellationToken);
        CommandResult other = await project.LttAsync("verify", "-b", "cpu");
        Assert.Equal(4, other.ExitCode);
        Assert.Equal("extra    stray 1: the lock does not have it\nother    sympy 1.13: the lock has 1.14.0\nfile     torch 2.9.0+cpu: `torch/__init__.py` was changed\n", other.Output);
        Assert.Contains("error[LTT6002]: `import torch` fails: a package that torch needs is not installed (ModuleNotFoundError: No module named 'six_and_a_half')\n", other.Talk, StringComparison.Ordinal);
    }
}
