namespace LightTheTorch.IO.Http;

/// <summary>Files and folders behind <c>file:</c> addresses, answering as a static web server would.</summary>
internal static class LocalFiles
{
    // A slash, a backslash and a zero that come out only when the address is decoded: a way out of the folder.
    private static readonly string[] s_neverInNames = ["%2F", "%5C", "%00"];

    /// <param name="asked">What was asked for, still as it was written: a <c>file:</c> address has its escapes decoded.</param>
    /// <param name="address">Where that lies on this machine.</param>
    /// <param name="request">What is asked for besides.</param>
    public static FetchResponse Open(Uri asked, Uri address, FetchRequest request)
    {
        if (s_neverInNames.Any(escape => asked.AbsolutePath.Contains(escape, StringComparison.OrdinalIgnoreCase))) return Missing(address);
        try
        {
            FileStream stream = new(address.LocalPath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
            long length = stream.Length;
            if (request.Range is not { } range) return new FetchResponse(FetchStatus.Found, address) { Body = stream, Length = length, MediaType = MediaType(address) };
            long from = range.From ?? Math.Max(0, length - (range.To ?? 0));
            stream.Position = Math.Min(from, length);
            return new FetchResponse(FetchStatus.Partial, address) { Body = stream, Length = length, RangeStart = from };
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return Missing(address); // a folder is refused as a file that may not be read
        }
    }

    private static FetchResponse Missing(Uri address) => new(FetchStatus.Missing, address);

    private static string MediaType(Uri address) => Path.GetExtension(address.AbsolutePath) switch
    {
        ".json" => "application/json",
        ".html" => "text/html",
        _ => "application/octet-stream",
    };
}
