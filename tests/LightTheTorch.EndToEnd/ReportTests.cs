using System.Text.RegularExpressions;

namespace LightTheTorch.EndToEnd;

/// <summary>The page of <c>ltt report</c>, looked at by a browser.</summary>
public sealed partial class ReportTests(MadeWorld world) : IClassFixture<MadeWorld>
{
    [Fact]
    public async Task Report_WorksInABrowserWithoutNetwork()
    {
        using TempFolder folder = new();
        folder.Write("requirements.txt", MadeWorld.Requirements);
        Ltt ltt = new(folder.Path);
        string[] mirror = ["--mirror", world.Server.Root.ToString()];
        (await ltt.RunAsync(["lock", "-b", "cpu,cu118", "-p", "3.12", "--platforms", "linux_x86_64", .. mirror])).MustSucceed();
        (await ltt.RunAsync(["report", "-o", "report.html", .. mirror])).MustSucceed();

        string page = await Chromium.DumpAsync(folder.At("report.html"), folder.Path);

        // The script counted the rows, so the page's own policy let it run.
        int rows = Row().Count(page);
        Assert.True(rows > 8, page);
        Assert.Contains($">{rows} of {rows}</span>", page, StringComparison.Ordinal);
        Assert.Contains("<details>", page, StringComparison.Ordinal);
        Assert.Contains("versions differ", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<tr data-name=", RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
