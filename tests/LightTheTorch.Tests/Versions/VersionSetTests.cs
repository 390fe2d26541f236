using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Versions;

public sealed class VersionSetTests
{
    /// <summary>A clause, a version on one side of its bound, and whether it matches: the sections of PEP 440, "Version specifiers".</summary>
    [Theory]
    [InlineData("==2.7.1", "2.7.1", true)]
    [InlineData("==2.7.1", "2.7.1+cu118", true)] // Version matching: local parts of candidates are ignored…
    [InlineData("==2.7.1", "2.7.1.post1", false)]
    [InlineData("==2.7.1+cu118", "2.7.1+cu118", true)] // …unless the clause names one
    [InlineData("==2.7.1+cu118", "2.7.1+CU-118", false)]
    [InlineData("==2.7.1+cu118", "2.7.1", false)]
    [InlineData("==2.7.1+cu118", "2.7.1+cu118.1", false)]
    [InlineData("!=2.7.1", "2.7.1+cu118", false)]
    [InlineData("!=2.7.1+cu118", "2.7.1+cu126", true)]
    [InlineData("<=2.7.1", "2.7.1+cu118", true)] // Inclusive ordered comparison: local parts are ignored
    [InlineData("<=2.7.1", "2.7.1.post0.dev0", false)]
    [InlineData(">=2.7.1", "2.7.1+cu118", true)]
    [InlineData(">2.7.1", "2.7.1+cu118", false)] // Exclusive ordered comparison
    [InlineData(">2.7.1", "2.7.1.post1", false)]
    [InlineData(">2.7.1", "2.7.1.0.1", true)]
    [InlineData(">2.7.1.post1", "2.7.1.post1+cu118", false)]
    [InlineData(">2.7.1.post1", "2.7.1.post2", true)]
    [InlineData("<2.0", "2.0rc1", false)]
    [InlineData("<2.0", "2.0.dev0", false)]
    [InlineData("<2.0rc1", "2.0b1", true)]
    [InlineData("<2.0", "1.9.post1+x", true)]
    [InlineData("~=2.2", "2.9", true)] // Compatible release
    [InlineData("~=2.2", "3.0.dev0", false)]
    [InlineData("~=2.2.post3", "2.2.post2", false)]
    [InlineData("~=1.4.5a4", "1.4.9", true)]
    [InlineData("~=1.4.5a4", "1.5.0", false)]
    [InlineData("==1.1.*", "1.1.0.post1+x", true)] // Prefix matching
    [InlineData("==1.1.*", "1.1a1", true)]
    [InlineData("==1.1.*", "1.10", false)]
    [InlineData("==1.*", "1!1.0", false)]
    [InlineData("===1.0", "1.0", true)]
    public void Contains_FollowsPep440(string clause, string version, bool expected) =>
        Assert.Equal(expected, Specifier.Parse(clause).Versions.Contains(PyVersion.Parse(version)));

    [Theory]
    [InlineData("", "any version")]
    [InlineData("<1,>2", "no version")]
    [InlineData("<0", "no version")]
    [InlineData(">=0.dev0", "any version")]
    [InlineData(">=1.0,<2.0", ">=1.0, <2.0")]
    [InlineData("==1.5", "==1.5")]
    [InlineData("==1.5+cu118", "==1.5+cu118")]
    [InlineData("!=1.5", "!=1.5")]
    [InlineData(">=1.0,!=1.5,!=1.6.*", ">=1.0, !=1.5, !=1.6.*")]
    [InlineData("==1.5.*", "==1.5.*")]
    [InlineData("~=1.5.2", ">=1.5.2, <1.6")]
    [InlineData(">1.5,<=1.7", ">1.5, <=1.7")]
    [InlineData(">1.5.post2,<=1.7.post0", ">1.5.post2, <=1.7.post0")]
    [InlineData("<2.0rc1", "<2.0rc1")]
    [InlineData("<2.0.dev3", "<2.0.dev3")]
    public void ToString_ReadsLikeASpecifier(string specifiers, string expected) => Assert.Equal(expected, SpecifierSet.Parse(specifiers).Versions.ToString());

    [Fact]
    public void ToString_OfRangesApart_JoinsThemWithOr() =>
        Assert.Equal("<1.0 or >=2.0, <3.0 or ==4.0", Versions("<1.0").Union(Versions(">=2.0,<3.0")).Union(Versions("==4.0")).ToString());

    [Theory]
    [InlineData(">=1.0", "<1.0")]
    [InlineData("<1.0", ">=1.0.dev0")]
    [InlineData("<=1.0", ">1.0")]
    [InlineData(">1.0", "<=1.0")]
    [InlineData("==1.0", "!=1.0")]
    [InlineData("==1.0.*", "!=1.0.*")]
    public void ToString_OfAComplement_IsTheOppositeClause(string clause, string expected) => Assert.Equal(expected, Versions(clause).Complement().ToString());

    [Fact]
    public void Exactly_LeavesLocalBuildsOut()
    {
        VersionSet set = VersionSet.Exactly(PyVersion.Parse("2.7.1"));
        Assert.True(set.Contains(PyVersion.Parse("2.7.1.0")));
        Assert.False(set.Contains(PyVersion.Parse("2.7.1+cu118")));
        Assert.True(set.IsSubsetOf(Versions("==2.7.1")));
        Assert.Equal("==2.7.1", set.ToString());
    }

    [Theory]
    [InlineData(">1.0a1,<1.0a2.dev0")] // nothing lies between a pre-release's post-releases and the next
    [InlineData(">1.0.post1,<1.0.post2.dev0")]
    [InlineData(">1.0.dev1,<1.0.dev2")]
    [InlineData(">=1.0,<1.0")]
    [InlineData(">1.0,<=1.0.post5")]
    public void IsEmpty_SeesThatNoVersionLiesBetween(string specifiers) => Assert.True(Versions(specifiers).IsEmpty);

    private static VersionSet Versions(string specifiers) => SpecifierSet.Parse(specifiers).Versions;
}
