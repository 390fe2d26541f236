using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Http;

/// <summary>METADATA by the cheapest way there is; kept for ever by address and hash, for a published file does not change.</summary>
internal sealed class MetadataReader(IndexTransport transport, FileReader files, IndexClientOptions options)
{
    private const string Kind = "metadata";

    // Holds the directory of most wheels, and often METADATA with it.
    private const int TailSize = 1 << 17;

    public async Task<string> ReadAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        Uri located = transport.Locate(file.Url);
        CacheFolder? cache = located.IsFile ? null : options.Cache;
        string key = $"{AddressText.WithoutCredentials(located).AbsoluteUri} {file.MetadataSha256 ?? file.Sha256}";
        if (!options.Refresh && cache?.Read(Kind, key) is { } kept && IsWhole(file, kept)) return Encoding.UTF8.GetString(kept);
        string text = await FetchAsync(file, cancellationToken);
        if (BelongsTo(file, text)) cache?.Write(Kind, key, Encoding.UTF8.GetBytes(text));
        return text;
    }

    // What a broken server said once must not be believed for ever: whoever reads it finds it wrong, and the next run asks again.
    private static bool BelongsTo(DistributionFile file, string text) =>
        CoreMetadata.TryParse(text, out CoreMetadata? metadata, out _) && metadata.Name.Equals(file.Kind.Project) && metadata.Version == file.Version;

    // The page's hash is over the bytes, which a text that is not UTF-8 does not give back; the rest is checked when it is read.
    private static bool IsWhole(DistributionFile file, byte[] kept) => file.MetadataSha256 is not { } expected || Sha256(kept) == expected;

    private async Task<string> FetchAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        if (file.HasMetadata)
        {
            Uri beside = AddressText.Parse(file.Url.AbsoluteUri + ".metadata");
            if (await files.ReadBytesAsync(beside, ArchiveMetadata.Limit, cancellationToken) is { } bytes)
            {
                if (file.MetadataSha256 is { } expected && Sha256(bytes) is var actual && actual != expected) throw FetchFailures.HashMismatch(beside, expected, actual);
                return Encoding.UTF8.GetString(bytes);
            }
        }

        try
        {
            string? text = file.IsWheel ? await FromRangesAsync(file, cancellationToken) : null;
            return text ?? await FromWholeFileAsync(file, cancellationToken) ?? throw Invalid(file, "it has none", null);
        }
        catch (InvalidDataException failure)
        {
            throw Invalid(file, failure.Message, failure);
        }
    }

    // Null when the server does not serve ranges.
    private async Task<string?> FromRangesAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        (byte[] tail, long length) = await transport.FetchAsync(
            file.Url,
            new FetchRequest { Range = (null, TailSize) },
            async (response, cancel) => response is { Status: FetchStatus.Partial, Length: { } total }
                ? (await transport.Guard.ReadAllAsync(response.Body, TailSize, cancel) ?? [], total)
                : response.Status == FetchStatus.Missing ? throw FetchFailures.Missing(file.Url, transport.Locate(file.Url)) : ([], 0L),
            cancellationToken);
        if (tail.Length == 0 || tail.Length > length) return null;
        await using RangeStream stream = new(length, length - tail.Length, tail, (from, to, cancel) => RangeAsync(file.Url, from, to, cancel));
        return await ArchiveMetadata.ReadAsync(file.Kind, stream, cancellationToken) ?? throw Invalid(file, "it has none", null);
    }

    private Task<byte[]> RangeAsync(Uri address, long from, long to, CancellationToken cancellationToken) => transport.FetchAsync(
        address,
        new FetchRequest { Range = (from, to) },
        async (response, cancel) => response.Status == FetchStatus.Partial && response.RangeStart == from
            ? await transport.Guard.ReadAllAsync(response.Body, (int)(to - from + 1), cancel) ?? []
            : [],
        cancellationToken);

    private async Task<string?> FromWholeFileAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        await using FileStream archive = CacheFolder.OpenTemporary(options.Cache);
        await files.CopyAsync(file.Url, file.Sha256, archive, progress: null, cancellationToken);
        archive.Position = 0;
        return await ArchiveMetadata.ReadAsync(file.Kind, archive, cancellationToken);
    }

    private static LttException Invalid(DistributionFile file, string cause, Exception? inner) =>
        new(new Diagnostic(DiagnosticCode.InvalidMetadata, Severity.Error, $"cannot read the METADATA of `{Addresses.Show(file.Url)}`: {cause}"), inner);

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
