using System.Diagnostics;
using System.Text;
using LightTheTorch.Text;
using Tomlyn;
using Tomlyn.Syntax;

namespace LightTheTorch.IO.Toml;

/// <summary>From Tomlyn's syntax, which keeps headers and dotted keys apart, to nested tables; the syntax was validated.</summary>
internal sealed class TomlBuilder(int length)
{
    public TomlNode.Table Build(DocumentSyntax document)
    {
        TomlNode.Table root = new("", new TextSpan(0, 0));
        AddAll(root, document.KeyValues);
        foreach (TableSyntaxBase syntax in document.Tables)
        {
            if (syntax.Name is not { } name) continue;
            (TomlNode.Table parent, string key, TextSpan span) = Descend(root, name);
            AddAll(syntax is TableArraySyntax ? NewItem(parent, key, span) : Enter(parent, key, span), syntax.Items);
        }

        return root;
    }

    // Tomlyn's end is inclusive, and at the end of the file lies behind it.
    internal static TextSpan Span(SourceSpan span, int length)
    {
        int start = Math.Clamp(span.Start.Offset, 0, length);
        return TextSpan.FromBounds(start, Math.Clamp(span.End.Offset + 1, start, length));
    }

    private void AddAll(TomlNode.Table table, SyntaxList<KeyValueSyntax> items)
    {
        foreach (KeyValueSyntax item in items)
        {
            Add(table, item);
        }
    }

    private void Add(TomlNode.Table table, KeyValueSyntax item)
    {
        if (item.Key is null || item.Value is null) return;
        (TomlNode.Table parent, string key, TextSpan span) = Descend(table, item.Key);
        parent.Add(new TomlNode.Entry(key, span, Value(Join(parent.Path, key), item.Value)));
    }

    private (TomlNode.Table Parent, string Key, TextSpan Span) Descend(TomlNode.Table table, KeySyntax key)
    {
        (string Text, TextSpan Span) last = Part(key.Key);
        foreach (DottedKeyItemSyntax item in key.DotKeys)
        {
            table = Enter(table, last.Text, last.Span);
            last = Part(item.Key);
        }

        return (table, last.Text, last.Span);
    }

    // A header below an array of tables means its last table.
    private static TomlNode.Table Enter(TomlNode.Table parent, string key, TextSpan span)
    {
        switch (parent[key])
        {
            case TomlNode.Table table: return table;
            case TomlNode.Array { Items: [.., TomlNode.Table last] }: return last;
            default:
                TomlNode.Table made = new(Join(parent.Path, key), span);
                parent.Add(new TomlNode.Entry(key, span, made));
                return made;
        }
    }

    private static TomlNode.Table NewItem(TomlNode.Table parent, string key, TextSpan span)
    {
        if (parent[key] is not TomlNode.Array array)
        {
            array = new TomlNode.Array(Join(parent.Path, key), span);
            parent.Add(new TomlNode.Entry(key, span, array));
        }

        TomlNode.Table item = new($"{array.Path}[{array.Items.Count}]", span);
        array.Add(item);
        return item;
    }

    private TomlNode Value(string path, ValueSyntax syntax)
    {
        TextSpan span = Span(syntax.Span, length);
        switch (syntax)
        {
            case StringValueSyntax text: return new TomlNode.Text(path, span, text.Value ?? "", text.Token?.Text ?? "\"\"");
            case IntegerValueSyntax number: return new TomlNode.Whole(path, span, number.Value);
            case FloatValueSyntax number: return new TomlNode.Real(path, span, number.Value);
            case BooleanValueSyntax flag: return new TomlNode.Flag(path, span, flag.Value);
            case DateTimeValueSyntax time:
                return new TomlNode.Time(path, span, time.Value.Kind == TomlDateTimeKind.LocalTime ? null : time.Value.DateTime);
            case ArraySyntax items:
                TomlNode.Array array = new(path, span);
                foreach (ArrayItemSyntax item in items.Items)
                {
                    if (item.Value is not null) array.Add(Value($"{path}[{array.Items.Count}]", item.Value));
                }

                return array;
            case InlineTableSyntax inline:
                TomlNode.Table table = new(path, span);
                foreach (InlineTableItemSyntax item in inline.Items)
                {
                    if (item.KeyValue is not null) Add(table, item.KeyValue);
                }

                return table;
            default: throw new UnreachableException();
        }
    }

    private (string Text, TextSpan Span) Part(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => (bare.Key?.Text ?? "", Span(bare.Span, length)),
        StringValueSyntax quoted => (quoted.Value ?? "", Span(quoted.Span, length)),
        _ => throw new UnreachableException(),
    };

    // A key that could be misread in a path is quoted there.
    private static string Join(string path, string key)
    {
        bool bare = key.Length > 0 && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        StringBuilder text = new(path);
        if (path.Length > 0) text.Append('.');
        return bare ? text.Append(key).ToString() : text.Append('"').Append(key).Append('"').ToString();
    }
}
