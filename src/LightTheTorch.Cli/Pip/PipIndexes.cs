using System.Collections.Immutable;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary>The places that pip would look in, as it puts them together: options, then variables, then configuration files; now all served.</summary>
/// <param name="IndexUrl">The one index.</param>
/// <param name="ExtraIndexUrls">More of them, equal to the first.</param>
/// <param name="FindLinks">Pages and folders.</param>
internal sealed record PipIndexes(string IndexUrl, ImmutableArray<string> ExtraIndexUrls, ImmutableArray<string> FindLinks)
{
    /// <summary>Options and keys that say where to look.</summary>
    public static ImmutableArray<string> Keys { get; } = ["index-url", "pypi-url", "extra-index-url", "find-links"];

    public static PipIndexes Move(PipCommandLine line, PipConfiguration configuration, IndexMover mover, BackendCatalogue catalogue)
    {
        string subcommand = line.Subcommand ?? "";
        string index = line.Values("index-url").LastOrDefault()
            ?? configuration.Value(subcommand, "index-url")
            ?? configuration.Value(subcommand, "pypi-url")
            ?? catalogue.Indexes["pypi"].AbsoluteUri;
        string first = mover.Index(index);
        return new PipIndexes(
            first,
            [.. configuration.List(subcommand, "extra-index-url").Concat(line.Values("extra-index-url")).Select(mover.Index).Distinct().Where(url => url != first)],
            [.. configuration.List(subcommand, "find-links").Concat(line.Values("find-links")).Select(mover.Links).OfType<string>().Distinct()]);
    }

    /// <summary>As settings of pip's.</summary>
    public IEnumerable<PipSetting> Settings
    {
        get
        {
            yield return new PipSetting("global", "index-url", IndexUrl);
            yield return new PipSetting("global", "extra-index-url", string.Join('\n', ExtraIndexUrls));
            yield return new PipSetting("global", "find-links", string.Join('\n', FindLinks));
        }
    }
}
