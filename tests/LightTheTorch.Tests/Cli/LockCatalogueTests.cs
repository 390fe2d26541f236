using System.Text.Json;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>Backends that the program was not built with: <c>--catalogue</c>, <c>[tool.ltt.backends]</c>, and what the index alone knows.</summary>
public sealed class LockCatalogueTests : IDisposable
{
    private const string NewCuda = """
        backends:
          cu140:
            torch: "[2.16,)"
            live: true
            platforms: { linux_x86_64: "[2.16,)" }
            driver: { linux: "[620.10,)", windows: "[620.20,)" }
            gpus: [{ code: [sm_90, sm_120] }]
        """;

    private readonly MadeIndex _index = new();

    public LockCatalogueTests() => _index.Universe.AddTorch("cu140", MadeIndex.Wheel("torch", "2.16.0+cu140")).AddTorch("cu136", MadeIndex.Wheel("torch", "2.15.0+cu136"));

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("--catalogue")]
    [InlineData("LTT_CATALOGUE")]
    [InlineData("[tool.ltt]")]
    [InlineData("[tool.ltt.backends]")]
    public async Task Catalogue_AddsABackend(string way)
    {
        _index.Cli.Write("more.yaml", NewCuda);
        if (way == "LTT_CATALOGUE") _index.Cli.Environment[way] = "more.yaml";
        if (way == "[tool.ltt]") _index.Cli.Write("pyproject.toml", "[tool.ltt]\ncatalogue = \"more.yaml\"\n");
        if (way == "[tool.ltt.backends]")
            _index.Cli.Write("pyproject.toml", "[tool.ltt.backends.cu140]\ntorch = \"[2.16,)\"\nplatforms = { linux_x86_64 = \"[2.16,)\" }\ndriver = { linux = \"[620.10,)\" }\ngpus = [{ code = [\"sm_90\", \"sm_120\"] }]\n");
        string[] option = way == "--catalogue" ? ["--catalogue", "more.yaml"] : [];
        CliAnswer answer = await _index.LockAsync("torch\n", "cu140", option);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.StartsWith("# ltt lock 1; cu140; torch 2.16.0+cu140; NVIDIA driver >=620.10 (Linux); sm_90 to sm_120\n", _index.Lock("cu140"), StringComparison.Ordinal);
        Assert.Contains("cu140", (await _index.Cli.RunAsync(["backends", .. option])).Output, StringComparison.Ordinal);
        using JsonDocument detected = JsonDocument.Parse((await Detecting(["detect", "--json", "--driver", "620.10", "--gpu", "sm_120", .. option])).Output);
        Assert.Contains(detected.RootElement.GetProperty("backends").EnumerateArray(), backend => backend.GetProperty("name").GetString() == "cu140" && backend.GetProperty("runs").GetBoolean());
    }

    [Fact]
    public async Task Lock_ForMuslTakesMuslsWheels()
    {
        _index.Cli.Write("more.yaml", "backends:\n  cpu:\n    platforms: { musllinux_x86_64: \"[2.0,)\", win_amd64: \"[2.0,)\" }\n");
        foreach (string platform in (string[])["musllinux_1_2_x86_64", "manylinux_2_28_x86_64", "win_amd64"])
        {
            _index.Universe.AddTorch("cpu", MadeIndex.Wheel("torch", "2.9.0+cpu", "native") with { Platform = platform });
            _index.Universe.Add(MadeIndex.Wheel("native", "1.0") with { Platform = platform });
        }

        (await _index.LockAsync("torch\n", "cpu", "--catalogue", "more.yaml", "--platforms", "musllinux_x86_64,win_amd64")).MustBeDone();
        Assert.Contains("native-1.0-cp312-cp312-musllinux_1_2_x86_64.whl ; sys_platform == \"linux\" ", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("native-1.0-cp312-cp312-win_amd64.whl ; sys_platform == \"win32\" ", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.DoesNotContain("manylinux", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the same", ExitCode.Done)]
    [InlineData("a comment, other ends of lines", ExitCode.Done)]
    [InlineData("another driver", ExitCode.OutOfDate)]
    [InlineData("no file", ExitCode.OutOfDate)]
    [InlineData("a table as well", ExitCode.OutOfDate)]
    public async Task Check_HoldsTheCatalogueAgainstTheLock(string change, object expected)
    {
        _index.Cli.Write("more.yaml", NewCuda);
        (await _index.LockAsync("torch\n", "cu140", "--catalogue", "more.yaml")).MustBeDone();
        if (change.StartsWith("a comment", StringComparison.Ordinal)) _index.Cli.Write("more.yaml", "# new\n" + NewCuda.ReplaceLineEndings("\r\n"));
        if (change == "another driver") _index.Cli.Write("more.yaml", NewCuda.Replace("620.10", "620.11", StringComparison.Ordinal));
        if (change == "a table as well") _index.Cli.Write("ltt.toml", "[backends.cu140]\nlive = false\n");
        CliAnswer answer = await _index.LockAsync("torch\n", "cu140", ["--check", .. change == "no file" ? Array.Empty<string>() : ["--catalogue", "more.yaml"]]);
        Assert.Equal(expected, answer.ExitCode);
        if (answer.ExitCode == ExitCode.OutOfDate) Assert.Contains("it was made with the option `catalogue=", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("detect")]
    [InlineData("backends")]
    public async Task Catalogue_SaysWhereItIsWrong(string command)
    {
        _index.Cli.Write("more.yaml", "backends:\n  cu140:\n    plattforms: {}\n    torch: 2.*\n");
        string[] args = command == "lock" ? ["lock", "-b", "cpu", "--catalogue", "more.yaml"] : [command, "--catalogue", "more.yaml"];
        CliAnswer answer = await Detecting(args);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Snapshot.Match(answer.ToString());
    }

    [Fact]
    public async Task Catalogue_SaysWhereATableIsWrong()
    {
        _index.Cli.Write("pyproject.toml", "[tool.ltt.backends.cu140]\nplatforms = { linux_x86 = \"[2.16,)\" }\n");
        CliAnswer answer = await _index.LockAsync("torch\n", "cu140");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains("pyproject.toml:2:15: unknown key `linux_x86`", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Catalogue_MustBeThere()
    {
        CliAnswer answer = await _index.LockAsync("torch\n", "cpu", "--catalogue", "none.yaml");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("could not open catalogue file `none.yaml`: no such file or directory", answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_TakesABackendThatOnlyTheIndexKnows()
    {
        // uv#16319, uv#20235: a new CUDA must not wait for a release of the tool.
        CliAnswer answer = await _index.LockAsync("torch\n", "cu136");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Snapshot.Match(answer + "---\n" + string.Concat(_index.Lock("cu136").Split('\n')[0]));
    }

    [Theory]
    [InlineData("cu131")] // visualbruno/ComfyUI-Trellis2#131: it never existed
    [InlineData("cu13")]
    [InlineData("vulkan")]
    public async Task Lock_RefusesABackendThatNobodyKnows(string name)
    {
        CliAnswer answer = await _index.LockAsync("torch\n", name);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains($"unknown backend `{name}`", answer.Talk, StringComparison.Ordinal);
        Assert.Contains("live backends are", answer.Talk, StringComparison.Ordinal);
    }

    private async Task<CliAnswer> Detecting(params string[] args)
    {
        using InProcess cli = new() { Machine = Hardware.FixtureMachine.Load("gtx1080ti-driver580") };
        foreach (string file in _index.Cli.Files) File.Copy(Path.Combine(_index.Cli.Folder, file), Path.Combine(cli.Folder, file));
        foreach ((string name, string value) in _index.Cli.Environment) cli.Environment[name] = value;
        return await cli.RunAsync(args);
    }
}
