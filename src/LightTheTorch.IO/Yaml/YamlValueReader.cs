using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LightTheTorch.IO.Yaml;

/// <summary>Reads one YAML document into values, with a limit to its depth and without aliases, so that no small file becomes a large one.</summary>
internal sealed class YamlValueReader
{
    private const int DeepestNesting = 64;

    private readonly SourceText _source;
    private readonly Parser _events;

    private YamlValueReader(SourceText source)
    {
        _source = source;
        _events = new Parser(new StringReader(source.Text));
    }

    /// <returns>Null when the file is empty.</returns>
    /// <exception cref="LttException">It is no YAML, or uses more of YAML than an input does.</exception>
    public static YamlValue? Read(SourceText source)
    {
        YamlValueReader reader = new(source);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            throw reader.Invalid(Span(e.Start, e.End), e.InnerException?.Message ?? e.Message);
        }
        catch (ArgumentException)
        {
            // The same of a tag, which is thrown before there is an event to point at.
            throw reader.Invalid(Span(reader._events.Current?.End ?? Mark.Empty, reader._events.Current?.End ?? Mark.Empty), "not valid YAML; a `!` that begins a value begins a tag: put the value in quotes");
        }
        catch (InvalidOperationException)
        {
            // The scanner lets this one through for a plain scalar of a flow sequence that begins a line, and says no place.
            throw reader.Invalid(Span(reader._events.Current?.Start ?? Mark.Empty, reader._events.Current?.End ?? Mark.Empty), "not valid YAML; indent the lines of a list in brackets");
        }
    }

    private YamlValue? Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _)) return null;
        _events.Consume<DocumentStart>();
        YamlValue value = Value(0);
        _events.Consume<DocumentEnd>();
        if (_events.Accept<DocumentStart>(out DocumentStart? second)) throw Invalid(Span(second.Start, second.End), "expected one YAML document");
        return value;
    }

    private YamlValue Value(int depth)
    {
        ParsingEvent start = _events.Consume<ParsingEvent>();
        if (depth > DeepestNesting) throw Invalid(Span(start.Start, start.End), $"nested more than {DeepestNesting} deep");
        return start switch
        {
            Scalar scalar => Scalar(scalar),
            SequenceStart => Sequence(start, depth),
            MappingStart => Mapping(start, depth),
            _ => throw Invalid(Span(start.Start, start.End), "anchors and aliases are not supported"),
        };
    }

    // The content of a quoted scalar stands between its quotes.
    private static YamlValue.Scalar Scalar(Scalar scalar)
    {
        TextSpan span = Span(scalar.Start, scalar.End);
        bool quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted && span.Length >= 2;
        return new YamlValue.Scalar(quoted ? new TextSpan(span.Start + 1, span.Length - 2) : span, scalar.Value);
    }

    private YamlValue.Sequence Sequence(ParsingEvent start, int depth)
    {
        ImmutableArray<YamlValue>.Builder items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!_events.Accept<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new YamlValue.Sequence(Span(start.Start, _events.Consume<SequenceEnd>().End), items.ToImmutable());
    }

    private YamlValue.Mapping Mapping(ParsingEvent start, int depth)
    {
        ImmutableArray<(YamlValue.Scalar, YamlValue)>.Builder entries = ImmutableArray.CreateBuilder<(YamlValue.Scalar, YamlValue)>();
        while (!_events.Accept<MappingEnd>(out _))
        {
            YamlValue key = Value(depth + 1);
            entries.Add((key as YamlValue.Scalar ?? throw Invalid(key.Span, "a key must be text"), Value(depth + 1)));
        }

        return new YamlValue.Mapping(Span(start.Start, _events.Consume<MappingEnd>().End), entries.ToImmutable());
    }

    private static TextSpan Span(Mark start, Mark end) => TextSpan.FromBounds((int)start.Index, Math.Max((int)start.Index, (int)end.Index));

    private LttException Invalid(TextSpan span, string message)
    {
        int start = Math.Clamp(span.Start, 0, _source.Text.Length);
        TextSpan inside = new(start, Math.Clamp(span.Length, 0, _source.Text.Length - start));
        return new LttException(_source.ErrorAt(inside, DiagnosticCode.InvalidProjectFile, $"invalid YAML: {message.TrimEnd('.')}"));
    }
}
