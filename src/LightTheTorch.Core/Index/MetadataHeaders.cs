using System.Text;

namespace LightTheTorch.Index;

/// <summary>The headers of METADATA or PKG-INFO, as Python's <c>email</c> module splits them (core metadata specification, "Core Metadata").</summary>
internal static class MetadataHeaders
{
    /// <summary>Names and values in file order up to the first empty line; folded lines are joined by a single space.</summary>
    public static IEnumerable<(string Name, string Value)> Read(string text)
    {
        string? name = null;
        StringBuilder value = new(); // a header may be folded over very many lines
        foreach (string line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.Length == 0) break;
            if (line[0] is ' ' or '\t')
            {
                value.Append(' ').Append(line.AsSpan().Trim());
                continue;
            }

            if (name is not null) yield return (name, value.ToString());
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            name = null;
            if (colon < 1 || line.AsSpan(0, colon).ContainsAny(' ', '\t')) break; // no header: the description begins without an empty line
            name = line[..colon];
            value.Clear().Append(line.AsSpan(colon + 1).Trim());
        }

        if (name is not null) yield return (name, value.ToString());
    }
}
