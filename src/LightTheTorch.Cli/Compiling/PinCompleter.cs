using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Locking;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Gives every pin the hash of its file's bytes: the index's, or, where its page has none, the one that the bytes themselves give.</summary>
/// <param name="connection">Streams files that have to be hashed; each once, however many targets take it.</param>
/// <param name="resolver">Says which index a package came from.</param>
/// <param name="workingDirectory">Where the paths of inputs begin.</param>
/// <param name="folder">Where the locks go; the names of inputs in reasons are relative to it.</param>
internal sealed class PinCompleter(IndexConnection connection, TargetResolver resolver, string workingDirectory, string folder)
{
    /// <returns>One entry per target, in the same order.</returns>
    public async Task<ImmutableArray<TargetPins>> CompleteAsync(ImmutableArray<ResolvedTarget> answers, CancellationToken cancellationToken)
    {
        ImmutableArray<DistributionFile> bare = [.. answers.SelectMany(answer => answer.Pins).Select(pin => pin.File).Where(file => file.Sha256 is null).DistinctBy(file => file.Url)];
        HashedFile[] hashed = await Task.WhenAll(bare.Select(file => connection.HashAsync(file, cancellationToken)));
        Dictionary<Uri, HashedFile> hashes = bare.Zip(hashed).ToDictionary(pair => pair.First.Url, pair => pair.Second);
        return [.. answers.Select(answer => new TargetPins(answer.Target, [.. answer.Pins.Select(pin => Pinned(pin, answer.Target, hashes))]))];
    }

    private PinnedFile Pinned(Pin pin, Target target, Dictionary<Uri, HashedFile> hashes)
    {
        DistributionFile file = pin.File;
        string sha256 = file.Sha256 ?? hashes[file.Url].Sha256;
        long? size = file.Size ?? (hashes.TryGetValue(file.Url, out HashedFile? read) ? read.Size : null);
        IndexRoute? route = pin.IsDirectUrl ? null : resolver.Route(pin.Name, target);
        return new PinnedFile(pin.Name, pin.Version, file, sha256, size, route?.Label ?? LockedPackage.Direct, [.. pin.Via.Select(Reason)]) { IndexUrl = Root(route) };
    }

    // The page of links for one torch of many has no one address.
    private static string? Root(IndexRoute? route) => route switch
    {
        IndexRoute.Simple simple => Secrets.WithoutUserInfo(simple.Root.AbsoluteUri),
        IndexRoute.FindLinks { NeedsTorch: false } links => Secrets.WithoutUserInfo(links.PagesFor([])[0].AbsoluteUri),
        _ => null,
    };

    private Via Reason(Reason reason) =>
        reason is { Parent: null, Origin: { } origin }
            ? new Via.Direct(Path.GetRelativePath(folder, Path.GetFullPath(origin.Path, workingDirectory)).Replace('\\', '/'), reason.Requirement.AsWritten)
            : new Via.Parent(reason.Parent ?? throw new InvalidOperationException("a requirement without a place has a parent"), reason.ParentExtra, reason.Requirement.WithoutMarker);
}
