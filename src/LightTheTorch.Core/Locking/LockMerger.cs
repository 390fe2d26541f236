using System.Collections.Immutable;
using LightTheTorch.Requirements;

namespace LightTheTorch.Locking;

/// <summary>Joins the answers of one backend's targets into the lines of its lock: one line per distinct file, with the fewest markers that tell the targets apart.</summary>
public static class LockMerger
{
    /// <param name="targets">The answers in the order asked for; all of one backend, tellable apart by markers.</param>
    public static ImmutableArray<LockedPackage> Merge(ImmutableArray<TargetPins> targets)
    {
        EnvironmentMarkers markers = new([.. targets.Select(target => target.Target.Environment)]);
        ImmutableArray<string> names = [.. targets.Select(target => target.Target.ToString())];
        return
        [
            .. targets
                .SelectMany((target, index) => target.Files.Select(file => (File: file, Index: index)))
                .GroupBy(pin => (pin.File.Name, pin.File.File.Url, pin.File.Sha256))
                .OrderBy(group => group.Key.Name)
                .ThenBy(group => group.Min(pin => pin.Index))
                .Select(group => Line([.. group], markers, names)),
        ];
    }

    private static LockedPackage Line(ImmutableArray<(PinnedFile File, int Index)> pins, EnvironmentMarkers markers, ImmutableArray<string> names)
    {
        PinnedFile first = pins[0].File;
        ImmutableArray<int> wanted = [.. pins.Select(pin => pin.Index)];
        return new LockedPackage
        {
            Name = first.Name,
            Version = first.Version,
            Url = first.File.Url.AbsoluteUri,
            FileName = first.File.FileName,
            Sha256 = first.Sha256,
            Marker = markers.Distinguish(wanted),
            Targets = [.. wanted.Select(index => names[index])],
            Via = Reasons(pins, names),
            Size = first.Size,
            UploadTime = first.File.UploadTime,
            Index = first.Index,
            IndexUrl = first.IndexUrl,
            RequiresPython = first.File.RequiresPython,
        };
    }

    // Parents stand by name. A reason that holds on every target of the line needs no list of targets.
    private static ImmutableArray<LockedVia> Reasons(ImmutableArray<(PinnedFile File, int Index)> pins, ImmutableArray<string> names) =>
    [
        .. pins
            .SelectMany(pin => pin.File.Via.Distinct().Select(via => (Via: via, pin.Index)))
            .GroupBy(reason => reason.Via)
            .OrderBy(group => group.Key.Rank)
            .ThenBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => new LockedVia(group.Key, group.Count() == pins.Length ? [] : [.. group.Select(reason => names[reason.Index])])),
    ];
}
