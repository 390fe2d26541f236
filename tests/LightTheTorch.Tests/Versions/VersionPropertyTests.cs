using CsCheck;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Versions;

public sealed class VersionPropertyTests
{
    [Fact]
    public void CompareTo_IsTotalAndAgreesWithEqualityAndHash() => Gen.Select(VersionGen.Version, VersionGen.Version).Seeded().Sample(
        (a, b) =>
        {
            int order = Math.Sign(a.CompareTo(b));
            Assert.Equal(-order, Math.Sign(b.CompareTo(a)));
            Assert.Equal(order == 0, a.Equals(b));
            if (order == 0) Assert.Equal(a.GetHashCode(), b.GetHashCode());
        },
        iter: 5000);

    [Fact]
    public void CompareTo_IsTransitive() => Gen.Select(VersionGen.Version, VersionGen.Version, VersionGen.Version).Seeded().Sample(
        (a, b, c) =>
        {
            PyVersion[] sorted = [a, b, c];
            Array.Sort(sorted);
            Assert.True(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
        },
        iter: 5000);

    [Fact]
    public void Parse_ReadsWhatToStringWrites() => VersionGen.Version.Seeded().Sample(
        version =>
        {
            Assert.Equal(version, PyVersion.Parse(version.ToString()));
            Assert.Equal(version.ToString(), PyVersion.Parse(version.ToString()).ToString());
            Assert.Equal(version, PyVersion.Parse(version.ToCanonicalString()));
        },
        iter: 2000);

    [Fact]
    public void Parse_ReadsWhatASpecifierSetWrites() => VersionGen.Specifiers.Seeded().Sample(
        set =>
        {
            SpecifierSet read = SpecifierSet.Parse(set.ToString());
            Assert.Equal(set, read);
            Assert.Equal(set.GetHashCode(), read.GetHashCode());
            Assert.Equal(set.ToString(), read.ToString());
        },
        iter: 2000);
}
