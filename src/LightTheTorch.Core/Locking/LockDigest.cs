using System.Security.Cryptography;
using System.Text;

namespace LightTheTorch.Locking;

/// <summary>SHA-256 over lines of text, joined by line feeds, in UTF-8: 64 lower-case hexadecimal digits.</summary>
public static class LockDigest
{
    public static string OfLines(IEnumerable<string> lines) => OfText(string.Concat(lines.Select(line => line + '\n')));

    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
