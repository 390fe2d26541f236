using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.IO.Toml;

/// <summary>Reads one entry of <c>[[packages]]</c>; what is wrong with it goes to the fields' errors.</summary>
internal sealed class PylockPackageReader(PylockFields fields, TomlNode.Table package)
{
    private readonly TomlFields _toml = fields.Toml;

    public PylockPackage? Read()
    {
        PackageName? name = Name();
        PyVersion? version = fields.Version(package, "version");
        SpecifierSet? requiresPython = fields.RequiresPython(package);
        Marker? marker = fields.One<Marker>(package, "marker", Marker.TryParse);
        string? index = _toml.Text(package, "index");
        CheckUnused();
        PylockSource? source = Source(name, version);
        return name is null || source is null
            ? null
            : new PylockPackage { Name = name, Version = version, Marker = marker, RequiresPython = requiresPython, Index = index, Source = source };
    }

    private PackageName? Name()
    {
        if (package["name"] is null) _toml.AddMissing(package, "name");
        if (_toml.Get<TomlNode.Text>(package, "name", "string") is not { } node) return null;
        if (PackageName.TryParse(node.Value, out PackageName? name) && name.Value == node.Value) return name;
        _toml.Add(node, $"name `{node.Value}` is not normalized");
        return null;
    }

    // Keys that must have their form although nothing here reads them.
    private void CheckUnused()
    {
        foreach (TomlNode.Table _ in fields.Tables(package, "dependencies"))
        {
            // A table of any content is valid: it only helps to tell packages apart.
        }

        foreach (TomlNode.Table identity in fields.Tables(package, "attestation-identities")) fields.Required(identity, "kind");
        _toml.Get<TomlNode.Table>(package, "tool", "table");
    }

    private PylockSource? Source(PackageName? name, PyVersion? version)
    {
        int before = _toml.Errors.Length;
        PylockSource?[] direct = [Vcs(), Directory(), Archive()];
        PylockFile? sdist = _toml.Get<TomlNode.Table>(package, "sdist", "table") is { } table ? Sdist(table, name, version) : null;
        ImmutableArray<PylockWheel> wheels = [.. fields.Tables(package, "wheels").Select(t => Wheel(t, name, version)).OfType<PylockWheel>()];
        if (_toml.Errors.Length > before) return null;
        int named = direct.Count(d => d is not null);
        bool hasFiles = sdist is not null || !wheels.IsEmpty;
        if (hasFiles && named == 0) return new PylockSource.Distributions(sdist, wheels);
        if (!hasFiles && named == 1) return direct.First(d => d is not null);
        _toml.Add(package, hasFiles
            ? "none of vcs, directory, archive must be set if sdist or wheels are set"
            : "exactly one of vcs, directory, archive must be set if sdist and wheels are not set");
        return null;
    }

    private PylockSource.Vcs? Vcs()
    {
        if (_toml.Get<TomlNode.Table>(package, "vcs", "table") is not { } table) return null;
        string type = fields.Required(table, "type");
        string commit = fields.Required(table, "commit-id");
        (string? url, string? path) = Place(table);
        return new PylockSource.Vcs(type, url, path, _toml.Text(table, "requested-revision"), commit, _toml.Text(table, "subdirectory"));
    }

    private PylockSource.Directory? Directory()
    {
        if (_toml.Get<TomlNode.Table>(package, "directory", "table") is not { } table) return null;
        bool editable = _toml.Get<TomlNode.Flag>(table, "editable", "boolean")?.Value ?? false;
        return new PylockSource.Directory(fields.Required(table, "path"), editable, _toml.Text(table, "subdirectory"));
    }

    private PylockSource.Archive? Archive() => _toml.Get<TomlNode.Table>(package, "archive", "table") is { } table
        ? new PylockSource.Archive(File(table), _toml.Text(table, "subdirectory"))
        : null;

    private PylockFile Sdist(TomlNode.Table table, PackageName? name, PyVersion? version)
    {
        PylockFile file = File(table);
        if (!SdistFileName.TryParse(file.FileName, out SdistFileName? sdist)) _toml.Add(table, $"invalid sdist filename `{file.FileName}`");
        else CheckName(table, file.FileName, sdist.Name, sdist.Version, name, version);
        return file;
    }

    private PylockWheel? Wheel(TomlNode.Table table, PackageName? name, PyVersion? version)
    {
        PylockFile file = File(table);
        if (!WheelFileName.TryParse(file.FileName, out WheelFileName? wheel))
        {
            _toml.Add(table, $"invalid wheel filename `{file.FileName}`");
            return null;
        }

        CheckName(table, file.FileName, wheel.Name, wheel.Version, name, version);
        return new PylockWheel(wheel, file);
    }

    private void CheckName(TomlNode.Table table, string file, PackageName ownName, PyVersion ownVersion, PackageName? name, PyVersion? version)
    {
        if (name is not null && !ownName.Equals(name)) _toml.Add(table, $"name in `{file}` is not consistent with package name `{name}`");
        else if (version is not null && ownVersion != version) _toml.Add(table, $"version in `{file}` is not consistent with package version `{version}`");
    }

    private PylockFile File(TomlNode.Table table)
    {
        string? name = _toml.Text(table, "name");
        DateTimeOffset? uploaded = _toml.Get<TomlNode.Time>(table, "upload-time", "date-time")?.Value;
        long? size = _toml.Get<TomlNode.Whole>(table, "size", "integer")?.Value;
        ImmutableSortedDictionary<string, string> hashes = Hashes(table);
        (string? url, string? path) = Place(table);
        return new PylockFile
        {
            FileName = name ?? (path is null ? null : LastPart(path)) ?? (url is null ? null : UrlName(url)) ?? "",
            Url = url,
            Path = path,
            Size = size,
            UploadTime = uploaded,
            Hashes = hashes,
        };
    }

    private ImmutableSortedDictionary<string, string> Hashes(TomlNode.Table table)
    {
        ImmutableSortedDictionary<string, string> none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (table["hashes"] is null) _toml.AddMissing(table, "hashes");
        if (_toml.Get<TomlNode.Table>(table, "hashes", "table") is not { } hashes) return none;
        if (hashes.Entries.Count == 0) _toml.Add(hashes, "at least one hash must be provided");
        else if (hashes.Entries.Any(e => e.Value is not TomlNode.Text)) _toml.Add(hashes, "hash values must be strings");
        return none.AddRange(hashes.Entries.Where(e => e.Value is TomlNode.Text).Select(e => KeyValuePair.Create(e.Key, ((TomlNode.Text)e.Value).Value)));
    }

    private (string? Url, string? Path) Place(TomlNode.Table table)
    {
        string? url = _toml.Text(table, "url") is { Length: > 0 } u ? u : null;
        string? path = _toml.Text(table, "path") is { Length: > 0 } p ? p : null;
        if (url is null && path is null) _toml.Add(table, "path or url must be provided");
        return (url, path);
    }

    // "If the path is relative it MAY use POSIX-style path separators explicitly for portability."
    private static string LastPart(string path) => path[(path.LastIndexOfAny(path.Contains('/', StringComparison.Ordinal) ? ['/'] : ['\\']) + 1)..];

    private static string UrlName(string url)
    {
        string path = url.Split('?', '#')[0];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
