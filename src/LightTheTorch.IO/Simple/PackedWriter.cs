using System.Buffers;
using System.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>Writes the numbers and texts of <see cref="PageLinks"/>.</summary>
internal sealed class PackedWriter(IBufferWriter<byte> target)
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    /// <summary>Seven bits a byte, the lowest first.</summary>
    /// <param name="value">Not negative.</param>
    public void Number(long value)
    {
        Span<byte> bytes = target.GetSpan(10);
        int count = 0;
        for (ulong rest = (ulong)value; ; rest >>= 7)
        {
            bytes[count++] = (byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80);
            if (rest < 0x80) break;
        }

        target.Advance(count);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        Number(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, target);
    }

    /// <summary>Written whole the first time, and as its number ever after.</summary>
    public void Repeated(string text)
    {
        bool isKnown = _texts.TryGetValue(text, out int number);
        Number(isKnown ? number + 1 : 0);
        if (isKnown) return;
        _texts.Add(text, _texts.Count);
        Text(text);
    }

    /// <param name="hex">64 hex digits in lower case.</param>
    public void Hash(string hex)
    {
        Convert.FromHexString(hex, target.GetSpan(32), out _, out int written);
        target.Advance(written);
    }
}
