using System.Collections.Immutable;
using System.CommandLine;
using LightTheTorch.Cli.Reading;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Cli.Rendering.Progress;
using LightTheTorch.Cli.Vendoring;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Locks;
using LightTheTorch.Locking;
using LightTheTorch.Reporting;
using LightTheTorch.Text;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt vendor DIR</c>: every file of the locks, for machines without network; or a mirror tree.</summary>
internal sealed class VendorCommand : LockReadingCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder that the files go to; what lies there whole stays" };
    private readonly Option<bool> _asMirror = new("--as-mirror") { Description = "Write a tree <host>/<path> with pages and METADATA, for `--mirror`, instead of a folder for pip's --find-links" };
    private readonly Option<string[]> _rewrite = List("--rewrite", RewriteOption.Description, "A=B");
    private readonly IndexOptions _index = new();

    public VendorCommand(CommandContext context)
        : base("vendor", "Fetch every file of the locks, for machines without network", context)
    {
        Arguments.Add(_folder);
        Options.Add(_asMirror);
        Options.Add(_rewrite);
        _index.AddTo(this);
        SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ImmutableArray<FoundLock> locks = await LocksAsync(parsed, cancellationToken);
        bool asMirror = parsed.GetValue(_asMirror);
        string root = Context.FullPath(parsed.GetRequiredValue(_folder));
        using LockedFiles indexes = await LockedFiles.OpenAsync(_index.Bind(parsed), Context, Speech(parsed).Quiet, cancellationToken);
        VendorFolder folder = new(root, indexes.Connection.Client, Context.Time) { Rewrites = RewriteOption.Parse(indexes.Settings.Or(parsed.GetValue(_rewrite), "rewrite")) };
        ImmutableArray<(LockedPackage Package, string Place)> wanted = asMirror ? MirrorPlaces(locks) : FlatPlaces(locks);
        Speech speech = Speech(parsed);
        ImmutableArray<Diagnostic> warnings = [.. locks.Where(found => !found.File.IsUntouched).Select(Edited)];
        ImmutableArray<VendoredFile> files = await ProgressDisplay.RunAsync(Context, speech, display => folder.FillAsync(wanted, display, cancellationToken));
        if (asMirror)
        {
            warnings = [.. warnings, .. await new MirrorWriter(folder, indexes).WriteAsync([.. locks.Select(found => found.Lock)], files.ToDictionary(file => file.Package.Url), cancellationToken)];
        }

        string[] written = asMirror ? [] : [.. locks.Select(found => LockFileNames.Requirements(found.Lock.Header.Backend))];
        if (!asMirror) foreach ((FoundLock found, string name) in locks.Zip(written)) folder.WriteText(name, VendoredRequirements.Write(found.File, [.. wanted.Select(each => each.Package)]));
        VendorReport report = new(root, asMirror, files, [.. written.Select(name => Path.Combine(root, name))], warnings);
        if (speech.Json) VendorOutput.WriteJson(Context.Output, report);
        else VendorOutput.WriteText(Context, report, speech.Quiet);
        return ExitCode.Done;
    }

    // pip finds files by their names, so a folder has room for one file of each name; it builds no sdist without a network for the build's own needs.
    private static ImmutableArray<(LockedPackage Package, string Place)> FlatPlaces(ImmutableArray<FoundLock> locks)
    {
        ImmutableArray<(FoundLock Found, LockedPackage Package)> all = [.. locks.SelectMany(found => found.Lock.Packages.Select(package => (found, package)))];
        ImmutableArray<Diagnostic> sdists =
        [
            .. all.Where(each => each.Package.IsSdist).DistinctBy(each => each.Package.Url).Select(each => new Diagnostic(DiagnosticCode.BuildNeeded, Severity.Error, $"`{each.Package.FileName}` of `{each.Found.Lock.Header.Backend}` is an sdist, and what its build needs is in no lock")),
        ];
        if (!sdists.IsEmpty)
        {
            Diagnostic last = sdists[^1] with { Hints = ["build a wheel of it where there is a network, and lock that: `NAME @ https://…/NAME-VERSION-py3-none-any.whl`"] };
            throw new LttException(sdists.SetItem(sdists.Length - 1, last), ExitCode.Failed);
        }

        IGrouping<string, LockedPackage>? twice = all.Select(each => each.Package).GroupBy(package => package.FileName).FirstOrDefault(group => group.Select(package => package.Sha256).Distinct().Count() > 1);
        if (twice is not null)
        {
            throw new LttException(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, $"the locks name different files that are both called `{twice.Key}`")
            {
                Hints = ["vendor each lock into a folder of its own with `--backend NAME`"],
            });
        }

        return [.. all.Select(each => each.Package).DistinctBy(package => package.FileName).Select(package => (package, package.FileName))];
    }

    private static ImmutableArray<(LockedPackage Package, string Place)> MirrorPlaces(ImmutableArray<FoundLock> locks) =>
    [
        .. locks.SelectMany(found => found.Lock.Packages).DistinctBy(package => package.Url).Select(package => (package, MirrorPath.TryGet(AddressText.Parse(package.Url), out string? place)
            ? place
            : throw new LttException(new Diagnostic(DiagnosticCode.UnsupportedRequirement, Severity.Error, $"`{package.Url}` has no place in a mirror, which stands in for hosts without a port")))),
    ];

    private static Diagnostic Edited(FoundLock found) =>
        new(DiagnosticCode.InvalidLock, Severity.Warning, $"`{found.Path}` was changed after `ltt` wrote it; what it says now is vendored");
}
