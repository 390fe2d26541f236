using System.Collections.Immutable;

namespace LightTheTorch.IO.Inputs;

/// <summary>What a setting holds.</summary>
public enum SettingKind
{
    Text,
    Flag,

    /// <summary>A string, several between commas, or an array of strings.</summary>
    List,

    /// <summary><c>true</c>, or a list.</summary>
    FlagOrList,

    /// <summary>Paths that start beside the file that names them.</summary>
    Paths,

    /// <summary>Paths or addresses; paths start beside the file that names them.</summary>
    Places,
}

/// <summary>A setting that <c>[tool.ltt]</c>, <c>ltt.toml</c> and the environment may hold: the long name of an option, without dashes in front.</summary>
/// <param name="Name"><c>index-url</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">For the documentation.</param>
public sealed record SettingKey(string Name, SettingKind Kind, string Description)
{
    /// <summary>If not empty, the only values.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary><c>LTT_INDEX_URL</c>.</summary>
    public string Variable => "LTT_" + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>All of them, in the order of the documentation.</summary>
    public static ImmutableArray<SettingKey> All { get; } =
    [
        new("inputs", SettingKind.Paths, "The files that `ltt lock` reads when none is named"),
        new("backends", SettingKind.List, "The backends to lock for; as a table, additions to the catalogue"),
        new("python", SettingKind.List, "The Pythons to lock for"),
        new("platforms", SettingKind.List, "The platforms to lock for"),
        new("output", SettingKind.Paths, "The folder that locks are written to"),
        new("constraint", SettingKind.Paths, "Files that limit versions"),
        new("override", SettingKind.Paths, "Files whose requirements replace every other of the same name"),
        new("extra", SettingKind.List, "Extras of the project to lock"),
        new("all-extras", SettingKind.Flag, "All extras of the project"),
        new("group", SettingKind.List, "Dependency groups to lock"),
        new("pre", SettingKind.Flag, "Take pre-releases"),
        new("channel", SettingKind.Text, "The branch of PyTorch's index: stable, test or nightly"), // the catalogue knows them
        new("resolution", SettingKind.Text, "Which versions to prefer") { Choices = ["highest", "lowest", "lowest-direct"] },
        new("exclude-newer", SettingKind.Text, "Leave out files uploaded after this date (UTC)"),
        new("format", SettingKind.Text, "Which locks to write") { Choices = ["requirements", "pylock", "both"] },
        new("same-versions", SettingKind.FlagOrList, "Packages whose versions must agree between backends; `true` means torch"),
        new("allow-build", SettingKind.List, "Packages whose METADATA may be asked of their build backend"),
        new("index-url", SettingKind.Text, "The index that replaces PyPI"),
        new("pytorch-index-url", SettingKind.Text, "The index that replaces PyTorch's, the part before `/cu126/`"),
        new("find-links", SettingKind.Places, "Pages, files or folders; the names that lie there come from there and from nowhere else"),
        new("mirror", SettingKind.Places, "A tree `<host>/<path>` that stands in for the hosts"),
        new("offline", SettingKind.Flag, "Use only what the cache or a mirror holds"),
        new("cache-dir", SettingKind.Paths, "Where pages, METADATA and hashes are kept"),
        new("catalogue", SettingKind.Paths, "A file with more backends; as a table, the backends themselves"),
        new("backend", SettingKind.Text, "The backend that `ltt sync` installs"),
        new("no-prune", SettingKind.Flag, "`ltt sync` leaves packages that no lock names"),
        new("rewrite", SettingKind.List, "`A=B`: install from addresses that begin with B where the lock has A"),
    ];

    public static SettingKey? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}
