using System.Globalization;

namespace LightTheTorch.Reporting;

/// <summary>Bytes for a person, in units of 1000: <c>12.3 MB</c>.</summary>
public static class ByteCount
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB"];

    public static string Of(long bytes)
    {
        double size = bytes;
        int unit = 0;
        for (; size >= 1000 && unit < s_units.Length - 1; unit++) size /= 1000;
        return size.ToString(size >= 100 || unit == 0 ? "F0" : "F1", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }
}
