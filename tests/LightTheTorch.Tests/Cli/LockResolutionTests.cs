using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>What <c>ltt lock</c> asks the resolver, and what it says of the answer.</summary>
public sealed class LockResolutionTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public void Dispose() => _index.Dispose();

    [Fact]
    public async Task Inputs_OfOnePackageAreMergedOverFiles()
    {
        Torch("cpu", "2.6.0", "2.7.1", "2.8.0", "2.9.0");
        _index.Universe.Add(new WheelSpec("lib", "1.0") { Requires = ["six ; extra == \"fast\""], Extras = ["fast"] }).Add("six", "1.17.0");
        _index.Cli.Write("more.txt", "torch!=2.8.0\nlib[fast]\n");
        _index.Cli.Write("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1\"\ndependencies = [\"torch<2.9\"]\n");
        CliAnswer answer = await _index.LockAsync("torch>=2.6\nlib\n", "cpu", "more.txt", "pyproject.toml");
        answer.MustBeDone();
        string text = _index.Lock("cpu");
        Assert.Contains("/torch-2.7.1%2Bcpu-", text, StringComparison.Ordinal);
        Assert.Contains("    # via\n    #   -r more.txt: torch!=2.8.0\n    #   -r pyproject.toml: torch<2.9\n    #   -r requirements.txt: torch>=2.6\n", text, StringComparison.Ordinal);
        Assert.Contains("    # via\n    #   -r more.txt: lib[fast]\n    #   -r requirements.txt: lib\n", text, StringComparison.Ordinal);
        Assert.Contains("    # via lib[fast]: six\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_ThatContradictAreBothNamed()
    {
        Torch("cpu", "2.6.0", "2.7.1");
        _index.Cli.Write("more/base.txt", "# old models\ntorch<2.7\n");
        CliAnswer answer = await _index.LockAsync("torch>=2.7\n-r more/base.txt\n", "cpu");
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Snapshot.Match(answer.ToString());
    }

    // The three that people meet, as they read them.
    [Theory]
    [InlineData("torch-beyond-the-backend", "cu118", "torch>=2.8\n")]
    [InlineData("torchaudio-without-a-build", "cu126", "# speech\ntorch>=2.9\ntorchaudio\n")]
    [InlineData("numpy-below-2", "cpu", "numpy<2  # an old extension\nopencv-python-headless\n")]
    public async Task Refusal_TellsWhatToChange(string name, string backend, string requirements)
    {
        Torch("cpu", "2.8.0", "2.9.0");
        Torch("cu118", "2.6.0", "2.7.1");
        Torch("cu126", "2.8.0", "2.9.0", "2.10.0");
        _index.Universe.AddTorch("cpu", MadeIndex.Wheel("torchaudio", "2.9.0+cpu", "torch==2.9.0"))
            .AddTorch("cu126", MadeIndex.Wheel("torchaudio", "2.8.0+cu126", "torch==2.8.0"))
            .Add("numpy", "1.26.4").Add("numpy", "2.0.0").Add("numpy", "2.4.0")
            .Add("opencv-python-headless", "4.12.0.88", "numpy>=2").Add("opencv-python-headless", "4.13.0.90", "numpy>=2");
        CliAnswer answer = await _index.LockAsync(requirements, backend);
        Assert.Equal(ExitCode.Unsatisfiable, answer.ExitCode);
        Snapshot.Match(answer.ToString(), name);
    }

    [Fact]
    public async Task Hash_OfTheUsersChoosesTheFile()
    {
        WheelSpec older = new("lib", "1.0"), newer = new("lib", "2.0");
        _index.Universe.Add(older).Add(newer);
        (await _index.LockAsync($"lib --hash=sha256:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(WheelBuilder.Build(older)))}\n", "cpu")).MustBeDone();
        Assert.Contains("/lib-1.0-py3-none-any.whl", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_DoNotInfluenceEachOther()
    {
        foreach (string version in (string[])["2.6.0+cu118", "2.7.1+cu118", "2.8.0+cpu", "2.9.0+cpu"]) _index.Universe.AddTorch(version.Split('+')[1], new WheelSpec("torch", version));
        _index.Universe.Add(new WheelSpec("numpy", "2.4.0") { RequiresPython = ">=3.12" }).Add("numpy", "2.2.6")
            .Add(new WheelSpec("native", "2.0") { Python = "cp312", Abi = "cp312", Platform = "manylinux_2_28_x86_64", Requires = ["six>=1.17"] }).Add("native", "1.0", "six<1.17")
            .Add("six", "1.17.0").Add("six", "1.16.0")
            .Add("app", "1.0", "torch>=2.6", "native", "numpy", "colour ; sys_platform == 'win32'", "six").Add("colour", "1.0");
        string[] backends = ["cpu", "cu118"], pythons = ["3.11", "3.12"], platforms = ["linux_x86_64", "win_amd64"];
        SortedSet<string> alone = [];
        foreach (string backend in backends)
        {
            foreach (string python in pythons)
            {
                foreach (string platform in platforms) alone.UnionWith(await FilesAsync(backend, python, platform));
            }
        }

        Assert.Equal(alone, await FilesAsync("cpu,cu118", "3.11,3.12", "linux_x86_64,win_amd64"));
        Assert.Contains(alone, static file => file.EndsWith("cpu linux_x86_64-py3.11 native-1.0-py3-none-any.whl", StringComparison.Ordinal));
        Assert.Contains(alone, static file => file.EndsWith("cpu linux_x86_64-py3.12 native-2.0-cp312-cp312-manylinux_2_28_x86_64.whl", StringComparison.Ordinal));

        async Task<SortedSet<string>> FilesAsync(string backend, string python, string platform)
        {
            CliAnswer answer = await _index.LockAsync("app\n", backend, "--python", python, "--platforms", platform, "--dry-run", "--json");
            answer.MustBeDone();
            using JsonDocument document = JsonDocument.Parse(answer.Output);
            return
            [
                .. from one in document.RootElement.GetProperty("backends").EnumerateArray()
                   let all = one.GetProperty("targets").EnumerateArray().Select(static target => $"{target.GetProperty("platform").GetString()}-py{target.GetProperty("python").GetString()}").ToArray()
                   from package in one.GetProperty("packages").EnumerateArray()
                   from target in package.GetProperty("targets").EnumerateArray().Select(static target => target.GetString()).DefaultIfEmpty().SelectMany(target => target is null ? all : [target])
                   select $"{one.GetProperty("name").GetString()} {target} {Uri.UnescapeDataString(package.GetProperty("url").GetString()!.Split('/')[^1])}",
            ];
        }
    }

    private void Torch(string backend, params string[] versions)
    {
        foreach (string version in versions) _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"{version}+{backend}"));
    }
}
