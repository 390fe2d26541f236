using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Wheels;

public sealed class WheelFileNameTests
{
    [Theory]
    [InlineData("torch-2.8.0-cp313-cp313-manylinux_2_28_x86_64-cu128.whl", null, "cu128")]
    [InlineData("torch-2.8.0-1-cp313-cp313-manylinux_2_28_x86_64-cu128.whl", "1", "cu128")]
    [InlineData("torch-2.8.0-py2.py3-none-any-00000000.whl", null, "00000000")]
    [InlineData("torch-2.8.0-1-cp313-cp313-manylinux_2_28_x86_64.whl", "1", null)]
    [InlineData("torch-2.10.0-2abc-cp313-none-macosx_11_0_arm64.whl", "2abc", null)]
    public void Parse_TellsVariantLabelFromBuildTag(string text, string? build, string? variant)
    {
        WheelFileName name = WheelFileName.Parse(text);
        Assert.Equal(build, name.Build?.ToString());
        Assert.Equal(variant, name.VariantLabel);
        Assert.Equal("torch", name.Name.Value);
    }

    [Theory]
    [InlineData("foo-1.0-py3-none-any.zip", "extension must be `.whl`")]
    [InlineData("foo-1.0-py3-none.whl", "wrong number of parts")]
    [InlineData("foo-1.0-1-py3-none-any-cu128-x.whl", "wrong number of parts")]
    [InlineData("../foo-1.0-py3-none-any.whl", "invalid project name")]
    [InlineData("foo__bar-1.0-py3-none-any.whl", "invalid project name")]
    [InlineData("foo-one-py3-none-any.whl", "invalid version")]
    [InlineData("foo-1.0-abc-py3-none-any.whl", "invalid build number")]
    [InlineData("foo-1.0-9999999999999999999-py3-none-any.whl", "invalid build number")]
    [InlineData("foo-1.0-py3-none-any-CU128.whl", "invalid variant label")]
    [InlineData("foo-1.0-py3-none-any-.whl", "invalid variant label")]
    [InlineData("foo-1.0-py3..py2-none-any.whl", "invalid tag component")]
    [InlineData("foo-1.0-3py-none-any.whl", "invalid tag component")]
    public void TryParse_SaysWhy(string text, string expected)
    {
        Assert.False(WheelFileName.TryParse(text, out _, out string? why));
        Assert.Equal($"invalid wheel filename ({expected})", why);
    }

    [Fact]
    public void TryParse_RefusesTagSetsThatMultiplyOutOfHand()
    {
        string many = string.Join('.', Enumerable.Repeat("a", 200));
        Assert.False(WheelFileName.TryParse($"foo-1.0-{many}-{many}-{many}.whl", out _));
    }

    [Fact]
    public void Rank_NeverTakesAVariant()
    {
        SupportedTags tags = SupportedTags.For(Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.13"));
        Assert.NotNull(tags.Rank(WheelFileName.Parse("torch-2.8.0-cp313-cp313-manylinux_2_28_x86_64.whl")));
        Assert.Null(tags.Rank(WheelFileName.Parse("torch-2.8.0-cp313-cp313-manylinux_2_28_x86_64-cu128.whl")));
    }

    [Theory]
    [InlineData("foo-1.0-1.tar.gz", "1.0.post1")] // pip's reading; the last dash alone would give the project foo-1-0
    [InlineData("Foo-1.0.zip", "1.0")]
    [InlineData("foo-bar-1.0.tar.gz", null)] // another project's
    [InlineData("foo-1.0.tar.bz2", null)]
    public void Sdist_TryParse_LetsTheProjectSayWhereTheNameEnds(string text, string? version)
    {
        SdistFileName.TryParse(text, PackageName.Parse("foo"), out SdistFileName? name);
        Assert.Equal(version, name?.Version.ToString());
    }
}
