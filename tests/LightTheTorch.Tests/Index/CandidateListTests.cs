using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Index;

public sealed class CandidateListTests
{
    private static readonly PythonVersion s_python = PythonVersion.Parse("3.12");

    [Fact]
    public void For_TakesOneFileOfEachVersion_NewestFirst()
    {
        CandidateList list = For(
            File("foo-1.10.0-py3-none-any.whl"),
            File("foo-1.9.0-py3-none-any.whl"),
            File("foo-2.0rc1-py3-none-any.whl"),
            File("foo-1.9.0-cp312-cp312-manylinux_2_28_x86_64.whl"),
            File("foo-1.9.0+cpu-py3-none-any.whl"),
            File("foo-1.9.0.tar.gz"));
        Assert.Equal(
            ["foo-2.0rc1-py3-none-any.whl", "foo-1.10.0-py3-none-any.whl", "foo-1.9.0+cpu-py3-none-any.whl", "foo-1.9.0-cp312-cp312-manylinux_2_28_x86_64.whl"],
            list.Candidates.Select(candidate => candidate.File.FileName));
    }

    [Theory]
    [InlineData("foo-1.0-py3-none-any.whl", "foo-1.0.tar.gz", "foo-1.0-py3-none-any.whl")]
    [InlineData("foo-1.0-1-py3-none-any.whl", "foo-1.0-py3-none-any.whl", "foo-1.0-1-py3-none-any.whl")]
    [InlineData("foo-1.0-2-py3-none-any.whl", "foo-1.0-10-py3-none-any.whl", "foo-1.0-10-py3-none-any.whl")]
    [InlineData("foo-1.0-9-py3-none-any.whl", "foo-1.0-cp312-none-any.whl", "foo-1.0-cp312-none-any.whl")]
    [InlineData("foo-1.0-cp312-cp312-win_amd64.whl", "foo-1.0.zip", "foo-1.0.zip")]
    public void For_PrefersAsPipDoes(string left, string right, string expected)
    {
        Assert.Equal(expected, Assert.Single(For(File(left), File(right)).Candidates).File.FileName);
        Assert.Equal(expected, Assert.Single(For(File(right), File(left)).Candidates).File.FileName);
    }

    [Fact]
    public void For_TakesAYankedFileOnlyWhereThereIsNoOther()
    {
        CandidateList list = For(
            File("foo-1.0-cp312-cp312-manylinux_2_28_x86_64.whl") with { Yanked = "broken" },
            File("foo-1.0-py3-none-any.whl"),
            File("foo-2.0-py3-none-any.whl") with { Yanked = "" });
        Assert.Equal([("2.0", true), ("1.0", false)], list.Candidates.Select(candidate => (candidate.Version.ToString(), candidate.IsYanked)));
    }

    [Fact]
    public void For_OfTwoFilesWithOneName_TakesTheOneWithAHash()
    {
        DistributionFile bare = File("foo-1.0-py3-none-any.whl");
        DistributionFile hashed = bare with { Sha256 = new string('a', 64), Url = new Uri("https://z.example/foo-1.0-py3-none-any.whl") };
        Assert.Same(hashed, Assert.Single(For(bare, hashed).Candidates).File);
        Assert.Same(hashed, Assert.Single(For(hashed, bare).Candidates).File);
    }

    [Fact]
    public void For_KeepsWhyAVersionCannotBeTaken()
    {
        CandidateList list = For(
            File("foo-1.0-cp311-cp311-manylinux_2_28_x86_64.whl"),
            File("foo-2.0-py3-none-any.whl") with { RequiresPython = SpecifierSet.Parse(">=3.13") },
            File("foo-2.0-cp39-cp39-win_amd64.whl"),
            File("foo-3.0-cp312-cp312-manylinux_2_28_x86_64-cu128.whl"),
            File("foo-4.0-py3-none-any.whl") with { UploadTime = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) });
        Assert.Empty(list.Candidates);
        Assert.Equal(
            [("4.0", RejectionReason.TooNew), ("3.0", RejectionReason.OnlyVariants), ("2.0", RejectionReason.RequiresPython), ("1.0", RejectionReason.NoWheelForTarget)],
            list.Rejected.Select(rejected => (rejected.Version.ToString(), rejected.Reason)));
    }

    [Fact]
    public void For_KeepsFilesWithoutAnUploadTimeAndSaysSo()
    {
        CandidateList list = For(File("foo-1.0-py3-none-any.whl"), File("foo-2.0-py3-none-any.whl") with { UploadTime = new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero) });
        Assert.Equal(["2.0", "1.0"], list.Candidates.Select(candidate => candidate.Version.ToString()));
        Assert.True(list.LacksUploadTimes);
    }

    [Fact]
    public void For_ComparesRequiresPythonWithTheFirstPatchRelease()
    {
        CandidateList list = For(File("foo-1.0-py3-none-any.whl") with { RequiresPython = SpecifierSet.Parse(">=3.12.1") });
        Assert.Equal(RejectionReason.RequiresPython, Assert.Single(list.Rejected).Reason);
    }

    private static CandidateList For(params DistributionFile[] files) => CandidateList.For(
        new ProjectListing(PackageName.Parse("foo"), [.. files]),
        SupportedTags.For(Platform.Parse("linux_x86_64"), s_python),
        s_python,
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static DistributionFile File(string name) => new()
    {
        Kind = DistributionKind.Of(name, PackageName.Parse("foo")) ?? throw new FormatException(name),
        Url = new Uri("https://files.example/" + name),
    };
}
