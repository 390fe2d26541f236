using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using LightTheTorch.Versions;

namespace LightTheTorch.Hardware;

/// <summary>A driver's number: <c>580.95.05</c>, <c>576.88</c>, <c>32.0.101.6647</c>. Whole numbers are compared, part by part.</summary>
public sealed partial class DriverVersion : IEquatable<DriverVersion>
{
    private DriverVersion(string text, PyVersion release)
    {
        Text = text;
        Release = release;
        Major = int.Parse(text.Split('.')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>As its vendor writes it; leading zeros stay.</summary>
    public string Text { get; }

    /// <summary>The same as a plain release, for ranges of the catalogue.</summary>
    public PyVersion Release { get; }

    /// <summary>The branch: 580 of <c>580.95.05</c>.</summary>
    public int Major { get; }

    /// <summary>Takes one to four numbers with dots between.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DriverVersion? version)
    {
        string trimmed = text.Trim();
        version = Form().IsMatch(trimmed) && PyVersion.TryParse(trimmed, out PyVersion? release) ? new DriverVersion(trimmed, release) : null;
        return version is not null;
    }

    /// <exception cref="FormatException">The text is no driver version.</exception>
    public static DriverVersion Parse(string text) =>
        TryParse(text, out DriverVersion? version) ? version : throw new FormatException($"driver version is invalid: '{text}'");

    public bool Equals(DriverVersion? other) => other is not null && other.Release.Equals(Release);

    public override bool Equals(object? obj) => Equals(obj as DriverVersion);

    public override int GetHashCode() => Release.GetHashCode();

    public override string ToString() => Text;

    [GeneratedRegex(@"\A[0-9]{1,6}(\.[0-9]{1,6}){0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
