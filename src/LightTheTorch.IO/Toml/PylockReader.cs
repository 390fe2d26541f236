using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Toml;

/// <summary>Reads and validates <c>pylock.toml</c> (PEP 751) as packaging's <c>Pylock.from_dict</c> does; unlike it, all errors are told at once.</summary>
public static class PylockReader
{
    private static readonly PyVersion s_first = PyVersion.Parse("1");
    private static readonly PyVersion s_second = PyVersion.Parse("2");

    /// <exception cref="LttException">It is no valid lock (<see cref="DiagnosticCode.InvalidLock"/>).</exception>
    public static Pylock Read(SourceText source)
    {
        if (!TomlDocument.TryParse(source, DiagnosticCode.InvalidLock, out TomlDocument? document, out ImmutableArray<Diagnostic> errors))
        {
            throw new LttException(errors, ExitCode.Failed);
        }

        return Read(document);
    }

    /// <exception cref="LttException">It is no valid lock (<see cref="DiagnosticCode.InvalidLock"/>).</exception>
    public static Pylock Read(TomlDocument document)
    {
        PylockFields fields = new(new TomlFields(document.Source, DiagnosticCode.InvalidLock));
        TomlNode.Table root = document.Root;
        PyVersion? version = LockVersion(root, fields);
        string createdBy = fields.Required(root, "created-by");
        ImmutableArray<Marker> environments = fields.Many<Marker>(root, "environments", Marker.TryParse);
        ImmutableArray<ExtraName> extras = Extras(root, fields);
        SpecifierSet? requiresPython = fields.RequiresPython(root);
        ImmutableArray<string> groups = fields.Strings(root, "dependency-groups");
        ImmutableArray<string> defaults = fields.Strings(root, "default-groups");
        fields.Toml.Get<TomlNode.Table>(root, "tool", "table");
        ImmutableArray<PylockPackage> packages = Packages(root, fields);
        if (!fields.Toml.Errors.IsEmpty || version is null) throw new LttException(fields.Toml.Errors, ExitCode.Failed);
        return new Pylock
        {
            LockVersion = version,
            CreatedBy = createdBy,
            Environments = environments,
            RequiresPython = requiresPython,
            Extras = extras,
            DependencyGroups = groups,
            DefaultGroups = defaults,
            Packages = packages,
        };
    }

    private static PyVersion? LockVersion(TomlNode.Table root, PylockFields fields)
    {
        if (root["lock-version"] is not { } node)
        {
            fields.Toml.AddMissing(root, "lock-version");
            return null;
        }

        PyVersion? version = fields.Version(root, "lock-version");
        if (version is not null && (version < s_first || version >= s_second)) fields.Toml.Add(node, $"pylock version {version} is not supported");
        return version;
    }

    private static ImmutableArray<ExtraName> Extras(TomlNode.Table root, PylockFields fields)
    {
        ImmutableArray<ExtraName>.Builder extras = ImmutableArray.CreateBuilder<ExtraName>();
        foreach (TomlNode.Text node in fields.Toml.Texts(root, "extras") ?? [])
        {
            if (ExtraName.TryParse(node.Value, out ExtraName? extra) && extra.Value == node.Value) extras.Add(extra);
            else fields.Toml.Add(node, $"name `{node.Value}` is not normalized");
        }

        return extras.ToImmutable();
    }

    private static ImmutableArray<PylockPackage> Packages(TomlNode.Table root, PylockFields fields)
    {
        if (root["packages"] is null) fields.Toml.AddMissing(root, "packages");
        return [.. fields.Tables(root, "packages").Select(t => new PylockPackageReader(fields, t).Read()).OfType<PylockPackage>()];
    }
}
