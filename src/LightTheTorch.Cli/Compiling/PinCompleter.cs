using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;
using LightTheTorch.Requirements;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Gives every pin the hash of its file's bytes: the index's, or, where its page has none, the one that the bytes themselves give.</summary>
/// <param name="facts">Reads what the index leaves out; each file once, however many targets take it.</param>
/// <param name="sources">Say which index a package came from.</param>
/// <param name="constraints">The user's limits, which are reasons for a version too.</param>
/// <param name="workingDirectory">Where the paths of inputs begin.</param>
/// <param name="folder">Where the locks go; the names of inputs in reasons are relative to it.</param>
internal sealed class PinCompleter(FileFacts facts, TargetSources sources, ImmutableArray<InputRequirement> constraints, string workingDirectory, string folder)
{
    /// <param name="answers">What the resolver chose.</param>
    /// <param name="verify">Read every file, and end where the index lies about one.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>One entry per target, in the same order.</returns>
    public async Task<ImmutableArray<TargetPins>> CompleteAsync(ImmutableArray<ResolvedTarget> answers, bool verify, CancellationToken cancellationToken)
    {
        ImmutableArray<DistributionFile> files = [.. answers.SelectMany(answer => answer.Pins).Select(pin => pin.File).DistinctBy(file => file.Url)];
        Task<ImmutableDictionary<Uri, HashedFile>> hashes =
            verify ? facts.VerifyAsync(files, cancellationToken) : facts.HashAsync(files.Where(file => file.Sha256 is null), again: false, cancellationToken);
        if (verify) await hashes; // a lie ends it before anything else is asked
        Task<ImmutableDictionary<Uri, long>> sizes = facts.SizesAsync(files.Where(file => !verify && file is { Size: null, Sha256: not null }), cancellationToken);
        await Task.WhenAll(hashes, sizes);
        return [.. answers.Select(answer => new TargetPins(answer.Target, [.. answer.Pins.Select(pin => Pinned(pin, answer.Target, hashes.Result, sizes.Result))]))];
    }

    private PinnedFile Pinned(Pin pin, Target target, ImmutableDictionary<Uri, HashedFile> hashes, ImmutableDictionary<Uri, long> sizes)
    {
        DistributionFile file = pin.File;
        HashedFile? read = hashes.GetValueOrDefault(file.Url);
        string sha256 = file.Sha256 ?? read?.Sha256 ?? throw new InvalidOperationException($"`{file.FileName}` was not hashed");
        long? size = file.Size ?? read?.Size ?? (sizes.TryGetValue(file.Url, out long told) ? told : null);
        IndexRoute? route = pin.IsDirectUrl ? null : sources.Route(pin.Name, target);
        return new PinnedFile(pin.Name, pin.Version, file, sha256, size, route?.Label ?? LockedPackage.Direct, [.. pin.Via.SelectMany(Reasons).Distinct(), .. Limits(pin, target)]) { IndexUrl = Root(route) };
    }

    // The page of links for one torch of many has no one address.
    private static string? Root(IndexRoute? route) => route switch
    {
        IndexRoute.Simple simple => Secrets.Without(simple.Root.AbsoluteUri),
        IndexRoute.FindLinks { NeedsTorch: false } links => Secrets.Without(links.PagesFor([])[0].AbsoluteUri),
        _ => null,
    };

    // Who needs the package never said the words of the override that counts instead.
    private IEnumerable<Via> Reasons(Reason reason) =>
        reason.InsteadOf is { } replaced && reason.Origin is { } place
            ? [Written(replaced), new Via.Override(FromFolder(place), reason.Requirement.AsWritten)]
            : [Written(reason)];

    private Via Written(Reason reason) =>
        reason is { Parent: null, Origin: { } origin }
            ? new Via.Direct(FromFolder(origin), reason.Requirement.AsWritten)
            : new Via.Parent(reason.Parent ?? throw new InvalidOperationException("a requirement without a place has a parent"), reason.ParentExtra, reason.Requirement.WithoutMarker);

    private IEnumerable<Via> Limits(Pin pin, Target target) =>
        constraints
            .Where(input => input.Requirement.Name.Equals(pin.Name) && (input.Requirement.Marker?.Evaluate(target.Environment) ?? true))
            .Select(input => new Via.Constraint(FromFolder(input.Origin), input.Requirement.AsWritten));

    private string FromFolder(SourceLocation place) => Path.GetRelativePath(folder, Path.GetFullPath(place.Path, workingDirectory)).Replace('\\', '/');
}
