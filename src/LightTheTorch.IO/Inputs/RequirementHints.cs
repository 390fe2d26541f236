using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>What was probably meant by a requirement that cannot be read.</summary>
internal static class RequirementHints
{
    /// <param name="error">Why it cannot be read.</param>
    public static ImmutableArray<string> For(ParseError error)
    {
        // `torch~=2.13+cpu`: the error ends before the tag that PEP 440 allows behind `==` alone.
        string behind = error.Source[Math.Min(error.Span.End, error.Source.Length)..];
        if (behind is ['+', ..] && behind[1..].TakeWhile(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_').Count() is var length and > 0)
            return [$"leave `{behind[..(length + 1)]}` out: the backend that is locked chooses the build"];

        string text = error.Source;
        bool single = text.Contains('=', StringComparison.Ordinal) && !text.AsSpan().ContainsAny("<>!~") && !text.Contains("==", StringComparison.Ordinal);
        return single ? ["`=` is not a valid operator; did you mean `==`?"] : [];
    }
}
