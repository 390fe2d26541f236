using System.Security.Cryptography;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Downloads;

/// <summary>The beginning of a file that this run alone may write, and the hash of it. It outlives the run, so that another can go on with it.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    // A run that is at it is waited for as long as its file grows.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    private const int LongestSilence = 80;

    // What .NET tells of a file that another process has: errno, or Windows' own number.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);

    private readonly string _path;
    private readonly FileStream _stream;

    private PartialFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    public Stream Stream => _stream;

    public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Opens what an earlier run left, or begins.</summary>
    /// <param name="shared">The path that all runs try first.</param>
    /// <param name="own">A path for this run alone, for when whoever has the first one does not move.</param>
    /// <param name="time">For the pauses.</param>
    /// <param name="isDone">Asked between the pauses; true ends the wait.</param>
    /// <param name="cancellationToken">Ends the wait too.</param>
    /// <returns>Null when the whole file is there now.</returns>
    /// <exception cref="LttException">The folder cannot be written to.</exception>
    public static async Task<PartialFile?> OpenAsync(string shared, string own, TimeProvider time, Func<bool> isDone, CancellationToken cancellationToken)
    {
        CreateFolder(shared);
        long seen = -1;
        for (int silence = 0; silence < LongestSilence; silence++)
        {
            if (TryOpen(shared) is { } stream) return new PartialFile(shared, stream);
            if (isDone()) return null;
            if (LengthOf(shared) is var length && length != seen) (seen, silence) = (length, 0);
            await Task.Delay(s_pause, time, cancellationToken);
        }

        return new PartialFile(own, Open(own));
    }

    /// <summary>Hashes what is there already and stands behind it.</summary>
    /// <returns>The number of bytes.</returns>
    public async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1 << 17];
        _stream.Position = 0;
        while (await _stream.ReadAsync(buffer, cancellationToken) is > 0 and int read) Hash.AppendData(buffer, 0, read);
        return _stream.Position;
    }

    /// <summary>The hash so far.</summary>
    public string Sha256 => Convert.ToHexStringLower(Hash.GetCurrentHash());

    public void Clear()
    {
        Hash.GetHashAndReset();
        _stream.SetLength(0);
    }

    /// <summary>Puts the file in its place; it is whole.</summary>
    /// <returns>False when somebody cleaned the cache in the meantime.</returns>
    public async Task<bool> TryPlaceAsync(string path)
    {
        await _stream.DisposeAsync();
        try
        {
            File.Move(_path, path, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, failure);
        }
    }

    /// <summary>Removes it: nothing in it is of use.</summary>
    public async Task DiscardAsync()
    {
        await _stream.DisposeAsync();
        if (File.Exists(_path)) File.Delete(_path);
    }

    public async ValueTask DisposeAsync()
    {
        Hash.Dispose();
        await _stream.DisposeAsync();
    }

    // Whoever opens it has it alone: on Windows by the file system, elsewhere by an advisory lock that all runs of this program ask for.
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 17, useAsync: true);
        }
        catch (IOException failure) when (failure.HResult is WouldBlock or WouldBlockOnMac or SharingViolation or LockViolation)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, failure);
        }
    }

    private static FileStream Open(string path) => TryOpen(path) ?? throw CannotWrite(path, new IOException("another program has it"));

    private static void CreateFolder(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { } folder) Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, failure);
        }
    }

    private static long LengthOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? file.Length : 0;
    }

    private static LttException CannotWrite(string path, Exception failure) => new(
        new Diagnostic(DiagnosticCode.WriteFailed, Severity.Error, $"cannot write `{path}`: {failure.Message.TrimEnd('.')}") { Hints = ["`--cache-dir DIR` keeps files elsewhere"] },
        failure);
}
