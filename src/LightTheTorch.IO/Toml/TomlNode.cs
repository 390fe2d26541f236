using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Toml;

/// <summary>A value of a TOML document that knows where it was written and what leads to it.</summary>
public abstract class TomlNode
{
    private TomlNode(string path, TextSpan span)
    {
        Path = path;
        Span = span;
    }

    /// <summary>The way from the root, <c>packages[0].wheels[1].url</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The value in the file; for a table with a header, the header's key.</summary>
    public TextSpan Span { get; }

    /// <summary>What TOML calls it, for messages.</summary>
    public abstract string TypeName { get; }

    public sealed class Table : TomlNode
    {
        private readonly List<Entry> _entries = [];
        private readonly Dictionary<string, Entry> _byKey = new(StringComparer.Ordinal);

        internal Table(string path, TextSpan span)
            : base(path, span)
        {
        }

        public override string TypeName => "table";

        /// <summary>In the order of the file.</summary>
        public IReadOnlyList<Entry> Entries => _entries;

        public TomlNode? this[string key] => _byKey.GetValueOrDefault(key)?.Value;

        public bool TryGet(string key, [NotNullWhen(true)] out Entry? entry) => _byKey.TryGetValue(key, out entry);

        internal void Add(Entry entry)
        {
            if (_byKey.TryAdd(entry.Key, entry)) _entries.Add(entry);
        }
    }

    public sealed class Array : TomlNode
    {
        private readonly List<TomlNode> _items = [];

        internal Array(string path, TextSpan span)
            : base(path, span)
        {
        }

        public override string TypeName => "array";

        public IReadOnlyList<TomlNode> Items => _items;

        internal void Add(TomlNode item) => _items.Add(item);
    }

    public sealed class Text(string path, TextSpan span, string value, string written) : TomlNode(path, span)
    {
        public override string TypeName => "string";

        public string Value { get; } = value;

        /// <summary>Where a part of the value stands in the file: behind the quotes, with escapes counted as they are written.</summary>
        public TextSpan ToSource(TextSpan part)
        {
            ImmutableArray<int> offsets = TomlEscapes.Offsets(written);
            int Offset(int index) => Span.Start + (index < offsets.Length ? offsets[index] : written.Length);
            int start = Offset(part.Start);
            return TextSpan.FromBounds(start, part.Length == 0 ? start : Math.Max(start + 1, Offset(part.End - 1) + 1));
        }
    }

    public sealed class Whole(string path, TextSpan span, long value) : TomlNode(path, span)
    {
        public override string TypeName => "integer";

        public long Value { get; } = value;
    }

    public sealed class Real(string path, TextSpan span, double value) : TomlNode(path, span)
    {
        public override string TypeName => "float";

        public double Value { get; } = value;
    }

    public sealed class Flag(string path, TextSpan span, bool value) : TomlNode(path, span)
    {
        public override string TypeName => "boolean";

        public bool Value { get; } = value;
    }

    /// <summary>Any of TOML's four kinds of dates and times; one without an offset counts as UTC, one without a date has no value.</summary>
    public sealed class Time(string path, TextSpan span, DateTimeOffset? value) : TomlNode(path, span)
    {
        public override string TypeName => "date-time";

        public DateTimeOffset? Value { get; } = value;
    }

    /// <summary>A key of a table, and where it stands.</summary>
    public sealed record Entry(string Key, TextSpan KeySpan, TomlNode Value);
}
