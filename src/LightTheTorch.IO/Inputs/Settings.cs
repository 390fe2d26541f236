using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Inputs;

/// <summary>The value of a setting and where it was said.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Values">The strings; empty for a flag. Paths are complete: what was relative to a file is joined to its folder.</param>
/// <param name="IsOn">For a flag, and for <see cref="SettingKind.FlagOrList"/> given as one.</param>
/// <param name="Origin">The file's name with line and column, or the name of the variable.</param>
public sealed record Setting(SettingKey Key, ImmutableArray<string> Values, bool? IsOn, string Origin)
{
    /// <summary>Null when it came from a variable.</summary>
    public SourceLocation? Location { get; init; }
}

/// <summary>What files and variables say about a run. Options of the command line stand above them.</summary>
public sealed class Settings
{
    private readonly ImmutableDictionary<string, Setting> _settings;

    internal Settings(IEnumerable<Setting> settings, ImmutableArray<UserSource> sources, CatalogueNode? catalogueBackends)
    {
        _settings = settings.ToImmutableDictionary(s => s.Key.Name, StringComparer.Ordinal);
        Sources = sources;
        CatalogueBackends = catalogueBackends;
    }

    public static Settings None { get; } = new([], [], null);

    /// <summary><c>[tool.ltt.sources]</c>: places for names that are not PyTorch's and not on PyPI.</summary>
    public ImmutableArray<UserSource> Sources { get; }

    /// <summary>Backends that the user adds to the catalogue, in the form of its <c>backends</c> section.</summary>
    public CatalogueNode? CatalogueBackends { get; }

    /// <summary>What to know about the files.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; private init; } = [];

    public Setting? this[string key] => _settings.GetValueOrDefault(key);

    /// <summary>The first value; null when the setting is not there.</summary>
    public string? Text(string key) => this[key] is { Values: [var first, ..] } ? first : null;

    public ImmutableArray<string> List(string key) => this[key]?.Values ?? [];

    /// <summary>Null when the setting is not there.</summary>
    public bool? Flag(string key) => this[key]?.IsOn;

    /// <summary>These settings where they speak, the others elsewhere.</summary>
    public Settings Over(Settings lower) => new(
        _settings.Values.Concat(lower._settings.Values.Where(s => !_settings.ContainsKey(s.Key.Name))),
        Sources.IsEmpty ? lower.Sources : Sources,
        CatalogueBackends ?? lower.CatalogueBackends)
    {
        Remarks = [.. Remarks, .. lower.Remarks],
    };

    internal Settings Noting(Diagnostic remark) => new(_settings.Values, Sources, CatalogueBackends) { Remarks = [.. Remarks, remark] };
}
