using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>Two locks held against each other, as lines and as JSON.</summary>
internal sealed class LockComparison(BackendLock old, BackendLock @new)
{
    private readonly ImmutableArray<LockDiff> _differences = LockDiff.Between(old, @new);
    private readonly DiffCauses _causes = new(old, @new);

    public bool IsEmpty => _differences.IsEmpty;

    public IEnumerable<string> Lines => _differences.Select(difference => LockDiffText.Line(difference, _causes));

    /// <summary>What is said where no package differs: what did change in the question.</summary>
    public string Same => string.Join("; ", ["the locks hold the same packages", .. _causes.Changes.Select(LockDiffText.Words)]);

    /// <summary>Writes the keys into an object that is open.</summary>
    public void Write(Utf8JsonWriter json)
    {
        WriteArray(json, "changes", [.. _causes.Changes.Select(LockDiffText.Words)]);
        json.WriteStartArray("differences");
        foreach (LockDiff difference in _differences)
        {
            (string kind, ImmutableArray<PyVersion> from, ImmutableArray<PyVersion> to, ImmutableArray<Via> via) = LockDiffText.Parts(difference);
            json.WriteStartObject();
            json.WriteString("name", difference.Name.Value);
            json.WriteString("kind", kind);
            WriteArray(json, "from", from);
            WriteArray(json, "to", to);
            WriteArray(json, "via", via);
            WriteArray(json, "noLongerVia", difference is LockDiff.Changed changed ? changed.GoneVia : []);
            WriteArray(json, "causes", [.. _causes.Of(difference).Select(LockDiffText.Words)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items)
        where T : notnull
    {
        json.WriteStartArray(name);
        foreach (T item in items) json.WriteStringValue(item.ToString());
        json.WriteEndArray();
    }
}
