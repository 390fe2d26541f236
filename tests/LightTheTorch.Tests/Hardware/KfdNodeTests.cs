using LightTheTorch.Hardware;

namespace LightTheTorch.Tests.Hardware;

public sealed class KfdNodeTests
{
    [Theory]
    [InlineData(90000, "gfx900")]
    [InlineData(90006, "gfx906")]
    [InlineData(90010, "gfx90a")]      // steppings are hexadecimal digits in LLVM's names
    [InlineData(90012, "gfx90c")]
    [InlineData(90402, "gfx942")]
    [InlineData(90500, "gfx950")]
    [InlineData(100300, "gfx1030")]
    [InlineData(100306, "gfx1036")]
    [InlineData(110001, "gfx1101")]
    [InlineData(110501, "gfx1151")]
    [InlineData(120001, "gfx1201")]
    [InlineData(0, null)]              // a processor
    [InlineData(-1, null)]
    [InlineData(111600, null)]
    public void Gfx_NamesTheTarget(long version, string? expected) => Assert.Equal(expected, KfdNode.Gfx(version)?.Name);

    [Fact]
    public void Parse_ReadsWhatIsThereAndIgnoresTheRest()
    {
        KfdNode node = KfdNode.Parse("cpu_cores_count 0\nsimd_count 80\nname\ngfx_target_version 110501\nvendor_id 4098\ndevice_id 5510\nlocation_id 50432\ndomain 1\nunique_id 18446744073709551615\n");
        Assert.Equal("gfx1151", node.Architecture?.Name);
        Assert.Equal("1002:1586", node.Pci?.ToString());
        Assert.Equal("0001:c5:00.0", node.Address);
        Assert.True(node.IsGpu);
    }

    [Theory]
    [InlineData("")]
    [InlineData("simd_count 0\ngfx_target_version 0\nvendor_id 0\n")]
    [InlineData("simd_count 64\ngfx_target_version 0\n")]
    public void IsGpu_NotForProcessorsAndEmptyNodes(string properties) => Assert.False(KfdNode.Parse(properties).IsGpu);
}
