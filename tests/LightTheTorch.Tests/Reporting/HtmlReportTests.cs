using System.Text.RegularExpressions;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Reporting;
using LightTheTorch.Tests.Locking;

namespace LightTheTorch.Tests.Reporting;

public sealed partial class HtmlReportTests
{
    private const string Numpy = "https://files.pythonhosted.org/packages/n/numpy-2.3.4-cp312-cp312-win_amd64.whl";

    private static readonly BackendLock s_cpu = new(
        SampleLock.Cu126.Header with { Backend = BackendName.Parse("cpu"), Torch = [LightTheTorch.Versions.PyVersion.Parse("2.9.0+cpu")], Hardware = [], Sdists = [], Targets = [SampleLock.Linux] },
        [
            SampleLock.Package("numpy", "2.2.0", "https://files.pythonhosted.org/packages/n/numpy-2.2.0-cp312-cp312-manylinux_2_28_x86_64.whl", null, [SampleLock.Linux], SampleLock.Parent("torch", null, "numpy<2.3", []), new LockedVia(new Via.Override("force&.txt", "numpy<2.2.1"), [])),
            SampleLock.Package("torch", "2.9.0+cpu", "https://download.pytorch.org/whl/cpu/torch-2.9.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl", null, [SampleLock.Linux], new LockedVia(new Via.Direct("requirements.txt", "torch<b>\u001b[31m\u202e</b>"), [])),
        ]);

    /// <summary>Two backends with one of everything, hostile words among them.</summary>
    internal static string Page { get; } = HtmlReport.Write("demo & <script>alert(1)</script>", [s_cpu, SampleLock.Cu126], new Dictionary<string, long> { [Numpy] = 12_345_678 });

    [Fact]
    public void Write_ShowsTheLocks() => Snapshot.Match(Page[Page.IndexOf("<body>", StringComparison.Ordinal)..Page.LastIndexOf("<script>", StringComparison.Ordinal)]);

    [Fact]
    public void Write_LeadsNowhereElse()
    {
        Assert.DoesNotContain("://", Page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Fetches(), Page);
        Assert.All(References().Matches(Page), match => Assert.StartsWith("#", match.Groups[1].Value, StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LinksOnlyToWhatIsOnThePage()
    {
        string[] ids = [.. Ids().Matches(Page).Select(match => match.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(References().Matches(Page), match => Assert.Contains(match.Groups[1].Value[1..], ids));
    }

    [Fact]
    public void Write_TakesForeignTextForText()
    {
        Assert.DoesNotContain("alert(1)</script>", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>\\u", Page, StringComparison.Ordinal);
        Assert.Contains("torch&lt;b&gt;\\u001b[31m\\u202e&lt;/b&gt;", Page, StringComparison.Ordinal);
        Assert.All(Page, c => Assert.True(c is '\n' || !char.IsControl(c)));
    }

    [GeneratedRegex("(src|srcset|action|data|poster)=\"|@import|url\\(|<link|<base|<iframe|<img|fetch\\(|XMLHttpRequest|import\\(", RegexOptions.NonBacktracking)]
    private static partial Regex Fetches();

    [GeneratedRegex("href=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex References();

    [GeneratedRegex(" id=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Ids();
}
