using Xunit.Sdk;

namespace LightTheTorch.Tests;

public sealed class SnapshotTests
{
    [Fact]
    public void Match_AcceptsTheVerifiedText() => Snapshot.Match("one\r\ntwo\n");

    [Fact]
    public void Match_FailsWhenNoFileIsVerified()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LTT_ACCEPT") == "1", "LTT_ACCEPT=1 accepts everything");
        string received = Path.Combine(Path.GetDirectoryName(RepoRoot.Source())!, "Snapshots", "SnapshotTests.nobody.received.txt");
        try
        {
            XunitException failure = Assert.ThrowsAny<XunitException>(() => Snapshot.Match("text", method: "nobody"));
            Assert.Contains("`SnapshotTests.nobody.verified.txt` does not exist", failure.Message, StringComparison.Ordinal);
            Assert.Equal("text", File.ReadAllText(received));
        }
        finally
        {
            File.Delete(received);
        }
    }

    [Fact]
    public void Match_ShowsADifference()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LTT_ACCEPT") == "1", "LTT_ACCEPT=1 accepts everything");
        string received = Path.Combine(Path.GetDirectoryName(RepoRoot.Source())!, "Snapshots", "SnapshotTests.Match_AcceptsTheVerifiedText.other.received.txt");
        try
        {
            Assert.Throws<EqualException>(() => Snapshot.Match("one\nthree\n", "other", method: nameof(Match_AcceptsTheVerifiedText)));
            Assert.True(File.Exists(received));
        }
        finally
        {
            File.Delete(received);
        }
    }
}
