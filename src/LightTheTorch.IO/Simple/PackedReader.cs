using System.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>Reads what <see cref="PackedWriter"/> wrote; the cache's seal has seen that it is that.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> packed)
{
    private readonly List<string> _texts = [];
    private ReadOnlySpan<byte> _rest = packed;

    public long Number()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)value;
        }
    }

    public string Text() => Encoding.UTF8.GetString(Take((int)Number()));

    public string Repeated()
    {
        int number = (int)Number();
        if (number > 0) return _texts[number - 1];
        string text = Text();
        _texts.Add(text);
        return text;
    }

    public string Hash() => Convert.ToHexStringLower(Take(32));

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
