using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary>What the user asked <c>ltt lock</c> for. Plain data, so that tests call the handler without a command line.</summary>
internal sealed record LockOptions
{
    public required ImmutableArray<string> Inputs { get; init; }

    public required ImmutableArray<string> Backends { get; init; }

    public required ImmutableArray<string> Pythons { get; init; }

    public required ImmutableArray<string> Platforms { get; init; }

    public string? Output { get; init; }

    public ImmutableArray<string> Constraints { get; init; } = [];

    public ImmutableArray<string> Overrides { get; init; } = [];

    public ImmutableArray<ExtraName> Extras { get; init; } = [];

    public bool AllExtras { get; init; }

    public ImmutableArray<GroupName> Groups { get; init; } = [];

    /// <summary>Where a file names the extras.</summary>
    public SourceLocation? ExtrasPlace { get; init; }

    /// <summary>Where a file names the groups.</summary>
    public SourceLocation? GroupsPlace { get; init; }

    public ResolutionOptions Resolution { get; init; } = ResolutionOptions.Default;

    /// <summary>The branch of PyTorch's index; null where nobody said.</summary>
    public string? Channel { get; init; }

    /// <summary>Where a file names it.</summary>
    public SourceLocation? ChannelPlace { get; init; }

    /// <summary>Places for names that the user declared.</summary>
    public ImmutableArray<UserSource> Sources { get; init; } = [];

    /// <summary>A file with more backends.</summary>
    public string? Catalogue { get; init; }

    /// <summary>Backends that the user adds to the catalogue.</summary>
    public CatalogueNode? CatalogueBackends { get; init; }

    /// <summary>Digest of both; null where the catalogue is the one that the program was built with.</summary>
    public string? CatalogueSha256 { get; init; }

    /// <summary>Keep no pin of the old locks.</summary>
    public bool Upgrade { get; init; }

    /// <summary>Keep all pins of the old locks but those of these packages.</summary>
    public ImmutableHashSet<PackageName> UpgradePackages { get; init; } = [];

    /// <summary>Packages whose version is to be the same on all targets.</summary>
    public ImmutableArray<PackageName> SameVersions { get; init; } = [];

    /// <summary>Which files are written.</summary>
    public LockFormat Format { get; init; } = LockFormat.Requirements;

    /// <summary>With <c>--check</c>: resolve as well.</summary>
    public bool CheckNetwork { get; init; }

    /// <summary>Download every file and hold its bytes against what the index says.</summary>
    public bool VerifyHashes { get; init; }

    /// <summary>Resolve and report, write nothing.</summary>
    public bool DryRun { get; init; }

    public required IndexSettings Index { get; init; }

    public required Speech Speech { get; init; }

    /// <summary>What a lock's header says of them: the options that change the answer and have not their default.</summary>
    public ImmutableArray<string> ThatMatter =>
    [
        .. Resolution.AllowBuild.Order().Select(name => $"allow-build={name}"),
        .. CatalogueSha256 is { } catalogue ? [$"catalogue={catalogue[..16]}"] : ImmutableArray<string>.Empty,
        .. Channel is { } channel && (channel != "stable" || Resolution.Prereleases) ? [$"channel={channel}"] : ImmutableArray<string>.Empty,
        .. Resolution.ExcludeNewer is { } time ? [$"exclude-newer={time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}"] : ImmutableArray<string>.Empty,
        // The first page counts, so the order stays.
        .. Index.FindLinks.IsEmpty ? ImmutableArray<string>.Empty : [$"find-links={LockDigest.OfLines(Index.FindLinks.Select(Secrets.Without))[..16]}"],
        .. Address("index-url", Index.IndexUrl),
        .. Resolution.Prereleases ? ["pre"] : ImmutableArray<string>.Empty,
        .. Address("pytorch-index-url", Index.PytorchIndexUrl),
        .. Resolution.Mode switch
        {
            ResolutionMode.Lowest => ["resolution=lowest"],
            ResolutionMode.LowestDirect => ["resolution=lowest-direct"],
            _ => ImmutableArray<string>.Empty,
        },
        .. SameVersions.IsEmpty ? ImmutableArray<string>.Empty : [$"same-versions={string.Join(',', SameVersions)}"],
        .. Sources.IsEmpty ? ImmutableArray<string>.Empty : [$"sources={LockDigest.OfLines(Sources.Select(Line).Order(StringComparer.Ordinal))[..16]}"],
    ];

    private static ImmutableArray<string> Address(string name, string? url) => url is null ? [] : [$"{name}={Secrets.Without(url)}"];

    private static string Line(UserSource source) =>
        string.Join('|', source.Label, source.Address, source.IsFindLinks ? "find-links" : "index", string.Join(' ', source.Packages.Order()), string.Join(' ', source.Backends.Order()));
}
