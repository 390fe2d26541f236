using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>Local versions that leak into users' files: <c>torch==2.8.0+cpu</c>.</summary>
public sealed class LockTagTests : IDisposable
{
    private readonly MadeIndex _index = new();

    public LockTagTests()
    {
        foreach (string backend in (string[])["cpu", "cu118", "cu126"])
        {
            foreach (string version in (string[])["2.7.0", "2.7.1"])
                _index.Universe.AddTorch(backend, MadeIndex.Wheel("torch", $"{version}+{backend}")).AddTorch(backend, MadeIndex.Wheel("torchvision", $"{version.Replace("2.7", "0.22", StringComparison.Ordinal)}+{backend}", $"torch=={version}"));
        }

        _index.Universe.AddTorch("cpu", new WheelSpec("torch", "2.7.0") { Python = "cp312", Abi = "none", Platform = "macosx_11_0_arm64" }, new TorchLink { Root = true });
    }

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("torch==2.7.0", "cpu,cu118", null)] // PEP 440: the local version is left out of the comparison (uv#1497, pytorch#95135)
    [InlineData("torch==2.7.0+cpu", "cpu", null)]
    [InlineData("torch===2.7.0+cpu", "cpu", null)]
    [InlineData("torch==2.7.0+cu118\ntorchvision==0.22.0+cu118", "cu118", null)]
    [InlineData("torch==2.7.0+cpu ; sys_platform == 'win32'\ntorch==2.7.0", "cu118", null)]
    [InlineData("torch==2.7.0+cpu", "cu118", "1:1: `torch==2.7.0+cpu` asks by its local version `+cpu` for the build of `cpu`, and `cu118` is to be locked")] // uv#3437
    [InlineData("torch==2.7.0+cpu", "cpu,cu118", "`cu118` is to be locked")]
    [InlineData("torch==2.7.0+cu999", "cpu", "no backend `cu999` is known; `ltt backends` lists all")]
    [InlineData("torch~=2.7.0+cpu", "cpu", "local version label can only be used with `==` or `!=` operators")] // modelconverter#281
    [InlineData("torch\ntorchvision==0.22.0+cu126", "cu118", "2:1: `torchvision==0.22.0+cu126` asks by its local version `+cu126`")]
    public async Task Tag_IsTakenForItsBackendAlone(string requirements, string backends, string? refusal)
    {
        CliAnswer answer = await _index.LockAsync(requirements + "\n", backends);
        Assert.Equal(refusal is null ? ExitCode.Done : requirements.Contains('~', StringComparison.Ordinal) ? ExitCode.Failed : ExitCode.Unsatisfiable, answer.ExitCode);
        if (refusal is null) Assert.All(backends.Split(','), backend => Assert.StartsWith($"# ltt lock 1; {backend}; torch 2.7.0+{backend}", _index.Lock(backend), StringComparison.Ordinal));
        else Assert.Contains(refusal, answer.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("torch~=2.7.0+cpu", "+cpu")]
    [InlineData("torch >= 2.7.0+cu118.x ; python_version > '3.8'", "+cu118.x")]
    [InlineData("torch>2.6,<=2.7.0+cpu", "+cpu")]
    public async Task TagWithoutEquals_IsToBeLeftOut(string requirement, string tag)
    {
        string hint = $"hint: leave `{tag}` out: the backend that is locked chooses the build\n";
        Assert.EndsWith(hint, (await _index.LockAsync(requirement + "\n", "cpu")).Talk, StringComparison.Ordinal);

        _index.Cli.Write("pyproject.toml", $"[project]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"{requirement}\"]\n");
        Assert.EndsWith(hint, (await _index.Cli.LockAsync("cpu")).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_SaysNothingOfMacOsWhoseWheelsHaveNone()
    {
        // uv#9209: `+cpu` in a file that people on macOS use too
        CliAnswer answer = await _index.LockAsync("torch==2.7.0+cpu\n", "cpu", "--platforms", "linux_x86_64,macos_arm64");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("torch @ https://download.pytorch.org/whl/torch-2.7.0-cp312-none-macosx_11_0_arm64.whl", _index.Lock("cpu"), StringComparison.Ordinal);
        Assert.Contains("# via -r requirements.txt: torch==2.7.0+cpu", _index.Lock("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_ThatContradictsIsExplained()
    {
        CliAnswer answer = await _index.LockAsync("torch==2.7.0+cpu\n", "cu118");
        Snapshot.Match(answer.ToString());
    }
}
