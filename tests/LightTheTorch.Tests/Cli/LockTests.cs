using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>What <c>ltt lock</c> says and writes, and what it leaves alone when something is wrong.</summary>
public sealed class LockTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lock_WritesOneFilePerBackend()
    {
        _cli.Write("requirements.txt", "# what the model needs\ntorch >= 2.6  # any\ntorchvision\n");
        CliAnswer answer = await _cli.LockAsync("cpu,cu118", "requirements.txt");
        Snapshot.Match(answer.ToString(), "answer");
        Snapshot.Match(await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Cancel), "cpu");
        Assert.Equal(["requirements.cpu.txt", "requirements.cu118.txt", "requirements.txt"], _cli.Files);
    }

    [Fact]
    public async Task Lock_SaysTheSameBytesOnEveryRun()
    {
        _cli.Write("requirements.txt", "torchvision\n");
        await _cli.LockAsync("cpu,cu126");
        string[] first = await TextsAsync();
        foreach (string file in _cli.Files.Where(file => file != "requirements.txt")) File.Delete(Path.Combine(_cli.Folder, file));
        await _cli.LockAsync("cpu,cu126");
        Assert.Equal(first, await TextsAsync());
    }

    [Fact]
    public async Task Lock_ReadsTheDependenciesOfAProject()
    {
        _cli.Write("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1\"\ndependencies = [\"filelock>=4\"]\n[project.optional-dependencies]\ngpu = [\"torch\"]\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "--extra", "gpu");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string text = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Cancel);
        Assert.Contains("# via\n    #   -r pyproject.toml: filelock>=4\n    #   torch: filelock\n", text, StringComparison.Ordinal);
        Assert.Contains("torch @ https://download.pytorch.org/whl/cpu/", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_HeedsConstraintsAndOverridesAndIncludedFiles()
    {
        _cli.Write("requirements.txt", "-r more/base.txt\n");
        _cli.Write("more/base.txt", "torch\n-c limits.txt\n");
        _cli.Write("more/limits.txt", "networkx<3.7\n");
        _cli.Write("force/all.txt", "filelock==4.2.5\ntorch\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "--override", "force/all.txt");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string text = await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Cancel);
        Assert.Contains("/filelock-4.2.5-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/networkx-3.7-", text, StringComparison.Ordinal);
        Assert.Contains("# via\n    #   -r more/base.txt: torch\n    #   --override force/all.txt: torch\n", text, StringComparison.Ordinal);
        // torch never said `==4.2.5`
        Assert.Contains("# via\n    #   --override force/all.txt: filelock==4.2.5\n    #   torch: filelock\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown-backend", "torch\n", "cu11", ExitCode.Usage)]
    [InlineData("no-backend", "torch\n", "", ExitCode.Usage)]
    [InlineData("bad-line", "pillow\ntorch >== 2\nnumpy ~~ 1\n", "cpu", ExitCode.Failed)]
    [InlineData("unknown-name", "torch\nno-such-project-at-all>=1\n", "cpu", ExitCode.Unsatisfiable)]
    [InlineData("too-new", "torch>=2.8\n", "cu118", ExitCode.Unsatisfiable)]
    [InlineData("one-of-two", "torch>=2.8\n", "cpu,cu118", ExitCode.Unsatisfiable)]
    public async Task Lock_RefusesInWordsAndWritesNothing(string name, string requirements, string backends, object expected)
    {
        _cli.Write("requirements.txt", requirements);
        CliAnswer answer = await _cli.LockAsync(backends, "requirements.txt");
        Snapshot.Match(answer.ToString(), name);
        Assert.Equal(expected, answer.ExitCode);
        Assert.Equal(["requirements.txt"], _cli.Files);
    }

    [Theory]
    [InlineData("too-new", "torch>=2.8\n", "cpu,cu118")]
    [InlineData("another-tag", "torch==2.7.1+cu126\n", "cu118")]
    [InlineData("unknown-name", "no-such-project-at-all>=1\n", "cpu")]
    public async Task Lock_RefusesManyTargetsOfABackendInOneMessage(string name, string requirements, string backends)
    {
        _cli.Write("requirements.txt", requirements);
        CliAnswer answer = await _cli.LockAsync(backends, "--python", "3.11,3.12", "--platforms", "linux_x86_64,win_amd64");
        Snapshot.Match(answer.ToString(), name);
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Single(answer.Talk.Split('\n'), line => line.StartsWith("error[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("requirements.cpu.txt")]
    [InlineData("more.txt")]
    public async Task Lock_TakesNoLockForAnInput(string input)
    {
        _cli.Write("requirements.txt", "filelock\n");
        _cli.Write("more.txt", "fsspec\n-r requirements.cpu.txt\n");
        (await _cli.LockAsync("cpu", "requirements.txt")).MustBeDone();
        CliAnswer answer = await _cli.LockAsync("cpu", input, "-o", "elsewhere");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains($"{(input == "more.txt" ? "more.txt:2:4: " : "")}`requirements.cpu.txt` is no input: it is a lock, the result of locking\n", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_NamesAMissingFile()
    {
        CliAnswer answer = await _cli.LockAsync("cpu", "requirement.txt");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("requirement.txt", answer.Talk, StringComparison.Ordinal);
        Assert.Empty(_cli.Files);
    }

    [Fact]
    public async Task Lock_LeavesTheOldLocksAloneWhenOneTargetHasNoAnswer()
    {
        _cli.Write("requirements.txt", "torch>=2.8\n");
        _cli.Write("requirements.cpu.txt", "# ltt lock 1; the old lock");
        await _cli.LockAsync("cpu,cu118", "requirements.txt");
        Assert.Equal("# ltt lock 1; the old lock", await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Cancel));
    }

    [Fact]
    public async Task Lock_NeverOverwritesAFileThatAPersonWrote()
    {
        _cli.Write("requirements.txt", "filelock\n");
        _cli.Write("requirements.cpu.txt", "torch  # my own\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Equal("torch  # my own\n", await TextAsync("requirements.cpu.txt"));
    }

    [Fact]
    public async Task Lock_HoldsTheUsersHashesAgainstTheFile()
    {
        string zeros = new('0', 64);
        _cli.Write("requirements.txt", $"filelock==4.2.6 --hash=sha256:{zeros}\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt");
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Assert.Contains("requirements.txt:1:1: `filelock-4.2.6-py3-none-any.whl` has the hash", answer.Talk, StringComparison.Ordinal);
        Assert.Equal(["requirements.txt"], _cli.Files);
        _cli.Write("requirements.txt", $"filelock==4.2.6 --hash=sha256:{zeros} --hash=sha256:fd7d4fca497bf3e3d0945a13261f8e684f2aef12ce7cf76aef26e13bf7388b88\n");
        Assert.Equal(ExitCode.Done, (await _cli.LockAsync("cpu", "requirements.txt")).ExitCode);
    }

    [Fact]
    public async Task Lock_LeavesOutTheProjectItselfAndPyTorchsIndexLines()
    {
        _cli.Write("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1\"\ndependencies = [\"filelock\"]\n");
        _cli.Write("requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cu126\n-e .\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt");
        Snapshot.Match(answer.ToString());
        Assert.Contains("filelock @ ", await TextAsync("requirements.cpu.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_WithoutArgumentsDoesWhatTheFileSays()
    {
        string mirror = RepoRoot.At("fixtures", "index").Replace('\\', '/');
        _cli.Write("pyproject.toml", $"[project]\nname = \"demo\"\nversion = \"1\"\ndependencies = [\"filelock\"]\n[tool.ltt]\nbackends = [\"cpu\", \"cu126\"]\npython = [\"3.12\"]\nplatforms = [\"linux_x86_64\"]\nresolution = \"lowest\"\nmirror = \"{mirror}\"\n");
        CliAnswer answer = await _cli.RunAsync("lock");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("options resolution=lowest", await TextAsync("requirements.cu126.txt"), StringComparison.Ordinal);
        _cli.Environment["LTT_BACKENDS"] = "cu130";
        Assert.Equal("requirements.cu130.txt\n", (await _cli.RunAsync("lock")).Output);
        Assert.Equal("requirements.cu118.txt\n", (await _cli.RunAsync("lock", "-b", "cu118")).Output);
    }

    [Theory]
    [InlineData("backend_s = [\"cpu\"]\n", "backends")]
    public async Task Lock_RefusesASettingThatItWouldIgnore(string setting, string words)
    {
        _cli.Write("requirements.txt", "filelock\n");
        _cli.Write("ltt.toml", setting);
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(words, answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_TakesANameFromTheUsersOwnSource()
    {
        // PyTorch's index has old copies of filelock, which only a source of the user's own can bring in.
        _cli.Write("requirements.txt", "filelock\n");
        _cli.Write("ltt.toml", "[sources.corp]\nindex = \"https://download.pytorch.org/whl/cpu\"\npackages = [\"filelock\"]\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("filelock @ https://download.pytorch.org/whl/", await TextAsync("requirements.cpu.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_DryRunWritesNothing()
    {
        _cli.Write("requirements.txt", "filelock\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "--dry-run");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal(["requirements.txt"], _cli.Files);
    }

    [Fact]
    public async Task Lock_JsonHoldsWhatTheContractSays()
    {
        _cli.Write("requirements.txt", "torch\n");
        CliAnswer answer = await _cli.LockAsync("cu126", "--json");
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        JsonElement backend = document.RootElement.GetProperty("backends")[0];
        Assert.Equal("cu126", backend.GetProperty("name").GetString());
        Assert.StartsWith(">=", backend.GetProperty("driver").GetProperty("linux").GetString(), StringComparison.Ordinal);
        Assert.Contains("sm_90", backend.GetProperty("gpus").EnumerateArray().Select(gpu => gpu.GetString()));
        Assert.Equal(backend.GetProperty("torch").GetString(), backend.GetProperty("packages").EnumerateArray().Single(package => package.GetProperty("name").GetString() == "torch").GetProperty("version").GetString());
        Assert.Equal("pytorch", backend.GetProperty("packages").EnumerateArray().Single(package => package.GetProperty("name").GetString() == "torch").GetProperty("index").GetString());
        Assert.Equal("linux_x86_64", backend.GetProperty("targets")[0].GetProperty("platform").GetString());
    }

    [Fact]
    public async Task Lock_JsonSaysTheErrorToo()
    {
        _cli.Write("requirements.txt", "torch >== 2\n");
        CliAnswer answer = await _cli.LockAsync("cpu", "requirements.txt", "--json");
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        JsonElement error = document.RootElement.GetProperty("error");
        Assert.Equal("LTT1001", error.GetProperty("code").GetString());
        Assert.Equal(1, error.GetProperty("line").GetInt32());
        Assert.EndsWith("requirements.txt", error.GetProperty("file").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_AnotherOptionOrInputChangesTheHeaderAndACommentDoesNot()
    {
        string plain = await HeaderAsync("filelock\nfsspec\n");
        Assert.Equal(plain, await HeaderAsync("# note\nfsspec\nfilelock  # why\n"));
        Assert.NotEqual(plain, await HeaderAsync("filelock>=4\nfsspec\n"));
        Assert.Contains("options resolution=lowest", await HeaderAsync("filelock>=4\nfsspec\n", "--resolution", "lowest"), StringComparison.Ordinal);
    }

    private async Task<string> HeaderAsync(string requirements, params string[] more)
    {
        _cli.Write("requirements.txt", requirements);
        CliAnswer answer = await _cli.LockAsync("cpu", more);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        string line = (await File.ReadAllLinesAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Cancel))[1];
        return System.Text.RegularExpressions.Regex.Replace(line, "body sha256:[0-9a-f]+", "");
    }

    private Task<string> TextAsync(string name) => File.ReadAllTextAsync(Path.Combine(_cli.Folder, name), Cancel);

    private async Task<string[]> TextsAsync() => await Task.WhenAll(_cli.Files.Select(file => File.ReadAllTextAsync(Path.Combine(_cli.Folder, file), Cancel)));
}
