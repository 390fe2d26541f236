using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Locking;

public sealed class RequirementsLockTests
{
    private static string Text => RequirementsLockWriter.Write(SampleLock.Cu126, SampleLock.Outside);

    [Fact]
    public void Write_IsWhatAPersonReviews() => Snapshot.Match(Text);

    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        LockFile read = RequirementsLockReader.Read("requirements.cu126.txt", Text);
        Assert.True(read.IsUntouched);
        Assert.Equal(SampleLock.Outside, read.Outside);
        Assert.Equal(Text, RequirementsLockWriter.Write(read.Lock, read.Outside!));
        Assert.Equal(SampleLock.Cu126.Packages.Select(package => string.Join(' ', package.Targets)), read.Lock.Packages.Select(package => string.Join(' ', package.Targets)));
        Assert.Equal(SampleLock.Cu126.Packages.Select(package => package.Version), read.Lock.Packages.Select(package => package.Version));
    }

    [Theory]
    [InlineData("2.3.4", "2.3.3")]
    [InlineData("--hash=sha256:0", "--hash=sha256:1")]
    [InlineData("# via torch: typing-extensions>=4.10", "# via torch: typing-extensions")]
    public void Read_NoticesAnEditByHand(string old, string edited)
    {
        string text = Text.Replace(old, edited, StringComparison.Ordinal);
        Assert.NotEqual(Text, text);
        Assert.False(RequirementsLockReader.Read("requirements.cu126.txt", text).IsUntouched);
    }

    [Fact]
    public void Read_TakesTheLineEndsOfWindows() =>
        Assert.True(RequirementsLockReader.Read("requirements.cu126.txt", Text.ReplaceLineEndings("\r\n")).IsUntouched);

    [Theory]
    [InlineData("", "it does not begin with `# ltt lock`")]
    [InlineData("torch\n", "it does not begin with `# ltt lock`")]
    [InlineData("# ltt lock 2; cpu; no torch\n# inputs\n", "its format is `2`, and this program reads 1")]
    [InlineData("# ltt lock 1; cpu\n# x\n", "its first line does not name a backend and a torch")]
    [InlineData("# ltt lock 1; cpu; no torch\n# targets linux_x86_64-py3.12\n", "its second line does not hold the digests of inputs and body and the targets")]
    public void Read_SaysWhyAFileIsNoLock(string text, string why)
    {
        LttException failure = Assert.Throws<LttException>(() => RequirementsLockReader.Read("x.txt", text));
        Assert.Equal(DiagnosticCode.InvalidLock, failure.Diagnostics[0].Code);
        Assert.Equal($"this is not a lock that `ltt` wrote: {why}", failure.Diagnostics[0].Message);
    }

    [Theory]
    [InlineData("torch @ https://x/torch-1.0-py3-none-any.whl\n", "a line that names a file must go on in the next, with its hash")]
    [InlineData("torch @ https://x/torch-1.0-py3-none-any.whl \\\n    --hash=sha256:12\n", "expected `--hash=sha256:` and 64 digits")]
    [InlineData("torch>=1 \\\n", "`torch` has no URL")]
    public void Read_PointsAtTheDamagedLine(string line, string why)
    {
        string[] header = Text.Split('\n')[..3];
        string zeros = "    --hash=sha256:" + new string('0', 64);
        LttException failure = Assert.Throws<LttException>(() => RequirementsLockReader.Read("x.txt", string.Join('\n', header) + '\n' + (why.Contains("URL", StringComparison.Ordinal) ? line + zeros : line)));
        Assert.Equal(why, failure.Diagnostics[0].Message);
        Assert.InRange(failure.Diagnostics[0].Location!.Value.Line, 4, 6);
    }

    [Fact]
    public void Write_StaysAscii()
    {
        BackendLock locked = SampleLock.Cu126 with { Packages = [SampleLock.Cu126.Packages[2] with { Via = [new LockedVia(new Via.Direct("größe.txt", "torch"), [])] }] };
        Assert.All(RequirementsLockWriter.Write(locked, SampleLock.Outside), c => Assert.True(char.IsAscii(c)));
    }

    [Fact]
    public void ChainsTo_GoesFromTheUsersWordsToThePackage()
    {
        LockGraph graph = new(SampleLock.Cu126);
        Assert.Equal(
            ["-r requirements.txt: openai-whisper | openai-whisper: numpy", "-r requirements.txt: openai-whisper"],
            graph.ChainsTo(PackageName.Parse("numpy")).Take(1).Concat(graph.ChainsTo(PackageName.Parse("openai-whisper"))).Select(chain => string.Join(" | ", chain.Select(step => step.Because))));
    }

    [Fact]
    public void Between_TellsAddedRemovedChangedAndRebuilt()
    {
        BackendLock old = SampleLock.Cu126;
        BackendLock changed = old with
        {
            Packages =
            [
                SampleLock.Package("numpy", "2.3.5", "https://files.pythonhosted.org/packages/n/numpy-2.3.5-cp312-cp312-win_amd64.whl", null, [SampleLock.Windows], SampleLock.Parent("torchvision", null, "numpy>=2.3.5", [])),
                SampleLock.Package("tqdm", "4.1", "https://files.pythonhosted.org/packages/t/tqdm-4.1-py3-none-any.whl", null, [SampleLock.Windows]),
                old.Packages[2],
                old.Packages[3],
                old.Packages[4] with { Sha256 = LockDigest.OfText("other bytes") },
            ],
        };
        Assert.Equal(["Changed numpy", "Rebuilt torch", "Added tqdm", "Removed typing-extensions"], LockDiff.Between(old, changed).Select(diff => $"{diff.GetType().Name} {diff.Name}"));
        Assert.Empty(LockDiff.Between(old, old));
    }
}
