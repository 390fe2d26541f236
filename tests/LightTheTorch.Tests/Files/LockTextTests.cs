using System.Text;
using LightTheTorch.IO.Locks;

namespace LightTheTorch.Tests.Files;

public sealed class LockTextTests
{
    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)] // Notepad
    [InlineData("utf-16", true)] // PowerShell 5
    [InlineData("utf-16BE", true)]
    public async Task ReadAsync_TakesWhatEditorsMakeOfIt(string encoding, bool hasMark)
    {
        const string Text = "# ltt lock 1; cpu; torch 2.9.0+cpu\n# via -r Anforderungen für morgen.txt: torch\n";
        string path = Path.GetTempFileName();
        try
        {
            Encoding written = Encoding.GetEncoding(encoding);
            await File.WriteAllBytesAsync(path, [.. hasMark ? written.Preamble : [], .. written.GetBytes(Text)], TestContext.Current.CancellationToken);
            Assert.Equal(Text, await LockText.ReadAsync(path, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
