using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace LightTheTorch.IO.Toml;

/// <summary>A TOML file with the places of its keys and values.</summary>
public sealed class TomlDocument
{
    private TomlDocument(SourceText source, TomlNode.Table root)
    {
        Source = source;
        Root = root;
    }

    // Each shows its line: of a long line with an error in every character nobody wants more, and all would take for ever.
    private const int MostErrors = 20;

    public SourceText Source { get; }

    public TomlNode.Table Root { get; }

    /// <param name="source">The text, without a byte order mark.</param>
    /// <param name="code">What an error is counted as.</param>
    /// <param name="document">The document, if all of it is valid TOML.</param>
    /// <param name="errors">At least one when it is not.</param>
    public static bool TryParse(
        SourceText source,
        DiagnosticCode code,
        [NotNullWhen(true)] out TomlDocument? document,
        out ImmutableArray<Diagnostic> errors)
    {
        document = null;
        DocumentSyntax syntax;
        try
        {
            syntax = SyntaxParser.Parse(source.Text, source.Path, validate: true);
        }
        catch (TomlException tooDeep)
        {
            errors = [source.ErrorAt(new TextSpan(0, 0), code, $"invalid TOML: {Sentence(tooDeep.Message)}")];
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            // What Tomlyn makes of its own message about an escape of half a character, or of nothing, as at the end of a file that breaks off.
            errors = [source.ErrorAt(new TextSpan(0, 0), code, "invalid TOML: a `\\` has no character after it")];
            return false;
        }

        if (syntax.HasErrors)
        {
            errors = [.. syntax.Diagnostics.Where(d => d.Kind == DiagnosticMessageKind.Error).Take(MostErrors).Select(d =>
                source.ErrorAt(TomlBuilder.Span(d.Span, source.Text.Length), code, $"invalid TOML: {Sentence(d.Message)}"))];
            return false;
        }

        errors = [];
        document = new TomlDocument(source, new TomlBuilder(source.Text.Length).Build(syntax));
        return true;
    }

    // Tomlyn's sentences begin with a capital and some end with a full stop.
    private static string Sentence(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.', ' ', '\n');
}
