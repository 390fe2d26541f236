using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>A table of a catalogue under its schema: tells unknown keys, and reads the values of the known ones.</summary>
internal sealed partial class CatalogueTable
{
    private static readonly string[] s_platformNames = [.. Platform.All.Select(platform => platform.BaseName)];

    private readonly CatalogueNode.Mapping _map;
    private readonly CatalogueErrors _errors;

    private CatalogueTable(CatalogueNode.Mapping map, CatalogueErrors errors)
    {
        _map = map;
        _errors = errors;
    }

    /// <summary>The platforms that a catalogue may speak of, by their names without a suffix.</summary>
    public static ReadOnlySpan<string> PlatformNames => s_platformNames;

    public SourceLocation Location => _map.Location;

    /// <summary>Opens a table whose keys are names that the user chooses.</summary>
    public static CatalogueTable? OpenFree(CatalogueNode node, CatalogueErrors errors)
    {
        if (node is CatalogueNode.Mapping map)
        {
            foreach (IGrouping<string, CatalogueEntry> twice in map.Entries.GroupBy(entry => entry.Key).Where(group => group.Count() > 1))
            {
                errors.Add(twice.Last().Location, $"the key `{twice.Key}` stands here twice");
            }

            return new CatalogueTable(map, errors);
        }

        errors.Add(node.Location, $"expected a table, got {Describe(node)}");
        return null;
    }

    /// <summary>Opens a table that may have these keys only.</summary>
    public static CatalogueTable? Open(CatalogueNode node, CatalogueErrors errors, params ReadOnlySpan<string> keys)
    {
        CatalogueTable? table = OpenFree(node, errors);
        foreach (CatalogueEntry entry in table?.Entries ?? [])
        {
            if (keys.Contains(entry.Key)) continue;
            string? nearest = Nearest.To(entry.Key, keys.ToArray(), limit: 1).FirstOrDefault();
            string hint = nearest is null ? $"the keys here are {string.Join(", ", keys.ToArray().Select(key => $"`{key}`"))}" : $"did you mean `{nearest}`?";
            errors.Add(entry.Location, $"unknown key `{entry.Key}`", hint);
        }

        return table;
    }

    public ImmutableArray<CatalogueEntry> Entries => _map.Entries;

    public CatalogueNode? Find(string key) => _map.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    public string? Text(string key) => Find(key) is { } node ? Text(node) : null;

    public string? Text(CatalogueNode node)
    {
        if (node is CatalogueNode.Scalar scalar) return scalar.Text;
        _errors.Add(node.Location, $"expected text, got {Describe(node)}");
        return null;
    }

    public bool? Flag(string key) => Find(key) is { } node ? Parsed<bool?>(node, text => text switch { "true" => true, "false" => false, _ => null }, "`true` or `false`") : null;

    public int? Number(string key) =>
        Find(key) is { } node
            ? Parsed<int?>(node, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null, "a number")
            : null;

    /// <summary>Whole numbers; one may stand without its brackets.</summary>
    public IEnumerable<int> Numbers(string key) =>
        List(key, node => Parsed(node, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? Tuple.Create(number) : null, "a number")).Select(number => number.Item1);

    /// <summary>Says so when a key is missing without which the table means nothing.</summary>
    public void Require(string key)
    {
        if (Find(key) is null) _errors.Add(Location, $"the key `{key}` is missing");
    }

    public VendorRange? Range(string key) => Find(key) is { } node ? Range(node) : null;

    public VendorRange? Range(CatalogueNode node) =>
        Parsed(node, text => VendorRange.TryParse(text, out VendorRange? range) ? range : null, "a version range such as `[2.6, 2.15)`");

    public PackageName? Package(CatalogueNode node) =>
        Parsed(node, text => PackageName.TryParse(text, out PackageName? name) ? name : null, "the name of a package");

    public PackagePattern? PackagePattern(CatalogueNode node) =>
        Parsed(node, text => Torch.PackagePattern.TryParse(text, out PackagePattern? pattern) ? pattern : null, "the name of a package, or the beginning of names such as `rocm-sdk-*`");

    public Uri? Address(CatalogueNode node) =>
        Parsed(node, text => AddressText.TryParse(text, out Uri? uri) && uri.Scheme is "https" or "http" && text.EndsWith('/') ? uri : null, "an https address with a slash at its end");

    /// <summary>The name of a host, without a port: what is compared with the host of an address.</summary>
    public string? Host(CatalogueNode node) =>
        Parsed(node, text => Uri.CheckHostName(text) == UriHostNameType.Dns && !text.Any(char.IsAsciiLetterUpper) ? text : null, "the name of a host such as `download.pytorch.org`");

    /// <summary>A device id of the PCI bus as <c>lspci -n</c> writes it.</summary>
    public string? PciId(CatalogueNode node) => Parsed(node, text => PciIdForm().IsMatch(text) ? text : null, "a PCI device id: four hexadecimal digits in lower case");

    /// <summary>A part of an address that cannot lead away from what stands before it: plain segments, with a slash at the end; or empty.</summary>
    public string? RelativePath(string key) =>
        Find(key) is { } node
            ? Parsed(node, text => text.Length == 0 || (RelativeForm().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal)) ? text : null, "a folder such as `cu126/`")
            : null;

    /// <summary>The value of <c>platforms</c> where it is a list.</summary>
    public ImmutableArray<string> Platforms() =>
        List("platforms", node => Parsed(node, text => s_platformNames.Contains(text) ? text : null, $"a platform ({string.Join(", ", s_platformNames)})"));

    /// <summary>A list of values; one value may stand without its brackets.</summary>
    public ImmutableArray<T> List<T>(string key, Func<CatalogueNode, T?> read)
        where T : class =>
        Find(key) switch
        {
            null => [],
            CatalogueNode.Sequence sequence => [.. sequence.Items.Select(read).OfType<T>()],
            { } single => read(single) is { } value ? [value] : [],
        };

    /// <summary>A value in its text form, or an error that says what was expected.</summary>
    public T? Parsed<T>(CatalogueNode node, Func<string, T?> parse, string expected)
    {
        if (Text(node) is not { } text) return default;
        T? value = parse(text);
        if (value is null) _errors.Add(node.Location, $"expected {expected}, got `{text}`");
        return value;
    }

    [GeneratedRegex(@"\A([A-Za-z0-9._-]+/)+\z", RegexOptions.NonBacktracking)]
    private static partial Regex RelativeForm();

    [GeneratedRegex(@"\A[0-9a-f]{4}\z", RegexOptions.NonBacktracking)]
    private static partial Regex PciIdForm();

    private static string Describe(CatalogueNode node) => node switch
    {
        CatalogueNode.Scalar scalar => $"`{scalar.Text}`",
        CatalogueNode.Sequence => "a list",
        _ => "a table",
    };
}
