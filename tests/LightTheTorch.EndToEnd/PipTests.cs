using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>The first light-the-torch's README, and what people do with pip every day: real pip behind the served index, the real hosts' names before it.</summary>
public sealed class PipTests(MadeWorld world, PipEnvironment environments) : IClassFixture<MadeWorld>, IClassFixture<PipEnvironment>, IDisposable
{
    private const string PrintVersions = "import torch, torchvision, six; print(torch.__version__, torchvision.__version__, six.__version__)";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_TakesPyTorchsNamesFromTheBackendAndOthersFromPyPI()
    {
        Ltt ltt = await LttAsync();
        (await ltt.RunAsync("install", "--target", "site", "--cpuonly", "torch", "torchvision", "helper-lib")).MustSucceed();
        CommandResult imported = await Command.RunAsync(Path.Combine(_environment, "bin", "python"), ["-c", PrintVersions], _folder.Path, ("PYTHONPATH", _folder.At("site")));
        Assert.Equal("2.9.0+cpu 0.24.0+cpu 1.17.0", imported.MustSucceed().Output.Trim());
    }

    private string _environment = "";

    private async Task<Ltt> LttAsync(string? pip = null, params (string, string)[] more)
    {
        _environment = await environments.GetAsync(pip);
        return new Ltt(_folder.Path, [.. world.Network, ("VIRTUAL_ENV", _environment), .. more]);
    }
}
