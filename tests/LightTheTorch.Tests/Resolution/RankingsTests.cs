using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Resolution.Facts;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>Candidates are ranked once for each platform and Python, and anew where the rank would be another.</summary>
public sealed class RankingsTests
{
    private readonly Rankings _rankings = new();

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "pre", true)]
    [InlineData("", "backend", true)]
    [InlineData("", "python", false)]
    [InlineData("", "platform", false)]
    [InlineData("", "exclude-newer", false)]
    [InlineData("", "allow-build", false)]
    [InlineData("", "page", false)]
    [InlineData("hash", "hash", false)] // the hashes of another question may be others
    public async Task Rank_IsRememberedForTheSameQuestion(string first, string second, bool isSame)
    {
        ScenarioIndex index = new();
        index.Add("a 1..3");
        ProjectListing listing = (await index.FindAsync(PackageName.Parse("a"), TestContext.Current.CancellationToken))!; // it was added
        ImmutableArray<RankedVersion> ranked = Rank(first, listing);
        Assert.Equal(isSame, ranked.Zip(Rank(second, listing)).All(static pair => ReferenceEquals(pair.First, pair.Second)));
    }

    private ImmutableArray<RankedVersion> Rank(string change, ProjectListing listing)
    {
        InputRequirement input = new(Requirement.Parse("a"), new SourceLocation("requirements.in", 1, 1)) { Hashes = change == "hash" ? ["sha256:" + new string('0', 64)] : [] };
        ResolutionRequest request = new(new Target(BackendName.Parse(change == "backend" ? "cu126" : "cpu"), Platform.Parse(change == "platform" ? "win_amd64" : "linux_x86_64"), PythonVersion.Parse(change == "python" ? "3.11" : "3.12")), [input])
        {
            Options = change switch
            {
                "pre" => new ResolutionOptions { Prereleases = true },
                "exclude-newer" => new ResolutionOptions { ExcludeNewer = DateTimeOffset.UnixEpoch },
                "allow-build" => new ResolutionOptions { AllowBuild = [listing.Name] },
                _ => ResolutionOptions.Default,
            },
        };
        VersionRanker ranker = new(request.Target, request.Options, new AllowedFiles(request), _rankings);
        return ranker.Rank(listing.Name, "https://index.test/simple", change == "page" ? listing with { Skipped = ["x"] } : listing, []).Ranked;
    }
}
