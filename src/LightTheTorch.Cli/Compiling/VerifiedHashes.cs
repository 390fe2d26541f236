using System.Collections.Immutable;
using LightTheTorch.Index;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Compiling;

/// <summary>What <c>--verify-hashes</c> held against the bytes, none of it in vain.</summary>
/// <param name="True">How many files have the hash that their index gives.</param>
/// <param name="Unstated">How many files have no hash there, and were hashed.</param>
internal sealed record VerifiedHashes(int True, int Unstated)
{
    public static VerifiedHashes Of(ImmutableArray<TargetPins> pins)
    {
        ImmutableArray<DistributionFile> files = [.. pins.SelectMany(target => target.Files).Select(file => file.File).DistinctBy(file => file.Url)];
        return new VerifiedHashes(files.Count(file => file.Sha256 is not null), files.Count(file => file.Sha256 is null));
    }

    public override string ToString() =>
        $"hashes verified: {True} {(True == 1 ? "file is" : "files are")} what the index says{(Unstated == 0 ? "" : $", {Unstated} {(Unstated == 1 ? "has" : "have")} no hash there and {(Unstated == 1 ? "was" : "were")} hashed")}";
}
