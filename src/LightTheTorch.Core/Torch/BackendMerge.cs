using System.Collections.Immutable;
using LightTheTorch.Index;

namespace LightTheTorch.Torch;

/// <summary>
/// One project's files from several backends' pages as one page. An installer takes the highest version and does not know that <c>2.9.0+cpu</c> and
/// <c>2.9.0+cu130</c> are one version built twice, so of each build only the best backend's may remain.
/// </summary>
public static class BackendMerge
{
    private static readonly char[] s_number = [.. "0123456789_"];

    /// <param name="pages">The files of one project by backend, best backend first.</param>
    /// <returns>The files in the order of their pages. A worse backend's file stays where no better one has that version for that Python and platform.</returns>
    public static ImmutableArray<DistributionFile> Merge(IEnumerable<ImmutableArray<DistributionFile>> pages)
    {
        ImmutableArray<DistributionFile>.Builder merged = ImmutableArray.CreateBuilder<DistributionFile>();
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (ImmutableArray<DistributionFile> page in pages)
        {
            HashSet<string> own = new(StringComparer.Ordinal);
            foreach (DistributionFile file in page)
            {
                ImmutableArray<string> builds = [.. Builds(file)];
                if (builds.All(taken.Contains)) continue;
                merged.Add(file);
                own.UnionWith(builds);
            }

            taken.UnionWith(own);
        }

        return merged.ToImmutable();
    }

    // What a file is a build of: the version without its local part, for one Python and kind of platform.
    private static IEnumerable<string> Builds(DistributionFile file) => file.Kind switch
    {
        DistributionKind.Wheel wheel => wheel.Name.Tags.Select(tag => $"{file.Version.Public}-{tag.Python}-{tag.Abi}-{Family(tag.Platform)}").Distinct(),
        _ => [$"{file.Version.Public}-sdist"],
    };

    // Backends of one version are built on unlike systems: linux_x86_64 here, manylinux_2_28_x86_64 there.
    private static string Family(string platform)
    {
        foreach ((string prefix, string family) in (ReadOnlySpan<(string, string)>)[("manylinux", "linux_"), ("musllinux", "musllinux_"), ("macosx", "macosx_")])
        {
            if (platform.StartsWith(prefix, StringComparison.Ordinal)) return family + platform[prefix.Length..].TrimStart(s_number);
        }

        return platform;
    }
}
