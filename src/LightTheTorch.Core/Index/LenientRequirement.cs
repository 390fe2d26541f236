using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.Index;

/// <summary>Requirements as published metadata spells them. What PEP 508 refuses is repaired where only one thing can be meant.</summary>
internal static class LenientRequirement
{
    private static readonly SearchValues<char> s_specifierStarts = SearchValues.Create("(<>=!~");

    /// <param name="text">The value of a <c>Requires-Dist</c> header.</param>
    /// <param name="requirement">What it says.</param>
    /// <param name="error">Why the text as it stands was refused.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out ParseError? error)
    {
        if (Requirement.TryParse(text, out requirement, out error)) return true;
        if (Repair(text) is { } repaired && Requirement.TryParse(repaired, out requirement, out _))
        {
            error = null;
            return true;
        }

        return false;
    }

    // name [extras] ( specifier ) ; marker      with the specifier alone to be repaired
    private static string? Repair(string text)
    {
        int semicolon = text.IndexOf(';', StringComparison.Ordinal);
        string head = (semicolon < 0 ? text : text[..semicolon]).Trim();
        string marker = semicolon < 0 ? "" : " " + text[semicolon..].Trim();
        if (head.Contains('@', StringComparison.Ordinal)) return null; // a URL says exactly what it says
        int operators = head.AsSpan().IndexOfAny(s_specifierStarts);
        if (operators < 1) return StrayQuotes(head) + marker;
        string specifier = head[operators..].Trim();
        if (specifier.StartsWith('(')) specifier = specifier[1..].TrimEnd('"', '\'', ' ').TrimEnd(')');
        return $"{head[..operators]} {LenientSpecifier.Repair(specifier)}{(marker is " ;" ? "" : marker)}";
    }

    private static string StrayQuotes(string text) => text.Trim('"', '\'', ' ');
}
