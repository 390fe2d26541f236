using System.Text.Json;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>Locks of nine targets: inside, each installer takes the files of its target; outside, each stops with the guard's words and has installed nothing.</summary>
public sealed class ManyTargetsTests(TargetsWorld world, PipEnvironment environments) : IClassFixture<TargetsWorld>, IClassFixture<PipEnvironment>, IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Pips => ["22.3.1", "24.3.1", "26.3"];

    public static TheoryData<string> Formats => ["requirements.{0}.txt", "pylock.{0}.toml"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Pips))]
    public async Task Pip_InstallsTheFilesOfItsTarget(string pip)
    {
        string target = await HereAsync();
        string environment = await environments.GetAsync(pip);
        await LockAsync(TargetsWorld.Pythons, TargetsWorld.Platforms);
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            foreach (string file in pip == "26.3" ? (string[])[$"requirements.{backend}.txt", $"pylock.{backend}.toml"] : [$"requirements.{backend}.txt"])
            {
                (await PipAsync(environment, file)).MustSucceed();
                Assert.Equal(Installed(TargetsWorld.Files(backend, target)), There(file));
            }
        }
    }

    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Pips))]
    public async Task Pip_StopsOutsideTheTargets(string pip)
    {
        string target = await HereAsync();
        string python = target.Split("-py")[1];
        string environment = await environments.GetAsync(pip);
        foreach ((string[] pythons, string[] platforms) in ((string[], string[])[])[([.. TargetsWorld.Pythons.Where(other => other != python)], TargetsWorld.Platforms), ([python], ["win_amd64", "macos_arm64"])])
        {
            await LockAsync(pythons, platforms);
            CommandResult result = await PipAsync(environment, "requirements.cpu.txt");
            Assert.True(result.ExitCode != 0, result.ToString());
            Assert.Contains("this-lock-covers-", result.Talk, StringComparison.Ordinal);
            Assert.Empty(There("requirements.cpu.txt"));
            if (pip != "26.3") continue;
            CommandResult pylock = await PipAsync(environment, "pylock.cpu.toml");
            Assert.True(pylock.ExitCode != 0 && pylock.Talk.Contains("environment", StringComparison.OrdinalIgnoreCase), pylock.ToString());
            Assert.Empty(There("pylock.cpu.toml"));
        }
    }

    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Pips))]
    public async Task Pip_InstallsTheVendoredFilesOfItsTargetWithoutNetwork(string pip)
    {
        string target = await HereAsync();
        string environment = await environments.GetAsync(pip);
        await LockAsync(TargetsWorld.Pythons, TargetsWorld.Platforms);
        (await new Ltt(_folder.Path).RunAsync("vendor", "air", "--locks", "locks", "--mirror", world.Server.Root.ToString())).MustSucceed();
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            string into = $"into-{backend}";
            string[] install = ["-m", "pip", "install", "--no-index", "--find-links", "air", "--require-hashes", "-r", $"air/requirements.{backend}.txt", "--target", into];
            (await Command.RunAsync(Path.Combine(environment, "bin", "python"), install, _folder.Path, VendorTests.NoNetwork)).MustSucceed();
            Assert.Equal(Installed(TargetsWorld.Files(backend, target)), There(backend));
        }
    }

    /// <summary>pip's own <c>--platform</c> evaluates markers for the running interpreter; uv's does not.</summary>
    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Formats))]
    public async Task Uv_TakesTheFilesOfEveryTarget(string format)
    {
        await HereAsync();
        Uv uv = await Uv.RequireAsync(_folder, world.Network);
        await LockAsync(TargetsWorld.Pythons, TargetsWorld.Platforms);
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            string file = format.Replace("{0}", backend, StringComparison.Ordinal);
            foreach (string target in TargetsWorld.Targets(backend))
            {
                CommandResult result = (await UvAsync(uv, file, target)).MustSucceed();
                Assert.Equal(Installed(TargetsWorld.Files(backend, target)), Would(result));
            }

            foreach (string target in (string[])["linux_x86_64-py3.10", "win_amd64-py3.14", "linux_aarch64-py3.12", .. backend == "cpu" ? (string[])[] : ["macos_arm64-py3.12"]])
            {
                CommandResult result = await UvAsync(uv, file, target);
                Assert.True(result.ExitCode != 0, $"{file} for {target}: {result}");
                Assert.Contains(format.EndsWith(".txt", StringComparison.Ordinal) ? "this-lock-covers-" : "environment is not supported", result.Talk, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Formats))]
    public async Task Uv_SyncsBothFormats(string format)
    {
        string target = await HereAsync();
        Uv uv = await Uv.RequireAsync(_folder, world.Network);
        await LockAsync(TargetsWorld.Pythons, TargetsWorld.Platforms);
        string interpreter = await (await PythonEnvironment.RequireAsync()).CreateAsync(_folder.Path, withPip: false);
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            (await uv.RunAsync(_folder, "pip", "sync", "--python", interpreter, "--require-hashes", "locks/" + format.Replace("{0}", backend, StringComparison.Ordinal))).MustSucceed();
            Assert.Equal(Installed(TargetsWorld.Files(backend, target)), Distributions(Directory.EnumerateDirectories(_folder.At("venv", "lib"), "*.dist-info", SearchOption.AllDirectories)));
        }
    }

    /// <summary>By the reference for markers and for pylock.toml, for every target, and outside of them.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Packaging_TakesTheFilesOfEveryTarget(string format)
    {
        string? packaging = RepoRoot.Shared("peers", "packaging-26.3-py3-none-any.whl");
        Assert.SkipWhen(packaging is null, "packaging is not in ../shared/peers");
        await HereAsync();
        await LockAsync(TargetsWorld.Pythons, TargetsWorld.Platforms);
        foreach (string backend in (string[])["cpu", "cu126"])
        {
            string[] inside = [.. TargetsWorld.Targets(backend)];
            string[] outside = ["linux_x86_64-py3.10", "win_amd64-py3.14", "linux_aarch64-py3.12", .. backend == "cpu" ? (string[])[] : ["macos_arm64-py3.12"]];
            string lockFile = _folder.At("locks", format.Replace("{0}", backend, StringComparison.Ordinal));
            PythonEnvironment python = await PythonEnvironment.RequireAsync();
            CommandResult result = await Command.RunAsync(python.Executable, [RepoRoot.At("tests", "LightTheTorch.EndToEnd", "evaluate_lock.py"), lockFile, .. inside, .. outside], _folder.Path, ("PYTHONPATH", packaging));
            using JsonDocument answer = JsonDocument.Parse(result.MustSucceed().Output);
            foreach (string target in inside) Assert.Equal(TargetsWorld.Files(backend, target), answer.RootElement.GetProperty(target).EnumerateArray().Select(file => file.GetString()!));
            Assert.All(outside, target => Assert.Equal("stopped", answer.RootElement.GetProperty(target).ToString()));
        }
    }

    // The world has wheels for three Pythons, one of which has to run here.
    private static async Task<string> HereAsync()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        Assert.SkipUnless(TargetsWorld.Pythons.Contains(python.Version), $"Python {python.Version} is none of {string.Join(", ", TargetsWorld.Pythons)}");
        return $"linux_x86_64-py{python.Version}";
    }

    private async Task LockAsync(string[] pythons, string[] platforms)
    {
        _folder.Write("requirements.txt", TargetsWorld.Requirements);
        string[] words = ["lock", "requirements.txt", "-b", "cpu,cu126", "-p", string.Join(',', pythons), "--platforms", string.Join(',', platforms), "-o", "locks", "--format", "both", "--mirror", world.Server.Root.ToString()];
        (await new Ltt(_folder.Path).RunAsync(words)).MustSucceed();
    }

    private Task<CommandResult> PipAsync(string environment, string file) => Command.RunAsync(
        Path.Combine(environment, "bin", "python"), ["-m", "pip", "install", "--no-deps", "--require-hashes", "-r", $"locks/{file}", "--target", "into-" + file], _folder.Path, world.Network);

    private Task<CommandResult> UvAsync(Uv uv, string file, string target)
    {
        (string platform, string python) = target.Split("-py") is [var first, var second] ? (first, second) : throw new FormatException(target);
        string triple = platform switch
        {
            "linux_x86_64" => "x86_64-manylinux_2_28",
            "linux_aarch64" => "aarch64-manylinux_2_28",
            "win_amd64" => "x86_64-pc-windows-msvc",
            _ => "aarch64-apple-darwin",
        };
        return uv.RunAsync(_folder, "pip", "install", "--python-version", python, "--python-platform", triple, "--target", "nowhere", "--dry-run", "--no-deps", "--require-hashes", "-r", $"locks/{file}");
    }

    // ` + torch==2.9.0+cpu (from https://…)`, and before anything is fetched ` + torch @ https://…`
    private static string[] Would(CommandResult result) =>
    [
        .. result.Talk.Split('\n').Where(line => line.StartsWith(" + ", StringComparison.Ordinal))
            .Select(line => line.Contains(" @ ", StringComparison.Ordinal) ? string.Join('_', Uri.UnescapeDataString(line.Split('/')[^1]).Split('-')[..2]) : line[3..].Split(' ')[0].Replace("==", "_", StringComparison.Ordinal).Replace('-', '_'))
            .Order(StringComparer.Ordinal),
    ];

    private static string[] Installed(string[] wheels) => [.. wheels.Select(wheel => string.Join('_', wheel.Split('-')[..2])).Order(StringComparer.Ordinal)];

    private string[] There(string file) => Directory.Exists(_folder.At("into-" + file)) ? Distributions(Directory.EnumerateDirectories(_folder.At("into-" + file), "*.dist-info")) : [];

    private static string[] Distributions(IEnumerable<string> folders) => [.. folders.Select(folder => Path.GetFileName(folder)[..^".dist-info".Length].Replace('-', '_')).Order(StringComparer.Ordinal)];
}
