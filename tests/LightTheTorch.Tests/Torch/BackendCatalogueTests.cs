using LightTheTorch.IO.Yaml;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Torch;

public sealed class BackendCatalogueTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    [Theory]
    [InlineData("cuda126", "cu126")]
    [InlineData("12.6", "cu126")]
    [InlineData("CUDA 12.6", "cu126")]
    [InlineData("cu131", "cu132 cu130 cu129")] // never existed
    [InlineData("rocm72", "rocm7.2 rocm7.1 rocm7.0")]
    [InlineData("rocm7", "rocm7.2")]
    [InlineData("cu12", "cu129 cu128 cu126")]
    [InlineData("gpu", "cpu")]
    [InlineData("xpuu", "xpu")]
    [InlineData("tensorflow", "")]
    [InlineData("", "")]
    public void Nearest_GuessesWhatWasMeant(string text, string expected)
    {
        string[] names = [.. s_catalogue.Nearest(text).Select(backend => backend.Name.Value)];
        Assert.Equal(expected, string.Join(' ', names.Take(Math.Max(1, expected.Split(' ').Length))));
    }

    [Theory]
    [InlineData("https://download-r2.pytorch.org/whl/cu126/torch-2.9.0%2Bcu126-cp312-cp312-win_amd64.whl", "https://download.pytorch.org/whl/cu126/torch-2.9.0%2Bcu126-cp312-cp312-win_amd64.whl")]
    [InlineData("https://d21usjoq99fcb9.cloudfront.net/whl/cpu/torchcodec-0.14.0%2Bcpu.whl", "https://download.pytorch.org/whl/cpu/torchcodec-0.14.0%2Bcpu.whl")] // what the other host's pages link to
    [InlineData("https://download.pytorch.org/whl/cpu/x.whl", "https://download.pytorch.org/whl/cpu/x.whl")]
    [InlineData("https://files.pythonhosted.org/packages/x.whl", "https://files.pythonhosted.org/packages/x.whl")]
    [InlineData("http://download-r2.pytorch.org:8200/x.whl", "http://download-r2.pytorch.org:8200/x.whl")]
    public void Hosts_AreCanonical(string address, string expected) => Assert.Equal(expected, s_catalogue.Hosts.Canonical(new Uri(address)).AbsoluteUri);

    [Fact]
    public void Hosts_HaveSiblings() => Assert.Equal(
        ["https://download-r2.pytorch.org/whl/a%2Bcpu.whl", "https://d21usjoq99fcb9.cloudfront.net/whl/a%2Bcpu.whl"],
        s_catalogue.Hosts.Siblings(new Uri("https://download.pytorch.org/whl/a%2Bcpu.whl")).Select(uri => uri.AbsoluteUri));
}
