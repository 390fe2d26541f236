using System.Globalization;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>Nightly builds carry their day in the version, <c>2.12.0.dev20260610+cu130</c>; those of one day fit together, and all are deleted one day.</summary>
public static class NightlyBuilds
{
    /// <summary>The day of a build, or <see langword="null"/> when it is no nightly.</summary>
    public static DateOnly? DayOf(PyVersion version) =>
        version.Dev is { } dev && DateOnly.TryParseExact(dev.ToString(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>The day from which a lock of these versions can no longer be installed from the index; <see langword="null"/>: none.</summary>
    /// <remarks>Computed from the versions alone, so that the same lock is written on any day.</remarks>
    public static DateOnly? Expiry(Channel channel, IEnumerable<PyVersion> versions)
    {
        if (channel.KeptDays is not { } days) return null;
        DateOnly? oldest = versions.Select(DayOf).Where(day => day is not null).Min();
        return oldest?.AddDays(days);
    }
}
