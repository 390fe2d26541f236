using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Inputs;

/// <summary>The pins of another tool's lock, as preferences for people who come from there.</summary>
public static class ForeignLock
{
    /// <summary>The files that are looked for, best first.</summary>
    public static ImmutableArray<string> FileNames { get; } = ["uv.lock", "poetry.lock", "pdm.lock", "pylock.toml"];

    /// <summary>
    /// Name and version of each package of an index. A name with several versions, one for each of several platforms, is left out: which one is
    /// meant would depend on the target. Local versions are cut off: <c>2.9.0+cu126</c> is a wish for 2.9.0 on every backend.
    /// </summary>
    /// <param name="source">A <c>uv.lock</c>, <c>poetry.lock</c>, <c>pdm.lock</c> or <c>pylock.toml</c>: all are TOML with a list of packages.</param>
    /// <exception cref="LttException">It is no TOML.</exception>
    public static ImmutableDictionary<PackageName, PyVersion> ReadPins(SourceText source)
    {
        if (!TomlDocument.TryParse(source, DiagnosticCode.InvalidProjectFile, out TomlDocument? document, out ImmutableArray<Diagnostic> errors))
        {
            throw new LttException(errors, ExitCode.Failed);
        }

        TomlNode? list = document.Root["package"] ?? document.Root["packages"];
        return (list as TomlNode.Array)?.Items.OfType<TomlNode.Table>()
            .Where(IsFromIndex)
            .Select(Pin)
            .OfType<(PackageName Name, PyVersion Version)>()
            .GroupBy(p => p.Name)
            .Where(g => g.Select(p => p.Version).Distinct().Count() == 1)
            .ToImmutableDictionary(g => g.Key, g => g.First().Version)
            ?? ImmutableDictionary<PackageName, PyVersion>.Empty;
    }

    private static (PackageName Name, PyVersion Version)? Pin(TomlNode.Table package) =>
        package["name"] is TomlNode.Text name && PackageName.TryParse(name.Value, out PackageName? parsed)
        && package["version"] is TomlNode.Text version && PyVersion.TryParse(version.Value, out PyVersion? number)
            ? (parsed, number.Public)
            : null;

    // uv: source = { registry = "…" }; poetry: [package.source] type = "git" where it is none; the project itself is virtual or editable.
    private static bool IsFromIndex(TomlNode.Table package) => package["source"] is not TomlNode.Table source
        || source["registry"] is not null
        || source["type"] is TomlNode.Text { Value: "legacy" or "pypi" };
}
