using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Locking;
using LightTheTorch.Tests.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Toml;

/// <summary>A lock as <c>pylock.toml</c> and back: what <c>ltt</c> writes, all its commands read.</summary>
public sealed class PylockLockTests
{
    private static BackendLock Sample { get; } = SampleLock.Cu126 with
    {
        Packages =
        [
            SampleLock.Cu126.Packages[0] with
            {
                Size = 16_000_000,
                UploadTime = new DateTimeOffset(2025, 10, 15, 18, 17, 16, 123, TimeSpan.FromHours(2)),
                IndexUrl = "https://pypi.org/simple/",
                RequiresPython = SpecifierSet.Parse(">=3.11"),
            },
            .. SampleLock.Cu126.Packages[1..5],
            SampleLock.Cu126.Packages[5] with { Index = LockedPackage.Direct, Via = [new LockedVia(new Via.Direct("größe \"1\"\\.txt", "typing-extensions @ https://x/😀.whl"), [])] },
        ],
    };

    private static string Text => PylockWriter.Write(Sample);

    [Fact]
    public void Write_IsWhatAPersonReviews() => Snapshot.Match(Text);

    [Fact]
    public void Write_StaysAsciiWithLineFeeds() => Assert.All(Text, c => Assert.True(c is '\n' or (>= ' ' and <= '~')));

    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        LockFile read = PylockLockReader.Read("pylock.cu126.toml", Text);
        Assert.True(read.IsUntouched);
        Assert.Equal(Text, PylockWriter.Write(read.Lock));
        Assert.Equal(Sample.Packages[0].UploadTime, read.Lock.Packages[0].UploadTime);
        Assert.Equal(Sample.Packages.Select(package => string.Join(' ', package.Targets)), read.Lock.Packages.Select(package => string.Join(' ', package.Targets)));
        Assert.NotNull(read.Outside);
        // Both forms say the same: a requirements lock made of what was read is the one that is written beside it.
        Assert.Equal(RequirementsLockWriter.Write(Sample, SampleLock.Outside), RequirementsLockWriter.Write(read.Lock, SampleLock.Outside));
    }

    [Fact]
    public void Read_KeepsTheDayOfExpiry()
    {
        BackendLock nightly = Sample with { Header = Sample.Header with { Expires = new DateOnly(2026, 8, 8) } };
        Assert.Equal(new DateOnly(2026, 8, 8), PylockLockReader.Read("x.toml", PylockWriter.Write(nightly)).Lock.Header.Expires);
    }

    [Fact]
    public void Read_TakesTheLineEndsOfWindows() => Assert.True(PylockLockReader.Read("pylock.cu126.toml", Text.ReplaceLineEndings("\r\n")).IsUntouched);

    [Theory]
    [InlineData("sha256 = \"", "sha256 = \"00")]
    [InlineData("size = 16000000", "size = 16000001")]
    [InlineData("sm_50 to sm_90", "sm_50 to sm_120")]
    [InlineData("resolution=lowest", "resolution=highest")]
    [InlineData("lock-version", "# a remark\nlock-version")]
    public void Read_NoticesAnEditByHand(string old, string edited)
    {
        string text = Text.Replace(old, edited, StringComparison.Ordinal);
        Assert.NotEqual(Text, text);
        Assert.False(PylockLockReader.Read("pylock.cu126.toml", text).IsUntouched);
    }

    [Theory]
    [InlineData("lock-version = \"1.0\"\ncreated-by = \"uv\"\npackages = []\n", false, "this is not a lock that `ltt` wrote: it has no `[tool.ltt]` table")]
    [InlineData("lock-version = \"1.0\"\ncreated-by = \"ltt\"\npackages = []\n[tool.ltt]\nformat = 2\n", true, "its format is `2`, and this program reads 1")]
    [InlineData("lock-version = \"1.0\"\ncreated-by = \"ltt\"\npackages = []\n[tool.ltt]\nformat = 1\nbackend = \"cpu\"\ninputs-sha256 = \"\"\n", true, "its `[tool.ltt]` table does not name a backend and targets")]
    [InlineData("lock-version = \"1.0\"\ncreated-by = \"ltt\"\n[tool.ltt]\n", true, "`packages`: missing required value")]
    [InlineData("created-by = \"ltt\"\n<<<<<<< HEAD\n", true, "invalid TOML")]
    public void Read_SaysWhyAFileIsNoLock(string text, bool isOurs, string why)
    {
        Assert.Equal(isOurs, PylockLockReader.IsOurs(text));
        LttException failure = Assert.Throws<LttException>(() => PylockLockReader.Read("pylock.cpu.toml", text));
        Assert.Equal(DiagnosticCode.InvalidLock, failure.Diagnostics[0].Code);
        Assert.StartsWith(why, failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cu126", "requirements.cu126.txt", "pylock.cu126.toml")]
    [InlineData("rocm7.2", "requirements.rocm7.2.txt", "pylock.rocm7-2.toml")]
    public void Of_NamesBothForms(string backend, params string[] names) =>
        Assert.Equal(names, LockFileNames.Of(LightTheTorch.Names.BackendName.Parse(backend), LockFormat.Both));
}
