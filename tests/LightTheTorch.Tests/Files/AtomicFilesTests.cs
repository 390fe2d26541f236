using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Files;

namespace LightTheTorch.Tests.Files;

public sealed class AtomicFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-atomic-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task WriteAsync_ReplacesOldFilesAndLeavesNothingElse()
    {
        await File.WriteAllTextAsync(At("a.txt"), "old", Cancel);
        await AtomicFiles.WriteAsync([(At("a.txt"), "new a"), (At("b.txt"), "new b")], Cancel);
        Assert.Equal(["a.txt=new a", "b.txt=new b"], Contents());
    }

    [Fact]
    public async Task WriteAsync_RestoresWhatItHadReplacedWhenALaterFileCannotBeWritten()
    {
        await File.WriteAllTextAsync(At("a.txt"), "old", Cancel);
        Directory.CreateDirectory(At("c.txt"));
        await File.WriteAllTextAsync(Path.Combine(At("c.txt"), "in-the-way"), "", Cancel);
        LttException failure = await Assert.ThrowsAsync<LttException>(() => AtomicFiles.WriteAsync([(At("a.txt"), "new a"), (At("b.txt"), "new b"), (At("c.txt"), "c")], Cancel));
        Assert.Equal(DiagnosticCode.WriteFailed, failure.Diagnostics[0].Code);
        Assert.Equal(["a.txt=old"], Contents());
    }

    [Fact]
    public async Task WriteAsync_NamesAMissingFolder()
    {
        string path = Path.Combine(At("missing"), "a.txt");
        LttException failure = await Assert.ThrowsAsync<LttException>(() => AtomicFiles.WriteAsync([(At("b.txt"), "b"), (path, "a")], Cancel));
        Assert.Contains($"cannot write `{path}`: there is no such folder", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Contents());
    }

    [Fact]
    public async Task WriteAsync_WritesNothingOnceCancelled()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFiles.WriteAsync([(At("a.txt"), "a")], cancelled.Token));
        Assert.Empty(Contents());
    }

    [Fact]
    public async Task WriteAsync_RemovesWhatAKilledRunLeftAndNothingElse()
    {
        string[] left = [".a.txt.abcdefgh.xyz.tmp", ".a.txt.empty.tmp", ".a.txt.young.tmp", ".a.txt.live.tmp", ".b.txt.abcdefgh.xyz.tmp", "a.txt.tmp"];
        foreach (string name in left) await File.WriteAllTextAsync(At(name), name.Contains("empty", StringComparison.Ordinal) || name.Contains("young", StringComparison.Ordinal) ? "" : "part", Cancel);
        File.SetLastWriteTimeUtc(At(".a.txt.empty.tmp"), File.GetLastWriteTimeUtc(At(".a.txt.young.tmp")).AddHours(-1));
        await using FileStream live = new(At(".a.txt.live.tmp"), FileMode.Open, FileAccess.Write, FileShare.Delete);
        await AtomicFiles.WriteAsync([(At("a.txt"), "new a")], Cancel);
        Assert.Equal([".a.txt.live.tmp", ".a.txt.young.tmp", ".b.txt.abcdefgh.xyz.tmp", "a.txt", "a.txt.tmp"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Contents() => _folder.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Name}={File.ReadAllText(file.FullName)}");
}
