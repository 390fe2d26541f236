using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Locking;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A difference between locks for programs, the same in every command that tells of some.</summary>
internal static class LockDiffJson
{
    /// <summary>Writes name, kind and versions into an object that is open.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="difference">The difference.</param>
    /// <param name="from">The key of the versions before.</param>
    /// <param name="to">The key of the versions after.</param>
    public static void WriteKeys(Utf8JsonWriter json, LockDiff difference, string from = "from", string to = "to")
    {
        (string kind, ImmutableArray<PyVersion> before, ImmutableArray<PyVersion> after, _) = LockDiffText.Parts(difference);
        json.WriteString("name", difference.Name.Value);
        json.WriteString("kind", kind);
        JsonOutput.WriteTexts(json, from, before);
        JsonOutput.WriteTexts(json, to, after);
    }
}
