using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Syncing;
using LightTheTorch.Tests.Locking;

namespace LightTheTorch.Tests.Syncing;

public sealed class SyncPlanTests
{
    private const string Url = "https://files.example/foo.whl";
    private static readonly string s_hash = LockDigest.OfText(Url);
    private static readonly string s_other = new('0', 64);

    /// <summary>What is installed of <c>foo 1.0</c>, which the lock has, and what becomes of it.</summary>
    public static TheoryData<string, string?, DirectUrl?, bool, string> Rows => new()
    {
        { "not there", null, null, true, "install" },
        { "there, from an index", "1.0", null, true, "keep" },
        { "another spelling of the version", "1.0.0", null, true, "keep" },
        { "older", "0.9", null, true, "change Version" },
        { "another local part", "1.0+cpu", null, true, "change Version" },
        { "no version at all", "unknown", null, true, "change Version" },
        { "these bytes", "1.0", new DirectUrl(Url, DirectUrlKind.Archive, s_hash), true, "keep" },
        { "these bytes from elsewhere", "1.0", new DirectUrl("https://mirror.example/foo.whl", DirectUrlKind.Archive, s_hash), true, "keep" },
        { "other bytes", "1.0", new DirectUrl(Url, DirectUrlKind.Archive, s_other), true, "change Bytes" },
        { "no hash, the same address", "1.0", new DirectUrl(Url, DirectUrlKind.Archive, null), true, "keep" },
        { "no hash, another address", "1.0", new DirectUrl("file:///tmp/foo.whl", DirectUrlKind.Archive, null), true, "change Origin" },
        { "a folder", "1.0", new DirectUrl("file:///work/foo", DirectUrlKind.Folder, null), true, "change Origin" },
        { "a checkout", "1.0", new DirectUrl("https://git.example/foo", DirectUrlKind.Checkout, null), true, "change Origin" },
        { "editable", "0.1", new DirectUrl("file:///work/foo", DirectUrlKind.Folder, null) { IsEditable = true }, true, "left" },
        { "broken off", "1.0", null, false, "change Incomplete" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Of_DecidesWhatBecomesOfAPackage(string row, string? version, DirectUrl? origin, bool complete, string expected)
    {
        ImmutableArray<InstalledPackage> installed = version is null ? [] : [Installed("foo", version, origin) with { IsComplete = complete }];
        SyncPlan plan = SyncPlan.Of([Locked("foo", "1.0", Url)], installed, project: null, prune: true);
        string actual = plan switch
        {
            { Install: [_] } => "install",
            { Change: [var change] } => $"change {change.Cause}",
            { Keep: [_] } => "keep",
            { LeftAlone: [_] } => "left",
            _ => "nothing",
        };
        Assert.True(expected == actual, $"{row}: {actual}");
        Assert.Empty(plan.Remove);
    }

    [Theory]
    [InlineData("stray", false, true)]
    [InlineData("pip", false, false)]
    [InlineData("setuptools", false, false)]
    [InlineData("wheel", false, false)]
    [InlineData("light-the-torch", false, false)]
    [InlineData("my-project", false, false)]
    [InlineData("stray", true, false)]
    public void Of_RemovesWhatTheLockDoesNotHave(string name, bool editable, bool removed)
    {
        InstalledPackage package = Installed(name, "1", null) with { IsEditable = editable };
        Assert.Equal(removed ? [name] : [], SyncPlan.Of([], [package], PackageName.Parse("My_Project"), prune: true).Remove.Select(gone => gone.Name.Value));
        Assert.True(SyncPlan.Of([], [package], PackageName.Parse("My_Project"), prune: false).IsInSync);
    }

    [Fact]
    public void Of_ReplacesAToolThatTheLockHas() =>
        Assert.Single(SyncPlan.Of([Locked("pip", "26.3", Url)], [Installed("pip", "23.0", null)], project: null, prune: true).Change);

    [Fact]
    public void Of_LeavesTheProjectItself() =>
        Assert.Single(SyncPlan.Of([Locked("foo", "1.0", Url)], [Installed("foo", "0.1", null)], PackageName.Parse("foo"), prune: true).LeftAlone);

    [Theory]
    [InlineData("file:///cache/foo.whl", true)]
    [InlineData("https://mirror.example/foo.whl", false)]
    [InlineData(Url, false)]
    public void Keep_KnowsWhatAnEarlierRunLeftUndone(string address, bool expected)
    {
        SyncPlan plan = SyncPlan.Of([Locked("foo", "1.0", Url)], [Installed("foo", "1.0", new DirectUrl(address, DirectUrlKind.Archive, s_hash))], project: null, prune: true);
        Assert.Equal(expected, plan.Keep[0].NeedsAddress);
    }

    private static LockedPackage Locked(string name, string version, string url) => SampleLock.Package(name, version, url, null, []);

    private static InstalledPackage Installed(string name, string version, DirectUrl? origin) =>
        new(PackageName.Parse(name), version, "/site/" + name) { Origin = origin, IsEditable = origin is { IsEditable: true } };
}
