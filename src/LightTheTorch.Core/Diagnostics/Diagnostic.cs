using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.Diagnostics;

/// <summary>Something to tell the user. Data first: wording of the parts is here, layout belongs to the renderer.</summary>
/// <param name="Code">The stable number of the kind of event.</param>
/// <param name="Severity">Whether the command goes on.</param>
/// <param name="Message">Lower case, no full stop after a single sentence, literals in backticks; may have several lines.</param>
/// <param name="Location">Where in the user's files, if it is there.</param>
public sealed record Diagnostic(DiagnosticCode Code, Severity Severity, string Message, SourceLocation? Location = null)
{
    /// <summary>The line of the user's file and the part of it that is meant, for a caret below it.</summary>
    public (string Line, TextSpan Span)? Excerpt { get; init; }

    /// <summary>For a message that names the targets it holds for: the words on both sides of them. Who has the same to say of other targets shares it.</summary>
    public (string Before, string Behind)? AroundTargets { get; init; }

    /// <summary>What to do next; each is one sentence and true in this situation.</summary>
    public ImmutableArray<string> Hints { get; init; } = [];

    public override string ToString() => Location is { } place ? $"{place}: {Message}" : Message;
}
