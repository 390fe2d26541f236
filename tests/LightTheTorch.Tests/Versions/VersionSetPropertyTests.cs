using CsCheck;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Versions;

public sealed class VersionSetPropertyTests
{
    private const int Cases = 1500;

    [Fact]
    public void Operations_AgreeWithMembership() => Gen.Select(VersionGen.Set, VersionGen.Set, VersionGen.Version).Seeded().Sample(
        (a, b, version) =>
        {
            Assert.Equal(a.Contains(version) && b.Contains(version), a.Intersect(b).Contains(version));
            Assert.Equal(a.Contains(version) || b.Contains(version), a.Union(b).Contains(version));
            Assert.Equal(!a.Contains(version), a.Complement().Contains(version));
            Assert.Equal(a.Contains(version) && !b.Contains(version), a.Except(b).Contains(version));
        },
        iter: Cases);

    [Fact]
    public void Complement_OfTheComplementIsTheSet() => VersionGen.Set.Seeded().Sample(a => Assert.Equal(a, a.Complement().Complement()), iter: Cases);

    [Fact]
    public void Complement_FollowsDeMorgan() => Gen.Select(VersionGen.Set, VersionGen.Set).Seeded().Sample(
        (a, b) =>
        {
            Assert.Equal(a.Union(b).Complement(), a.Complement().Intersect(b.Complement()));
            Assert.Equal(a.Intersect(b).Complement(), a.Complement().Union(b.Complement()));
        },
        iter: Cases);

    [Fact]
    public void Complement_PartsAllVersions() => VersionGen.Set.Seeded().Sample(
        a =>
        {
            Assert.True(a.Intersect(a.Complement()).IsEmpty);
            Assert.True(a.Union(a.Complement()).IsAll);
            Assert.Equal(VersionSet.All, a.Union(a.Complement()));
        },
        iter: Cases);

    [Fact]
    public void IsSubsetOf_AgreesWithIntersection() => Gen.Select(VersionGen.Set, VersionGen.Set).Seeded().Sample(
        (a, b) =>
        {
            Assert.Equal(a.Intersect(b).Equals(a), a.IsSubsetOf(b));
            Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
            Assert.True(a.Intersect(b).IsSubsetOf(a));
            Assert.True(a.IsSubsetOf(a.Union(b)));
        },
        iter: Cases);

    [Fact]
    public void Union_AndIntersection_AreAssociativeAndDistribute() => Gen.Select(VersionGen.Set, VersionGen.Set, VersionGen.Set).Seeded().Sample(
        (a, b, c) =>
        {
            Assert.Equal(a.Union(b).Union(c), a.Union(b.Union(c)));
            Assert.Equal(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
            Assert.Equal(a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)));
            Assert.Equal(a.Union(b), b.Union(a));
        },
        iter: Cases);

    // A set in normal form has no two cuts without a version between them: a version can be named in every part of it.
    [Fact]
    public void IsEmpty_IsFalseOnlyWhereAVersionCanBeNamed() => VersionGen.Set.Seeded().Sample(
        set =>
        {
            Assert.Equal(!set.IsEmpty, set.BeginsInside || set.Cuts.Length > 0);
            if (set.BeginsInside) Assert.True(set.Contains(PyVersion.Parse("0.dev0")));
            bool inside = set.BeginsInside;
            foreach (VersionCut cut in set.Cuts)
            {
                inside = !inside;
                Assert.Equal(inside, set.Contains(JustAbove(cut)));
            }
        },
        iter: Cases);

    [Fact]
    public void Equals_MeansTheSameMembers() => Gen.Select(VersionGen.Set, VersionGen.Set).Seeded().Sample(
        (a, b) =>
        {
            bool same = a.Except(b).IsEmpty && b.Except(a).IsEmpty;
            Assert.Equal(same, a.Equals(b));
            if (same) Assert.Equal(a.GetHashCode(), b.GetHashCode());
        },
        iter: Cases);

    [Fact]
    public void Filter_AgreesWithTheSet() => Gen.Select(VersionGen.Specifiers, VersionGen.Version.List[0, 8]).Seeded().Sample(
        (set, versions) =>
        {
            string[] texts = [.. versions.Select(version => version.ToString())];
            Assert.Equal(texts.Where((_, i) => set.Contains(versions[i])), set.Filter(texts, prereleases: true));
            Assert.Equal(texts.Where((_, i) => set.Contains(versions[i], prereleases: false)), set.Filter(texts, prereleases: false));
            bool textual = set.Clauses.Any(clause => clause.Operator == "===");
            if (!textual) Assert.Equal(texts.Where((_, i) => set.Versions.Contains(versions[i])), set.Filter(texts, prereleases: true));
            string[] chosen = [.. set.Filter(texts)];
            bool prereleases = set.NamesPrerelease || !set.Filter(texts, prereleases: false).Any();
            Assert.Equal(set.Filter(texts, prereleases), chosen);
        },
        iter: Cases);

    [Fact]
    public void Versions_OfASpecifierSetAreThoseOfItsClausesTogether() => Gen.Select(VersionGen.Specifiers, VersionGen.Specifiers).Seeded().Sample(
        (a, b) => Assert.Equal(a.Versions.Intersect(b.Versions), a.Intersect(b).Versions), iter: Cases);

    // A version that lies above the cut and below every other cut that can be generated.
    private static PyVersion JustAbove(VersionCut cut) => cut.Place switch
    {
        CutPlace.Before => cut.Version,
        CutPlace.After => PyVersion.Parse($"{cut.Version}{(cut.Version.HasLocal ? '.' : '+')}00000a"),
        _ => PyVersion.Parse($"{cut.Version}.0.0.0.0.0.0.1.dev0"),
    };
}
