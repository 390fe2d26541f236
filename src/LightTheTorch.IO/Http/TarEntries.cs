using System.Buffers.Binary;
using System.Text;

namespace LightTheTorch.IO.Http;

/// <summary>
/// The files in a tar, one after the other (POSIX <c>pax</c>, GNU's long names). .NET's own reader makes room for a long name of whatever length an archive
/// claims, up to two gigabytes; here no number in the archive asks for memory.
/// </summary>
internal sealed class TarEntries(Stream tar)
{
    private const int Block = 512;

    // A path of more than this many bytes is no path on any system.
    private const int LongestName = 1 << 16;

    private readonly byte[] _header = new byte[Block];
    private long _rest;

    /// <summary>The path of the next file, or null behind the last.</summary>
    /// <exception cref="InvalidDataException">It is no tar.</exception>
    /// <exception cref="EndOfStreamException">It breaks off.</exception>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        string? longName = null;
        long? longSize = null;
        while (true)
        {
            await SkipAsync(_rest, cancellationToken);
            int read = await tar.ReadAtLeastAsync(_header, Block, throwOnEndOfStream: false, cancellationToken);
            if (read == 0 || (read == Block && _header.All(part => part == 0))) return null;
            if (read < Block) throw new EndOfStreamException();
            if (Number(_header.AsSpan(148, 8)) != Sum()) throw new InvalidDataException("it is no tar");
            long size = longSize ?? Number(_header.AsSpan(124, 12));
            switch ((char)_header[156])
            {
                case 'x':
                    (longName, longSize) = Records(await ContentAsync(size, cancellationToken), longName, longSize);
                    break;
                case 'L':
                    longName = Text(await ContentAsync(size, cancellationToken));
                    break;
                case '\0' or '0' or '7':
                    (Remaining, _rest) = (size, Padded(size));
                    return longName ?? Name();
                case >= '1' and <= '6': // links, devices and folders hold nothing, whatever size they have
                    (longName, longSize, _rest) = (null, null, 0);
                    break;
                default:
                    _rest = Padded(size);
                    if ((char)_header[156] is not ('g' or 'K')) (longName, longSize) = (null, null);
                    break;
            }
        }
    }

    /// <summary>How much of the file's content was not read yet.</summary>
    public long Remaining { get; private set; }

    /// <summary>A part of the content of the file that <see cref="NextAsync"/> came to; zero bytes at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (Remaining == 0) return 0;
        int read = await tar.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Remaining)], cancellationToken);
        if (read == 0) throw new EndOfStreamException();
        Remaining -= read;
        _rest -= read;
        return read;
    }

    private async Task<byte[]> ContentAsync(long size, CancellationToken cancellationToken)
    {
        if (size > LongestName) throw new InvalidDataException("a name in it is longer than names are");
        byte[] content = new byte[Padded(size)];
        await tar.ReadExactlyAsync(content, cancellationToken);
        _rest = 0;
        return content[..(int)size];
    }

    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[(int)Math.Min(count, 1 << 16)];
        for (int read; count > 0; count -= read)
        {
            read = await tar.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellationToken);
            if (read == 0) throw new EndOfStreamException();
        }
    }

    // `LENGTH KEY=VALUE\n`, one behind the other
    private static (string? Name, long? Size) Records(ReadOnlySpan<byte> records, string? name, long? size)
    {
        while (records.Length > 0)
        {
            int space = records.IndexOf((byte)' ');
            if (space < 0 || !int.TryParse(records[..space], out int length) || length <= space + 1 || length > records.Length) throw new InvalidDataException("it is broken");
            ReadOnlySpan<byte> record = records[(space + 1)..length].TrimEnd((byte)'\n');
            if (record.StartsWith("path="u8)) name = Text(record[5..]);
            if (record.StartsWith("size="u8)) size = long.TryParse(record[5..], out long bytes) && bytes >= 0 ? bytes : throw new InvalidDataException("it is broken");
            records = records[length..];
        }

        return (name, size);
    }

    private string Name()
    {
        string name = Text(_header.AsSpan(0, 100));
        string prefix = _header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(_header.AsSpan(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and int end ? field[..end] : field);

    // Octal digits; of what does not fit into them, GNU writes the bytes behind a bit that no digit has.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80) return BinaryPrimitives.ReadInt64BigEndian(field[^8..]) is >= 0 and long bytes ? bytes : throw new InvalidDataException("it is broken");
        long value = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') throw new InvalidDataException("it is no tar");
            value = (value * 8) + (digit - '0'); // twelve digits at most
        }

        return value;
    }

    // The sum of the header's bytes, where the sum itself counts as blanks.
    private long Sum()
    {
        long sum = 8 * ' ';
        for (int i = 0; i < Block; i++) sum += i is >= 148 and < 156 ? 0 : _header[i];
        return sum;
    }

    private static long Padded(long size) => size > long.MaxValue - Block ? throw new InvalidDataException("it is broken") : (size + Block - 1) / Block * Block;
}
