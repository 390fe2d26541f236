namespace LightTheTorch.IO.Http;

/// <summary>A file on a server as a stream to seek in: what is read is fetched in blocks, each once.</summary>
/// <param name="length">Of the whole file.</param>
/// <param name="tailStart">Where the part that is already here begins; it reaches to the end.</param>
/// <param name="tail">That part: a zip's directory is read from there.</param>
/// <param name="fetch">Gets the bytes from one offset to another, both included.</param>
internal sealed class RangeStream(long length, long tailStart, byte[] tail, Func<long, long, CancellationToken, Task<byte[]>> fetch) : Stream
{
    // METADATA lies right before RECORD at the end of most wheels, and is small.
    private const int BlockSize = 1 << 16;

    // The lists of the largest wheels are a few megabytes; one that goes on and on would be read, and kept, for ever.
    private const long Limit = 64 << 20;

    private long _blockStart;
    private byte[] _block = [];
    private long _fetched;

    /// <summary>The same bound for an archive that is here.</summary>
    public static RangeStream Over(Stream archive) => archive as RangeStream ?? new RangeStream(archive.Length, archive.Length, [], async (from, to, cancel) =>
    {
        byte[] block = new byte[to - from + 1];
        archive.Position = from;
        await archive.ReadExactlyAsync(block, cancel);
        return block;
    });

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty) return 0;
        if (Position >= tailStart)
        {
            (_blockStart, _block) = (tailStart, tail);
        }
        else if (Position < _blockStart || Position >= _blockStart + _block.Length)
        {
            long end = Math.Min(tailStart, Position + Math.Max(BlockSize, buffer.Length));
            _fetched += end - Position;
            if (_fetched > Limit) throw new InvalidDataException("its list of files is larger than such lists are");
            _block = await fetch(Position, end - 1, cancellationToken);
            _blockStart = Position;
            if (_block.Length != end - Position) throw new InvalidDataException("the server sent another range than it was asked for");
        }

        ReadOnlyMemory<byte> ready = _block.AsMemory((int)(Position - _blockStart));
        int count = Math.Min(ready.Length, buffer.Length);
        ready[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    // ZipArchive reads its directory synchronously, however it was opened. Nearly always that is in the tail, where nothing has to be waited for.
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("a file on a server is not written");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("a file on a server is not written");
}
