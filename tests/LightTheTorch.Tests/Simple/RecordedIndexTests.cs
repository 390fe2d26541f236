using System.Diagnostics;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
using LightTheTorch.Tests.Http;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Simple;

/// <summary>Every page and every METADATA of the whole recorded index, which not every checkout has beside it.</summary>
[Trait("Category", "Wide")]
public sealed class RecordedIndexTests
{
    [Fact]
    public async Task EveryPageAndItsMetadataCanBeRead()
    {
        string? archive = RepoRoot.Shared("index.tar.xz");
        Assert.SkipUnless(archive is not null, "needs ../shared/index.tar.xz");
        string folder = Directory.CreateTempSubdirectory("ltt-index-").FullName;
        try
        {
            using (Process tar = Process.Start("tar", ["-xJf", archive, "-C", folder])) await tar.WaitForExitAsync(TestContext.Current.CancellationToken);
            (int pages, int read, List<string> failures) = await ReadAllAsync(folder);
            Assert.True(failures.Count == 0, string.Join('\n', failures.Take(50)));
            Assert.True(pages > 500 && read > 30_000, $"only {pages} pages and {read} METADATA in {folder}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Pages, int Metadata, List<string> Failures)> ReadAllAsync(string folder)
    {
        Assert.True(Mirror.TryParse(folder, folder, out Mirror? mirror));
        using IndexClient client = new FakeServer().Client(options => options with { Mirror = mirror, Aliases = new HostAliases([["download.pytorch.org", "download-r2.pytorch.org"]]) });
        List<string> failures = [];
        int pages = 0, read = 0;
        foreach (string page in Directory.EnumerateFiles(folder, "index.*", SearchOption.AllDirectories))
        {
            string[] parts = Path.GetRelativePath(folder, page).Split(Path.DirectorySeparatorChar);
            if (parts.Length != (parts[0] == "pypi.org" ? 4 : 5) || !PackageName.TryParse(parts[^2], out PackageName? name)) continue;
            using SimpleIndexSource source = new(client, new Uri($"https://{string.Join('/', parts[..^2])}/"));
            ProjectListing? listing = await source.FindAsync(name, CancellationToken.None);
            if (listing is null) failures.Add($"{page}: no listing");

            // torchrec_cpu-0.1.1-3.7-none-any.whl: an interpreter tag is an identifier, so packaging refuses these names too.
            failures.AddRange((listing?.Skipped ?? []).Where(file => file.EndsWith(".whl", StringComparison.Ordinal) && name.Value != "torchrec-cpu").Select(file => $"{page}: skipped {file}"));
            pages++;
            foreach (DistributionFile file in (listing?.Files ?? []).Where(file => file.HasMetadata))
            {
                // One wheel of each version is recorded.
                if (!File.Exists(mirror.Locate(file.Url).LocalPath + ".metadata")) continue;
                try
                {
                    await source.ReadMetadataAsync(file, CancellationToken.None);
                    read++;
                }
                catch (LttException failure)
                {
                    failures.Add(failure.Message);
                }
            }
        }

        return (pages, read, failures);
    }
}
