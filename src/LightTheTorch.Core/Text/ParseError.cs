namespace LightTheTorch.Text;

/// <summary>Why a piece of text was rejected, and where.</summary>
/// <param name="Message">One sentence, without a full stop.</param>
/// <param name="Source">The whole text that was parsed, one line of it.</param>
/// <param name="Span">The offending part of <paramref name="Source"/>; may lie just behind its end.</param>
public sealed record ParseError(string Message, string Source, TextSpan Span)
{
    /// <summary>The message, the source line and carets under the offending span.</summary>
    public override string ToString() =>
        $"{Message}\n    {Source}\n    {new string(' ', Span.Start)}{new string('^', Math.Max(1, Span.Length))}";
}
