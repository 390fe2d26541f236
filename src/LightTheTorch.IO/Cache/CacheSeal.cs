using System.Security.Cryptography;
using System.Text;

namespace LightTheTorch.IO.Cache;

/// <summary>
/// What an entry of the cache ends with: a hash of its key and its bytes, so that an entry with a wrong bit, a part of one, and one that was moved
/// to another's place are no entries.
/// </summary>
internal static class CacheSeal
{
    public const int Length = CacheForm.SealLength;

    public static byte[] Of(string key, ReadOnlySpan<byte> content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        hash.AppendData([0]);
        hash.AppendData(content);
        return hash.GetHashAndReset()[..Length];
    }

    /// <summary>The content of an entry, or null when its seal is broken.</summary>
    public static byte[]? Open(string key, byte[] entry)
    {
        if (entry.Length < Length) return null;
        ReadOnlySpan<byte> content = entry.AsSpan(0, entry.Length - Length);
        return entry.AsSpan(content.Length).SequenceEqual(Of(key, content)) ? content.ToArray() : null;
    }
}
