using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Downloads;

/// <summary>A file that is known by its hash, and an address to have it from.</summary>
public sealed record Download
{
    private Download(Uri url, string sha256, string fileName, long? size)
    {
        Url = url;
        Sha256 = sha256;
        FileName = fileName;
        Size = size;
    }

    /// <summary>The canonical address; a rewrite or a mirror may serve it from elsewhere.</summary>
    public Uri Url { get; }

    /// <summary>64 lower-case hexadecimal digits: what the file is, wherever its bytes come from.</summary>
    public string Sha256 { get; }

    /// <summary>A plain name, without any path in it: pip reads tags and version out of it.</summary>
    public string FileName { get; }

    /// <summary>In bytes, where somebody told; only for progress.</summary>
    public long? Size { get; }

    public static bool TryCreate(Uri url, string sha256, string fileName, long? size, [NotNullWhen(true)] out Download? download)
    {
        bool isHash = sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit);
        // The name becomes a file's on this machine, and it may come from a hostile lock.
        bool isPlain = fileName.Length is > 0 and <= 255 && fileName is not ("." or "..") && !fileName.Any(c => char.IsControl(c) || c is '/' or '\\' or ':');
        download = isHash && isPlain && url.IsAbsoluteUri ? new Download(url, sha256.ToLowerInvariant(), fileName, size) : null;
        return download is not null;
    }

    /// <exception cref="LttException">The lock names something that is no file of the web or of this machine (<see cref="DiagnosticCode.InvalidLock"/>).</exception>
    public static Download Of(LockedPackage package) =>
        AddressText.TryParse(package.Url, out Uri? url) && TryCreate(url, package.Sha256, package.FileName, package.Size, out Download? download)
            ? download
            : throw new LttException(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, $"`{package.Name}` is locked to `{package.Url}`, which names no file"));
}

/// <summary>A file in the store, whole: its bytes have the hash that was asked for.</summary>
/// <param name="Download">What was asked for.</param>
/// <param name="Path">Where it lies; others may share it, so it is only read.</param>
/// <param name="Size">In bytes.</param>
/// <param name="WasThere">Nothing had to be fetched.</param>
public sealed record StoredFile(Download Download, string Path, long Size, bool WasThere);
