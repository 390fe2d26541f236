using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Torch;

public sealed class BackendMergeTests
{
    [Theory]
    [InlineData("one version, built twice", "torch-2.9.0+cu130-cp312-cp312-manylinux_2_28_x86_64.whl | torch-2.9.0+cpu-cp312-cp312-linux_x86_64.whl", "+cu130")]
    [InlineData("the better backend lacks it", "torch-2.9.0+cu130-cp312-cp312-manylinux_2_28_x86_64.whl | torch-2.10.0+cpu-cp312-cp312-linux_x86_64.whl", "+cu130 +cpu")]
    [InlineData("another Python", "torch-2.9.0+cu130-cp312-cp312-linux_x86_64.whl | torch-2.9.0+cpu-cp313-cp313-linux_x86_64.whl", "+cu130 +cpu")]
    [InlineData("another platform", "torch-2.9.0+cu130-cp312-cp312-linux_x86_64.whl | torch-2.9.0+cpu-cp312-cp312-win_amd64.whl", "+cu130 +cpu")]
    [InlineData("another processor", "torch-2.9.0+cu130-cp312-cp312-manylinux_2_28_x86_64.whl | torch-2.9.0+cpu-cp312-cp312-manylinux_2_28_aarch64.whl", "+cu130 +cpu")]
    [InlineData("another C library", "torch-2.9.0+cu130-cp312-cp312-manylinux_2_28_x86_64.whl | torch-2.9.0+cpu-cp312-cp312-musllinux_1_2_x86_64.whl", "+cu130 +cpu")]
    [InlineData("alike on every page", "triton-3.5.0-cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl | triton-3.5.0-cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", "")]
    [InlineData("with and without a local part", "torch-2.9.0+cu130-cp312-cp312-manylinux_2_28_aarch64.whl | torch-2.9.0-cp312-cp312-manylinux_2_28_aarch64.whl", "+cu130")]
    [InlineData("a pre-release is another version", "torch-2.9.0+cu130-cp312-cp312-linux_x86_64.whl | torch-2.9.0rc1+cpu-cp312-cp312-linux_x86_64.whl", "+cu130 +cpu")]
    [InlineData("sdists", "torch-2.9.0+cu130.tar.gz | torch-2.9.0+cpu.tar.gz", "+cu130")]
    [InlineData("macOS", "torch-2.9.0-cp312-none-macosx_11_0_arm64.whl | torch-2.9.0+cpu-cp312-none-macosx_14_0_arm64.whl", "")]
    public void Merge_LeavesOneBackendPerBuild(string why, string pages, string kept)
    {
        ImmutableArray<DistributionFile> merged = BackendMerge.Merge(pages.Split(" | ").Select(page => page.Split(' ').Select(File).ToImmutableArray()));
        Assert.True(kept == string.Join(' ', merged.Select(file => file.Version).Where(version => version.HasLocal).Select(version => "+" + string.Join('.', version.Local))), why);
        Assert.NotEmpty(merged);
    }

    [Fact]
    public void Merge_KeepsAllWheelsOfTheBestBackend()
    {
        ImmutableArray<DistributionFile> page = [File("torch-2.9.0+cpu-cp312-cp312-linux_x86_64.whl"), File("torch-2.9.0+cpu-cp312-cp312-manylinux_2_28_x86_64.whl")];
        Assert.Equal(page, BackendMerge.Merge([page, page]));
    }

    private static DistributionFile File(string name) => new()
    {
        Kind = DistributionKind.Of(name, PackageName.Parse(name.Split('-')[0])) ?? throw new ArgumentException(name),
        Url = new Uri("https://download.pytorch.org/whl/" + Uri.EscapeDataString(name)),
    };
}
