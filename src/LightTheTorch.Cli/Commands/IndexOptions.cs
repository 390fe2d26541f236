using System.Collections.Immutable;
using System.CommandLine;

namespace LightTheTorch.Cli.Commands;

/// <summary>Where files come from: the same options on every command that reads an index.</summary>
internal sealed class IndexOptions
{
    private readonly Option<string?> _indexUrl = new("--index-url") { Description = "The index that replaces PyPI, links kept as it gives them", HelpName = "URL" };
    private readonly Option<string?> _pytorchIndexUrl = new("--pytorch-index-url") { Description = "The part before `/cu126/` of the index that replaces PyTorch's", HelpName = "URL" };
    private readonly Option<string[]> _findLinks = new("--find-links", "-f") { Description = "A page of links, a file or a folder: the names that lie there come from there and from nowhere else; {torch} and {backend} are replaced", HelpName = "PLACE" };
    private readonly Option<string?> _mirror = new("--mirror") { Description = "A tree <host>/<path> that stands in for the hosts: a folder, or the URL of a static web server", HelpName = "DIR-or-URL" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Use only what the cache (or a mirror folder) holds" };
    private readonly Option<bool> _refresh = new("--refresh") { Description = "Ask the index again, however fresh the cache is" };
    private readonly Option<string?> _cacheDir = new("--cache-dir") { Description = "Where pages, METADATA and hashes are kept between runs", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_indexUrl, _pytorchIndexUrl, _findLinks, _mirror, _offline, _refresh, _cacheDir]) command.Options.Add(option);
    }

    public IndexSettings Bind(ParseResult parsed) => new()
    {
        IndexUrl = parsed.GetValue(_indexUrl),
        PytorchIndexUrl = parsed.GetValue(_pytorchIndexUrl),
        FindLinks = [.. parsed.GetValue(_findLinks) ?? []],
        Mirror = parsed.GetValue(_mirror),
        Offline = parsed.GetValue(_offline),
        Refresh = parsed.GetValue(_refresh),
        CacheDir = parsed.GetValue(_cacheDir),
    };
}

/// <summary>What the user said about indexes. Plain data; null where nothing was said.</summary>
internal sealed record IndexSettings
{
    public string? IndexUrl { get; init; }

    public string? PytorchIndexUrl { get; init; }

    /// <summary>Pages, files or folders, as the user wrote them.</summary>
    public ImmutableArray<string> FindLinks { get; init; } = [];

    public string? Mirror { get; init; }

    public bool Offline { get; init; }

    public bool Refresh { get; init; }

    public string? CacheDir { get; init; }
}
