using System.Security.Cryptography;
using System.Text;

namespace LightTheTorch.Locking;

/// <summary>SHA-256 over lines of text, joined by line feeds, in UTF-8: 64 lower-case hexadecimal digits.</summary>
public static class LockDigest
{
    public static string OfLines(IEnumerable<string> lines) => OfJoined(lines.Append(""));

    /// <summary>That of the lines with a line feed between two of them; the text as a whole is not made.</summary>
    public static string OfJoined(IEnumerable<string> lines)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = [];
        bool isFirst = true;
        foreach (string line in lines)
        {
            if (!isFirst) hash.AppendData("\n"u8);
            isFirst = false;
            if (Encoding.UTF8.GetMaxByteCount(line.Length) is var most && most > buffer.Length) buffer = new byte[most];
            hash.AppendData(buffer, 0, Encoding.UTF8.GetBytes(line, buffer));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
