using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Torch;

public sealed class TorchPagesSourceTests
{
    private static readonly PackageName s_name = PackageName.Parse("dgl");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2.8.0", "2.7.1 2.8.0", "==2.8.0")]
    [InlineData("2.8.0 2.8.1", "2.7.1 2.8.0 2.8.1 2.9.0", ">=2.8.0,<=2.8.1")]
    [InlineData("2.6.0 2.9.0", "2.6.0 2.7.0 2.8.0 2.9.0", ">=2.6.0,<=2.9.0,!=2.7.0,!=2.8.0")]
    public void Only_TakesTheseOfTheKnownAlone(string some, string known, string expected)
    {
        string text = TorchPagesSource.Only([.. some.Split(' ').Select(PyVersion.Parse)], [.. known.Split(' ').Select(PyVersion.Parse)]);
        Assert.Equal(expected, text);
        Assert.Equal(some, string.Join(' ', known.Split(' ').Where(version => SpecifierSet.Parse(text).Contains(PyVersion.Parse(version + "+cpu")))));
    }

    /// <summary>Each row: the pages as TORCH:FILE@BYTES, the torches that may be had, those that may not; then FILE of the newest page that has it, and what it requires.</summary>
    [Theory]
    [InlineData("2.8.0:dgl-2.4.0@a 2.7.0:dgl-2.4.0@b", "2.8.0 2.7.0", "", "2.8.0/dgl-2.4.0 torch==2.8.0")] // one name, two builds
    [InlineData("2.8.0:dgl-2.4.0@a 2.7.0:dgl-2.4.0@a", "2.8.0 2.7.0", "", "2.8.0/dgl-2.4.0")] // one build on every page
    [InlineData("2.8.0:dgl-2.4.0@a 2.7.0:dgl-2.4.0@a", "2.9.0 2.8.0 2.7.0", "", "2.8.0/dgl-2.4.0 torch<=2.8.0,>=2.7.0")]
    [InlineData("2.8.0:dgl-2.4.0+pt28cpu@a 2.7.0:dgl-2.4.0+pt27cpu@b", "2.8.0 2.7.0", "", "2.8.0/dgl-2.4.0+pt28cpu 2.7.0/dgl-2.4.0+pt27cpu")] // the tag says it
    [InlineData("2.8.0:dgl-2.4.0@a", "2.8.0", "2.9.0", "2.8.0/dgl-2.4.0")]
    [InlineData("2.8.0:dgl-2.4.0@a", "2.9.0", "2.8.0 2.7.0", "2.8.0/dgl-2.4.0 torch==2.8.0")] // nothing for what may be had: so that the reason can be told
    [InlineData("", "2.9.0", "2.8.0", "")]
    public async Task FindAsync_JoinsThePages(string pages, string torches, string others, string expected)
    {
        TorchPagesSource source = new(
            "https://x.example/torch-{torch}.html",
            torch => new Page([.. pages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(page => page.StartsWith(torch + ":", StringComparison.Ordinal))]),
            _ => new([.. torches.Split(' ').Select(PyVersion.Parse)]),
            _ => new([.. others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PyVersion.Parse)]));
        List<string> found = [];
        foreach (DistributionFile file in (await source.FindAsync(s_name, Cancel))?.Files ?? [])
        {
            CoreMetadata metadata = await source.ReadMetadataAsync(file, Cancel);
            string[] words = [$"{file.Url.Segments[1]}{file.FileName[..file.FileName.IndexOf("-py3", StringComparison.Ordinal)]}", .. metadata.RequiresDist.Select(requirement => requirement.ToString())];
            found.Add(string.Join(' ', words));
        }

        Assert.Equal(expected, string.Join(' ', found));
    }

    private sealed class Page(string[] entries) : IPackageSource
    {
        public string DisplayName => "a page";

        public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) =>
            ValueTask.FromResult(entries.Length == 0 ? null : new ProjectListing(name, [.. entries.Select(File)]));

        public ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) =>
            ValueTask.FromResult(CoreMetadata.Parse($"Metadata-Version: 2.1\nName: dgl\nVersion: {file.Version}\n"));

        private static DistributionFile File(string entry)
        {
            string[] parts = entry.Split(':', '@');
            string file = $"{parts[1]}-py3-none-any.whl";
            return new DistributionFile { Kind = DistributionKind.Of(file, s_name)!, Url = new Uri($"https://x.example/{parts[0]}/{Uri.EscapeDataString(file)}"), Sha256 = parts[2] };
        }
    }
}
