using System.Buffers;
using System.Globalization;
using System.Text;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Cache;

/// <summary>A page as the cache keeps it: a few lines of text, an empty line, and the bytes.</summary>
/// <param name="Address">Where it came from in the end.</param>
/// <param name="MediaType">Empty for a page that the index does not have.</param>
/// <param name="ETag">What to ask with whether it is still the same.</param>
/// <param name="FreshUntil">Until then nobody has to be asked.</param>
/// <param name="Content">What is kept of it.</param>
internal sealed record CachedPage(Uri Address, string MediaType, string? ETag, DateTimeOffset FreshUntil, byte[] Content)
{
    public bool IsMissing => MediaType.Length == 0;

    /// <summary>The entry for a key, or null when there is none or it is not whole.</summary>
    public static CachedPage? Read(CacheFolder folder, string kind, string key)
    {
        byte[]? bytes = folder.Read(kind, key);
        if (bytes is null) return null;
        int end = bytes.AsSpan().IndexOf("\n\n"u8);
        if (end < 0) return null;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n');
        byte[] content = bytes[(end + 2)..];
        return lines is [string where, string type, string tag, string until, string length]
            && AddressText.TryParse(where, out Uri? location)
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && length == content.Length.ToString(CultureInfo.InvariantCulture)
            ? new CachedPage(location, type[1..], tag.Length > 1 ? tag[1..] : null, DateTimeOffset.FromUnixTimeSeconds(seconds), content)
            : null;
    }

    public void Write(CacheFolder folder, string kind, string key)
    {
        // A mark before what may be empty keeps the header free of empty lines.
        string head = string.Create(CultureInfo.InvariantCulture, $"{Address.AbsoluteUri}\n:{MediaType}\n:{ETag}\n{FreshUntil.ToUnixTimeSeconds()}\n{Content.Length}\n\n");
        ArrayBufferWriter<byte> entry = new(head.Length + Content.Length);
        Encoding.UTF8.GetBytes(head, entry);
        entry.Write(Content);
        folder.Write(kind, key, entry.WrittenSpan);
    }
}
