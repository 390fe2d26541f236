using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Locking;

/// <summary>What an installer would take from a <c>pylock.toml</c>: PEP 751, "Installation", step by step. A closed hierarchy.</summary>
public abstract record PylockSelection
{
    private PylockSelection()
    {
    }

    /// <summary>The packages to install, in the order of the lock; a file is the wheel, the sdist or the archive, null for checkouts and folders.</summary>
    public sealed record Selected(ImmutableArray<(PylockPackage Package, PylockFile? File)> Packages) : PylockSelection;

    /// <summary>The lock cannot be used here.</summary>
    /// <param name="Message">Why, in packaging's words.</param>
    public sealed record Refused(string Message) : PylockSelection;

    /// <param name="pylock">The lock.</param>
    /// <param name="environment">The interpreter to install for.</param>
    /// <param name="tags">The wheels that it takes.</param>
    /// <param name="extras">The extras asked for.</param>
    /// <param name="groups">The groups asked for; null for the lock's default groups.</param>
    public static PylockSelection Of(
        Pylock pylock,
        MarkerEnvironment environment,
        SupportedTags tags,
        IEnumerable<ExtraName> extras,
        IEnumerable<string>? groups = null)
    {
        MarkerEnvironment inLock = environment with
        {
            Extra = null,
            Extras = [.. extras.Select(e => e.Value)],
            DependencyGroups = [.. groups ?? pylock.DefaultGroups],
        };
        try
        {
            string? refused = Unfit(pylock.RequiresPython, environment) ?? OutsideEnvironments(pylock, environment);
            return refused is null ? Select(pylock, environment, inLock, tags) : new Refused(refused);
        }
        catch (MarkerException meaningless)
        {
            return new Refused(meaningless.Message);
        }
    }

    private static PylockSelection Select(Pylock pylock, MarkerEnvironment environment, MarkerEnvironment inLock, SupportedTags tags)
    {
        Dictionary<PackageName, int> chosen = [];
        for (int i = 0; i < pylock.Packages.Length; i++)
        {
            PylockPackage package = pylock.Packages[i];
            if (package.Marker is { } marker && !marker.Evaluate(inLock)) continue;
            if (Unfit(package.RequiresPython, environment) is { } unfit) return new Refused($"{unfit} for package `{package.Name}` at packages[{i}]");
            if (!chosen.TryAdd(package.Name, i))
            {
                return new Refused($"multiple packages with the name `{package.Name}` are selected at packages[{i}] and packages[{chosen[package.Name]}]");
            }
        }

        ImmutableArray<(PylockPackage, PylockFile?)>.Builder selected = ImmutableArray.CreateBuilder<(PylockPackage, PylockFile?)>(chosen.Count);
        foreach (int i in chosen.Values.Order())
        {
            PylockPackage package = pylock.Packages[i];
            if (!TryFile(package.Source, tags, out PylockFile? file))
            {
                return new Refused($"no wheel found matching the provided tags for package `{package.Name}` at packages[{i}], and no sdist available as a fallback");
            }

            selected.Add((package, file));
        }

        return new Selected(selected.ToImmutable());
    }

    // The best tag wins, and among equals the first of the file: PEP 751 leaves build tags to whoever wrote the lock.
    private static bool TryFile(PylockSource source, SupportedTags tags, out PylockFile? file)
    {
        file = null;
        switch (source)
        {
            case PylockSource.Archive archive:
                file = archive.File;
                return true;
            case PylockSource.Distributions { Sdist: var sdist, Wheels: var wheels }:
                file = wheels
                    .Select(w => (w.File, Rank: tags.Rank(w.Name)))
                    .Where(w => w.Rank is not null)
                    .OrderBy(w => w.Rank)
                    .Select(w => w.File)
                    .FirstOrDefault() ?? sdist;
                return file is not null;
            case PylockSource.Vcs or PylockSource.Directory:
                return true;
            default: throw new UnreachableException();
        }
    }

    private static string? Unfit(SpecifierSet? required, MarkerEnvironment environment)
    {
        string full = environment.PythonFullVersion;
        bool fits = required is null || (PyVersion.TryParse(full.EndsWith('+') ? full + "local" : full, out PyVersion? version) && required.Contains(version));
        return fits ? null : $"python_full_version `{full}` in provided environment does not satisfy the Python version requirement `{required}`";
    }

    private static string? OutsideEnvironments(Pylock pylock, MarkerEnvironment environment) =>
        pylock.Environments.IsEmpty || pylock.Environments.Any(m => m.Evaluate(environment))
            ? null
            : "provided environment does not satisfy any of the environments specified in the lock file";
}
