using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Syncing;

/// <summary>What one lock says for one interpreter. A closed hierarchy.</summary>
public abstract record LockSelection
{
    private LockSelection()
    {
    }

    /// <summary>What to install, each name once, in the order of the lock.</summary>
    public sealed record Selected(ImmutableArray<LockedPackage> Packages) : LockSelection;

    /// <summary>The lock says nothing for it.</summary>
    /// <param name="Message">Why, and what the lock covers.</param>
    /// <param name="Hint">What to do about it.</param>
    public sealed record Refused(string Message, string Hint) : LockSelection;

    /// <param name="file">The lock.</param>
    /// <param name="environment">The interpreter's own values.</param>
    /// <param name="platform">The machine's, with its own glibc, musl or macOS.</param>
    /// <param name="python">The interpreter's.</param>
    public static LockSelection Of(LockFile file, MarkerEnvironment environment, Platform platform, PythonVersion python)
    {
        LockHeader header = file.Lock.Header;
        string covered = string.Join(", ", header.Targets);
        if (!IsCovered(file, environment, platform, python))
        {
            return new Refused(
                $"the `{header.Backend}` lock does not cover Python {python} on {platform.BaseName}: it covers {covered}",
                $"make an environment with a Python that it covers, or add this one with `ltt lock --python {python} --platforms {platform.BaseName}`");
        }

        ImmutableArray<LockedPackage> packages = [.. file.Lock.Packages.Where(package => package.Marker is null || package.Marker.Evaluate(environment))];
        SupportedTags tags = SupportedTags.For(platform, python);
        LockedPackage? unfit = packages.FirstOrDefault(package => !package.IsSdist && (!WheelFileName.TryParse(package.FileName, out WheelFileName? wheel) || tags.Rank(wheel) is null));
        if (unfit is not null)
        {
            return new Refused(
                $"`{unfit.FileName}` of the `{header.Backend}` lock does not install here: this machine is {platform}",
                $"the lock covers {covered}; add this machine with `ltt lock --platforms {platform}`");
        }

        LockedPackage? twin = packages.GroupBy(package => package.Name).FirstOrDefault(same => same.Count() > 1)?.First();
        return twin is null
            ? new Selected(packages)
            : new Refused($"the `{header.Backend}` lock has several files of `{twin.Name}` for Python {python} on {platform.BaseName}", "write the lock anew with `ltt lock`");
    }

    // The guard cannot tell a free-threaded Python from the other, the targets can.
    private static bool IsCovered(LockFile file, MarkerEnvironment environment, Platform platform, PythonVersion python) =>
        file.Outside?.Evaluate(environment) != true
        && file.Lock.Header.Targets.Any(name =>
            LockTargets.TryParse(file.Lock.Header.Backend, name, out Target? target) && target.Python == python && target.Platform.BaseName == platform.BaseName);
}
