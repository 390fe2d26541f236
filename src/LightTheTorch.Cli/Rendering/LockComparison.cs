using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Locking;

namespace LightTheTorch.Cli.Rendering;

/// <summary>Two locks held against each other, as lines and as JSON.</summary>
/// <param name="old">The lock before.</param>
/// <param name="new">The lock after.</param>
/// <param name="isUpgrade">Whether an upgrade is what was asked for, so that a change without a cause is no wonder.</param>
internal sealed class LockComparison(BackendLock old, BackendLock @new, bool isUpgrade = false)
{
    private readonly DiffCauses _causes = new(old, @new);

    public ImmutableArray<LockDiff> Differences { get; } = LockDiff.Between(old, @new);

    public bool IsEmpty => Differences.IsEmpty;

    public IEnumerable<string> Lines => Differences.Select(difference => LockDiffText.Line(difference, _causes, isUpgrade));

    /// <summary>What is said where no package differs: what did change in the question.</summary>
    public string Same => string.Join("; ", ["the locks hold the same packages", .. _causes.Changes.Select(LockDiffText.Words)]);

    /// <summary>Writes the keys into an object that is open.</summary>
    public void Write(Utf8JsonWriter json)
    {
        JsonOutput.WriteTexts(json, "changes", _causes.Changes.Select(LockDiffText.Words));
        json.WriteStartArray("differences");
        foreach (LockDiff difference in Differences)
        {
            json.WriteStartObject();
            LockDiffJson.WriteKeys(json, difference);
            JsonOutput.WriteTexts(json, "via", LockDiffText.Parts(difference).Via);
            JsonOutput.WriteTexts(json, "noLongerVia", difference is LockDiff.Changed changed ? changed.GoneVia : []);
            JsonOutput.WriteTexts(json, "causes", _causes.Of(difference).Select(LockDiffText.Words));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
