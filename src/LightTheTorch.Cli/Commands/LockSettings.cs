using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary>The settings of files and variables, below what the command line of <c>ltt lock</c> says.</summary>
internal sealed class LockSettings
{
    private readonly Settings _settings;

    public LockSettings(Settings settings) => _settings = settings;

    public ImmutableArray<UserSource> Sources => _settings.Sources;

    public CatalogueNode? CatalogueBackends => _settings.CatalogueBackends;

    public ImmutableArray<string> Or(IReadOnlyCollection<string>? said, string key) => said is { Count: > 0 } ? [.. said] : _settings.List(key);

    public string? Or(string? said, string key) => said ?? _settings.Text(key);

    public bool Or(bool said, string key) => said || (_settings.Flag(key) ?? false);

    /// <summary>The names of a setting that may also be a mere flag.</summary>
    public ImmutableArray<string> Or(IReadOnlyCollection<string> said, string key, string whenOn) =>
        said.Count > 0 ? [.. said] : _settings.Flag(key) is { } isOn ? isOn ? [whenOn] : [] : _settings.List(key);

    /// <summary>Where a file says it; null when none does.</summary>
    public SourceLocation? PlaceOf(string key) => _settings[key]?.Location;

    public IndexSettings Over(IndexSettings said) => said with
    {
        IndexUrl = Or(said.IndexUrl, "index-url"),
        PytorchIndexUrl = Or(said.PytorchIndexUrl, "pytorch-index-url"),
        FindLinks = Or(said.FindLinks, "find-links"),
        Mirror = Or(said.Mirror, "mirror"),
        Offline = Or(said.Offline, "offline"),
        CacheDir = Or(said.CacheDir, "cache-dir"),
    };
}
