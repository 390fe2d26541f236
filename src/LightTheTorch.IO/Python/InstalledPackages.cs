using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Syncing;

namespace LightTheTorch.IO.Python;

/// <summary>Reads what an environment holds from its folders, without starting its Python (PEP 376, 610, 627).</summary>
public static class InstalledPackages
{
    /// <param name="folders">Where packages are installed to; one that is not there holds nothing.</param>
    /// <returns>In order of name; of packages that are there twice the first that Python would find.</returns>
    public static ImmutableArray<InstalledPackage> Read(IEnumerable<string> folders) =>
    [
        .. folders
            .Distinct()
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
            .Select(ReadOne)
            .OfType<InstalledPackage>()
            .DistinctBy(package => package.Name)
            .OrderBy(package => package.Name),
    ];

    private static InstalledPackage? ReadOne(string path)
    {
        string name = Path.GetFileName(path);
        if (name.StartsWith('~')) return null; // pip's own, of a removal that was broken off
        return Path.GetExtension(name) switch
        {
            ".dist-info" => DistInfo(path),
            ".egg-info" => EggInfo(path),
            ".egg-link" => EggLink(path),
            _ => null,
        };
    }

    private static InstalledPackage? DistInfo(string path)
    {
        DirectUrl? origin = ReadText(Path.Combine(path, DirectUrlFile.Name)) is { } json ? DirectUrlFile.Parse(json) : null;
        // The name of the folder says the same where METADATA was not written any more.
        (string? name, string? version) = Headers(Path.Combine(path, "METADATA"));
        string[] parts = Path.GetFileNameWithoutExtension(path).Split('-', 2);
        if (!PackageName.TryParse(name ?? parts[0], out PackageName? parsed)) return null;
        return new InstalledPackage(parsed, version ?? parts.ElementAtOrDefault(1) ?? "", path)
        {
            Origin = origin,
            IsEditable = origin is { IsEditable: true },
            // The wheel's own list comes with its files, wherever it stands among them; who installed it is noted after the last.
            IsComplete = version is not null && File.Exists(Path.Combine(path, "RECORD")) && File.Exists(Path.Combine(path, "INSTALLER")),
        };
    }

    // A folder from setuptools, or one file from distutils.
    private static InstalledPackage? EggInfo(string path)
    {
        (string? name, string? version) = Headers(Directory.Exists(path) ? Path.Combine(path, "PKG-INFO") : path);
        return PackageName.TryParse(name ?? "", out PackageName? parsed) ? new InstalledPackage(parsed, version ?? "", path) : null;
    }

    // What `setup.py develop` leaves: the first line is the folder that somebody works on.
    private static InstalledPackage? EggLink(string path)
    {
        if (!PackageName.TryParse(Path.GetFileNameWithoutExtension(path), out PackageName? name)) return null;
        string folder = ReadText(path)?.Split('\n')[0].Trim() ?? "";
        if (folder.Contains('\0', StringComparison.Ordinal)) folder = ""; // no system has such a path
        (_, string? version) = Headers(Path.Combine(folder, Path.GetFileNameWithoutExtension(path).Replace('-', '_') + ".egg-info", "PKG-INFO"));
        return new InstalledPackage(name, version ?? "", path) { IsEditable = true };
    }

    // Both stand among the first lines; the rest may be a long description.
    private static (string? Name, string? Version) Headers(string path)
    {
        try
        {
            string? name = null, version = null;
            foreach (string line in File.ReadLines(path))
            {
                if (line.Length == 0 || (name is not null && version is not null)) break;
                if (line.StartsWith("Name:", StringComparison.OrdinalIgnoreCase)) name ??= line[5..].Trim();
                else if (line.StartsWith("Version:", StringComparison.OrdinalIgnoreCase)) version ??= line[8..].Trim();
            }

            return (name, version);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, null);
        }
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
