using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Compiling;

/// <summary>
/// The versions of another tool's lock that lies beside the first input, or where <c>ltt</c> runs. For people who come from there: the first lock of a backend keeps them while they
/// fit, so that the change of tools changes little else. From then on the backend's own lock counts.
/// </summary>
internal sealed class ForeignPins
{
    private const int MostNamed = 5;

    private readonly string _file;
    private readonly ImmutableDictionary<PackageName, PyVersion> _pins;
    private readonly ImmutableHashSet<BackendName> _backends;

    private ForeignPins(string file, ImmutableDictionary<PackageName, PyVersion> pins, ImmutableHashSet<BackendName> backends)
    {
        _file = file;
        _pins = pins;
        _backends = backends;
    }

    /// <param name="folders">Where it may lie, the first place first.</param>
    /// <param name="context">Reads it; paths in messages begin at its working directory.</param>
    /// <param name="options">Whoever asks for upgrades, or for other than the newest versions, does not want these.</param>
    /// <param name="backends">Those without a lock of their own.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where there is nothing to take over; and a warning for a file that cannot be read.</returns>
    public static async Task<(ForeignPins? Pins, ImmutableArray<Diagnostic> Notes)> ReadAsync(
        ImmutableArray<string> folders, InputContext context, LockOptions options, ImmutableHashSet<BackendName> backends, CancellationToken cancellationToken)
    {
        if (backends.IsEmpty || options.Upgrade || options.Resolution.Mode != ResolutionMode.Highest) return (null, []);
        if (folders.SelectMany(folder => ForeignLock.FileNames.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists) is not { } path) return (null, []);
        string file = Path.GetRelativePath(context.WorkingDirectory, path);
        try
        {
            ImmutableDictionary<PackageName, PyVersion> pins = ForeignLock.ReadPins(await context.ReadTextAsync(file, "lock", cancellationToken)).RemoveRange(options.UpgradePackages);
            return (pins.IsEmpty ? null : new ForeignPins(file, pins, backends), []);
        }
        catch (LttException damaged)
        {
            // Whatever is wrong with it, it is only a wish.
            return (null, [Ignored(damaged.Diagnostics[0])]);
        }
    }

    /// <summary>What to prefer for a target; null where its backend has a lock.</summary>
    public ImmutableDictionary<PackageName, PyVersion>? For(Target target) => _backends.Contains(target.Backend) ? _pins : null;

    /// <summary>How many versions were taken over, and which were not.</summary>
    public ImmutableArray<Diagnostic> Notes(ImmutableArray<ResolvedTarget> resolved)
    {
        ImmutableArray<(PackageName Name, PyVersion Version, BackendName Backend)> taken =
        [
            .. from target in resolved
               where _backends.Contains(target.Target.Backend)
               from pin in target.Pins
               where _pins.ContainsKey(pin.Name)
               select (pin.Name, pin.Version.Public, target.Target.Backend),
        ];
        if (taken.IsEmpty) return [];
        int known = taken.DistinctBy(pin => pin.Name).Count();
        ImmutableArray<string> others =
        [
            .. taken.Where(pin => !pin.Version.Equals(_pins[pin.Name])).GroupBy(pin => pin.Name).OrderBy(pins => pins.Key)
                .Select(pins => $"`{pins.Key}` {string.Join(" and ", pins.GroupBy(pin => pin.Version, pin => pin.Backend).Select(same => $"{same.Key} on {string.Join(", ", same.Distinct())}"))} in place of {_pins[pins.Key]}"),
        ];
        string backends = string.Join(" and ", _backends.Order().Select(backend => $"`{backend}`"));
        return
        [
            new Diagnostic(DiagnosticCode.PinsTakenOver, Severity.Note, $"{backends} {(_backends.Count == 1 ? "has" : "have")} no lock yet, so the versions of `{_file}` are kept while they fit: {known - others.Length} of {known}")
            {
                Hints = [.. others.IsEmpty ? ImmutableArray<string>.Empty : [Named(others)], "`--upgrade` takes the best versions instead"],
            },
        ];
    }

    private static string Named(ImmutableArray<string> others) =>
        "otherwise than there: " + string.Join(", ", others.Take(MostNamed)) + (others.Length > MostNamed ? $", and {others.Length - MostNamed} more" : "");

    private static Diagnostic Ignored(Diagnostic error) => error with { Severity = Severity.Warning, Hints = ["its versions are not taken over"] };
}
