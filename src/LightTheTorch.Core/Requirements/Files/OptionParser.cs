using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;
using static LightTheTorch.Requirements.Files.ShellWords;

namespace LightTheTorch.Requirements.Files;

/// <summary>Reads the options of one line with the habits of Python's <c>optparse</c>: clusters, joined values, unambiguous prefixes.</summary>
internal sealed class OptionParser(string text, ImmutableArray<Word> words)
{
    private static readonly ImmutableArray<(string Name, FileOptionKind Kind, bool TakesValue)> s_table =
    [
        ("-i", FileOptionKind.IndexUrl, true), ("--index-url", FileOptionKind.IndexUrl, true), ("--pypi-url", FileOptionKind.IndexUrl, true),
        ("--extra-index-url", FileOptionKind.ExtraIndexUrl, true), ("--no-index", FileOptionKind.NoIndex, false),
        ("-c", FileOptionKind.Constraint, true), ("--constraint", FileOptionKind.Constraint, true),
        ("-r", FileOptionKind.Requirement, true), ("--requirement", FileOptionKind.Requirement, true),
        ("-e", FileOptionKind.Editable, true), ("--editable", FileOptionKind.Editable, true),
        ("-f", FileOptionKind.FindLinks, true), ("--find-links", FileOptionKind.FindLinks, true),
        ("--no-binary", FileOptionKind.NoBinary, true), ("--only-binary", FileOptionKind.OnlyBinary, true),
        ("--prefer-binary", FileOptionKind.PreferBinary, false), ("--require-hashes", FileOptionKind.RequireHashes, false),
        ("--no-require-hashes", FileOptionKind.NoRequireHashes, false), ("--pre", FileOptionKind.Pre, false),
        ("--all-releases", FileOptionKind.AllReleases, true), ("--only-final", FileOptionKind.OnlyFinal, true),
        ("--trusted-host", FileOptionKind.TrustedHost, true), ("--use-feature", FileOptionKind.UseFeature, true),
        ("--hash", FileOptionKind.Hash, true), ("-C", FileOptionKind.ConfigSettings, true), ("--config-settings", FileOptionKind.ConfigSettings, true),
    ];

    private readonly List<FileOption> _options = [];
    private readonly List<Word> _rest = [];
    private int _at;
    private ParseError? _error;

    public ImmutableArray<FileOption> Options => [.. _options];

    /// <summary>The words among the options that belong to none.</summary>
    public ImmutableArray<TextSpan> Ignored => [.. _rest.Select(r => r.Span)];

    public bool TryParse([NotNullWhen(false)] out ParseError? error)
    {
        while (_at < words.Length && _error is null)
        {
            Word word = words[_at++];
            if (word.Value == "--")
            {
                _rest.AddRange(words.AsSpan(_at..));
                break;
            }

            if (word.Value.StartsWith("--", StringComparison.Ordinal)) Long(word);
            else if (word.Value.Length > 1 && word.Value[0] == '-') Short(word);
            else _rest.Add(word);
        }

        error = _error;
        return error is null;
    }

    // --name=value | --name value | --flag
    private void Long(Word word)
    {
        int equals = word.Value.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word.Value : word.Value[..equals];
        if (Match(name, word) is not (string full, FileOptionKind kind, bool takesValue)) return;
        // Quotes before the value shift it; then all of the word is shown.
        TextSpan written = equals >= 0 && word.Span.Length == word.Value.Length
            ? TextSpan.FromBounds(word.Span.Start + equals + 1, word.Span.End)
            : word.Span;
        if (takesValue && equals < 0) TakeNext(full, kind, word);
        else if (!takesValue && equals >= 0) Fail($"option `{full}` does not take a value", word);
        else Add(full, kind, equals < 0 ? "" : word.Value[(equals + 1)..], word.Span, written);
    }

    // -rVALUE | -r VALUE; no short option of pip's requirement files is a flag, so there are no clusters to take apart.
    private void Short(Word word)
    {
        string name = word.Value[..2];
        (string Name, FileOptionKind Kind, bool) known = s_table.FirstOrDefault(o => o.Name == name);
        if (known.Name is null) Fail($"no such option: `{name}`", word);
        else if (word.Value.Length == 2) TakeNext(name, known.Kind, word);
        else Add(name, known.Kind, word.Value[2..], word.Span, word.Span);
    }

    private void TakeNext(string name, FileOptionKind kind, Word word)
    {
        if (_at == words.Length)
        {
            Fail($"option `{name}` requires 1 argument", word);
            return;
        }

        Word value = words[_at++];
        Add(name, kind, value.Value, TextSpan.FromBounds(word.Span.Start, value.Span.End), value.Span);
    }

    private (string Name, FileOptionKind Kind, bool TakesValue)? Match(string name, Word word)
    {
        (string Name, FileOptionKind, bool)[] found = [.. s_table.Where(o => o.Name == name)];
        if (found.Length == 0) found = [.. s_table.Where(o => o.Name.StartsWith(name, StringComparison.Ordinal))];
        if (found.Length == 1) return found[0];
        Fail(
            found.Length == 0
                ? $"no such option: `{name}`"
                : $"ambiguous option: `{name}` ({string.Join(", ", found.Select(o => o.Name).Order(StringComparer.Ordinal))}?)",
            word);
        return null;
    }

    private void Add(string name, FileOptionKind kind, string value, TextSpan span, TextSpan valueSpan)
    {
        if (kind == FileOptionKind.Hash && !value.Contains(':', StringComparison.Ordinal))
        {
            _error = new ParseError($"the argument of `{name}` must be a hash name followed by a value, like `--hash=sha256:abcde...`", text, valueSpan);
        }
        else if (kind == FileOptionKind.Hash && value[..value.IndexOf(':', StringComparison.Ordinal)] is not ("sha256" or "sha384" or "sha512"))
        {
            _error = new ParseError($"allowed hash algorithms for `{name}` are sha256, sha384, sha512", text, valueSpan);
        }
        else if (kind == FileOptionKind.ConfigSettings && !value.Contains('=', StringComparison.Ordinal))
        {
            _error = new ParseError($"the argument of `{name}` must be of the form KEY=VAL", text, valueSpan);
        }
        else
        {
            _options.Add(new FileOption(kind, value, span, valueSpan));
        }
    }

    private void Fail(string message, Word word) => _error = new ParseError(message, text, word.Span);
}
