using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LightTheTorch.Benchmarks;

/// <summary>Pages as large as the largest that a lock meets, the same bytes each time, in the forms that PyPI and PyTorch serve.</summary>
internal static class MadePages
{
    private static readonly string[] s_pythons = ["cp310-cp310", "cp311-cp311", "cp312-cp312", "cp313-cp313", "cp313-cp313t", "cp314-cp314"];
    private static readonly string[] s_platforms =
        ["macosx_11_0_arm64", "manylinux2014_aarch64.manylinux_2_17_aarch64", "manylinux2014_x86_64.manylinux_2_17_x86_64", "musllinux_1_2_x86_64", "win_amd64"];

    /// <summary>PEP 691, with what PyPI adds to it.</summary>
    /// <param name="size">In bytes; the page ends with the file that reaches it.</param>
    public static byte[] Json(int size)
    {
        StringBuilder page = new("""{"meta":{"_last-serial":41624470,"api-version":"1.4"},"name":"made-package","alternate-locations":[],"project-status":{"status":"active"},"files":[""");
        foreach ((string version, string file) in Wheels("made_package", ""))
        {
            string hash = Hash(file), metadata = Hash(version);
            page.Append(CultureInfo.InvariantCulture, $$$"""
                {"core-metadata":{"sha256":"{{{metadata}}}"},"data-dist-info-metadata":{"sha256":"{{{metadata}}}"},"filename":"{{{file}}}","hashes":{"sha256":"{{{hash}}}"},
                """);
            page.Append(CultureInfo.InvariantCulture, $$$"""
                "provenance":null,"requires-python":">=3.10","size":{{{200_000 + page.Length % 9_973}}},"upload-time":"2026-03-15T18:50:31.654174Z",
                """);
            page.Append(CultureInfo.InvariantCulture, $$$"""
                "url":"https://files.pythonhosted.org/packages/{{{hash[..2]}}}/{{{hash[2..4]}}}/{{{hash[4..]}}}/{{{file}}}","yanked":false}
                """);
            if (page.Length >= size) break;
            page.Append(',');
        }

        return Encoding.UTF8.GetBytes(page.Append("]}").ToString());
    }

    /// <summary>PEP 503 and 658, one link a line.</summary>
    /// <param name="size">In bytes; the page ends with the file that reaches it.</param>
    public static byte[] Html(int size)
    {
        StringBuilder page = new("<!DOCTYPE html>\n<html>\n  <body>\n    <h1>Links for torch</h1>\n");
        foreach ((string version, string file) in Wheels("torch", "+cu126"))
        {
            (string hash, string metadata) = (Hash(file), Hash(version));
            page.Append(CultureInfo.InvariantCulture, $"    <a href=\"https://download-r2.pytorch.org/whl/cu126/{Uri.EscapeDataString(file)}#sha256={hash}\" ");
            page.Append(CultureInfo.InvariantCulture, $"data-dist-info-metadata=\"sha256={metadata}\" data-core-metadata=\"sha256={metadata}\">{file}</a><br/>\n");
            if (page.Length >= size) break;
        }

        return Encoding.UTF8.GetBytes(page.Append("  </body>\n</html>\n<!--TIMESTAMP 1763900000-->\n").ToString());
    }

    private static IEnumerable<(string Version, string File)> Wheels(string name, string local)
    {
        for (int number = 0; ; number++)
        {
            string version = string.Create(CultureInfo.InvariantCulture, $"{number / 100}.{number / 10 % 10}.{number % 10}{local}");
            foreach (string python in s_pythons)
            {
                foreach (string platform in s_platforms) yield return (version, $"{name}-{version}-{python}-{platform}.whl");
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
