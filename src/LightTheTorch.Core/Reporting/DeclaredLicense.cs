using System.Collections.Immutable;
using LightTheTorch.Index;

namespace LightTheTorch.Reporting;

/// <summary>What a package says of its licence. A closed hierarchy.</summary>
public abstract record DeclaredLicense
{
    // Some packages put the whole text of their licence into the header that is meant for its name.
    private const int LongestName = 80;

    private DeclaredLicense(string text) => Text = text;

    /// <summary>For a person.</summary>
    public string Text { get; }

    /// <summary>The SPDX expression (PEP 639); else the free text where it is a name; else each of the classifiers.</summary>
    public static ImmutableArray<DeclaredLicense> Of(CoreMetadata metadata)
    {
        string text = metadata.License?.Trim() ?? "";
        if (metadata.IsLicenseExpression && text.Length > 0) return [new Expression(text)];
        if (text.Length is > 0 and <= LongestName && !text.Equals("UNKNOWN", StringComparison.OrdinalIgnoreCase)) return [new Named(text)];
        return [.. metadata.LicenseClassifiers.Distinct().Select(name => new Named(name))];
    }

    /// <summary>An SPDX license expression: <c>MIT OR Apache-2.0</c>.</summary>
    public sealed record Expression(string Spdx) : DeclaredLicense(Spdx);

    /// <summary>Words without a standard behind them: <c>BSD License</c>.</summary>
    public sealed record Named(string Name) : DeclaredLicense(Name);
}
