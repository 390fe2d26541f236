using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Http;

/// <summary>Whole files, streamed: hashed on the way, taken up again where an answer broke off, kept only as a hash.</summary>
internal sealed class FileReader(IndexTransport transport, IndexClientOptions options)
{
    private const string Kind = "hashes";
    private const string SizeKind = "sizes";

    /// <summary>The bytes of a small file, or null when it is not there.</summary>
    public Task<byte[]?> ReadBytesAsync(Uri address, int limit, CancellationToken cancellationToken) => transport.FetchAsync(
        address,
        new FetchRequest(),
        async (response, cancel) => response.Status == FetchStatus.Missing
            ? null
            : await transport.Guard.ReadAllAsync(response.Body, limit, cancel) ?? throw FetchFailures.TooLong(address, limit),
        cancellationToken);

    public Task<long?> SizeAsync(Uri address, CancellationToken cancellationToken) => transport.FetchAsync(
        address,
        new FetchRequest { Method = HttpMethod.Head },
        (response, _) => Task.FromResult(response.Status == FetchStatus.Found ? response.Length : null),
        cancellationToken);

    /// <summary>As <see cref="SizeAsync"/>, kept for ever, for a published file does not change; null without a question where asking is forbidden.</summary>
    public async Task<long?> LastingSizeAsync(Uri address, CancellationToken cancellationToken)
    {
        Uri located = transport.Locate(address);
        CacheFolder? cache = located.IsFile ? null : options.Cache;
        string key = AddressText.WithoutCredentials(located).AbsoluteUri;
        if (cache?.Read(SizeKind, key) is { } kept && long.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out long known)) return known;
        if (options.Offline && !located.IsFile) return null;
        long? size = await SizeAsync(address, cancellationToken);
        if (size is { } bytes) cache?.Write(SizeKind, key, Encoding.ASCII.GetBytes(bytes.ToString(CultureInfo.InvariantCulture)));
        return size;
    }

    public async Task<HashedFile> HashAsync(Uri address, bool again, IFileProgress? progress, CancellationToken cancellationToken)
    {
        Uri located = transport.Locate(address);
        CacheFolder? cache = located.IsFile ? null : options.Cache;
        string key = AddressText.WithoutCredentials(located).AbsoluteUri;
        HashedFile? known = options.Refresh || again ? null : Parse(cache?.Read(Kind, key));
        if (known is not null && (options.Offline || await SizeAsync(address, cancellationToken) == known.Size)) return known;
        HashedFile hashed = await StreamAsync(address, Stream.Null, progress, cancellationToken);
        cache?.Write(Kind, key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{hashed.Sha256} {hashed.Size}\n")));
        return hashed;
    }

    public async Task<HashedFile> DownloadAsync(Uri address, string? sha256, string path, IFileProgress? progress, CancellationToken cancellationToken)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            HashedFile hashed;
            await using (FileStream target = Create(temporary))
            {
                hashed = await CopyAsync(address, sha256, target, progress, cancellationToken);
            }

            File.Move(temporary, path, overwrite: true);
            return hashed;
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    /// <summary>Writes a file into a stream that is empty; what is in it when this fails is of no use.</summary>
    public async Task<HashedFile> CopyAsync(Uri address, string? sha256, Stream target, IFileProgress? progress, CancellationToken cancellationToken)
    {
        HashedFile hashed = await StreamAsync(address, target, progress, cancellationToken);
        return sha256 is null || hashed.Sha256 == sha256 ? hashed : throw FetchFailures.HashMismatch(address, sha256, hashed.Sha256);
    }

    private async Task<HashedFile> StreamAsync(Uri address, Stream target, IFileProgress? progress, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return await ResumeAsync(address, target, hash, done: 0, isPinned: false, progress, cancellationToken);
    }

    /// <summary>Appends to what is there already.</summary>
    /// <param name="address">Of the whole file.</param>
    /// <param name="target">Stands at its end.</param>
    /// <param name="hash">Has been fed what is there.</param>
    /// <param name="done">The number of bytes that are there.</param>
    /// <param name="isPinned">The caller knows the hash: whatever server goes on with the file may do so. Otherwise only an ETag says that it is the same.</param>
    /// <param name="progress">Told the number of bytes of each part; less than zero when the file is begun anew.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<HashedFile> ResumeAsync(
        Uri address, Stream target, IncrementalHash hash, long done, bool isPinned, IFileProgress? progress, CancellationToken cancellationToken)
    {
        string? tag = null;
        bool isWhole = false;
        Uri place = address;
        Queue<Uri> siblings = new(transport.Siblings(address));
        while (!isWhole)
        {
            long before = done;
            bool restarted = false;
            bool moved = false;
            isWhole = await transport.FetchAsync(
                place,
                done > 0 && (isPinned || tag is not null) ? new FetchRequest { Range = (done, null), IfRange = tag } : new FetchRequest(),
                async (response, cancel) =>
                {
                    if (response.Status is FetchStatus.Missing)
                    {
                        // A host may have lost a file that its sibling still has.
                        if (!siblings.TryDequeue(out Uri? sibling)) throw FetchFailures.Missing(address, transport.Locate(address));
                        (place, moved) = (sibling, true);
                        return false;
                    }

                    restarted = done > 0 && (response.Status != FetchStatus.Partial || response.RangeStart != done);
                    if (restarted) Restart();
                    if (response is { Status: FetchStatus.Found or FetchStatus.Partial, Length: { } size }) progress?.Expect(size);
                    tag = response.ETag is { } strong && !strong.StartsWith("W/", StringComparison.Ordinal) ? strong : null;
                    // Its body is an error page; the file has to be asked for again, from the start.
                    return response.Status != FetchStatus.NoSuchRange && await CopyAsync(response.Body, cancel);
                },
                cancellationToken);
            if (!isWhole && done <= before && !restarted && !moved) throw FetchFailures.BreaksOff(address, transport.Locate(address));
        }

        return new HashedFile(Convert.ToHexStringLower(hash.GetHashAndReset()), done);

        void Restart()
        {
            hash.GetHashAndReset();
            progress?.Report(-done);
            done = 0;
            if (target.CanSeek) target.SetLength(0);
        }

        // False when the answer breaks off behind something new: the next request goes on from there.
        async Task<bool> CopyAsync(Stream body, CancellationToken cancel)
        {
            long start = done;
            byte[] buffer = new byte[1 << 17];
            try
            {
                while (await transport.Guard.ReadAsync(body, buffer, cancel) is > 0 and int read)
                {
                    hash.AppendData(buffer, 0, read);
                    await WriteAsync(target, buffer.AsMemory(0, read), cancel);
                    done += read;
                    progress?.Report(read);
                }

                return true;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException or TimeoutException && done > start)
            {
                return false;
            }
        }
    }

    private static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17, useAsync: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, failure);
        }
    }

    // A full disk is no failure of the network, and must not be tried again as one.
    private static async ValueTask WriteAsync(Stream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException failure)
        {
            throw CannotWrite((target as FileStream)?.Name ?? "", failure);
        }
    }

    private static LttException CannotWrite(string path, Exception failure) =>
        new(new Diagnostic(DiagnosticCode.WriteFailed, Severity.Error, $"cannot write `{path}`: {failure.Message.TrimEnd('.')}"), failure);

    private static HashedFile? Parse(byte[]? entry)
    {
        string[] parts = entry is null ? [] : Encoding.UTF8.GetString(entry).TrimEnd('\n').Split(' ');
        return parts is [{ Length: 64 } sha256, string size] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? new HashedFile(sha256, bytes)
            : null;
    }
}
