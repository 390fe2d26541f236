using System.Text.RegularExpressions;

namespace LightTheTorch.Hardware;

/// <summary>Reads what NVIDIA's kernel module says of itself under <c>/proc</c>.</summary>
public static partial class NvidiaKernel
{
    /// <summary>The driver's number in <c>/proc/driver/nvidia/version</c>, of the proprietary and of the open module.</summary>
    public static DriverVersion? Version(string text) =>
        NvrmLine().Match(text) is { Success: true } match && DriverVersion.TryParse(match.Groups[1].Value, out DriverVersion? version) ? version : null;

    /// <summary>Whether it is the open module.</summary>
    public static bool IsOpen(string text) => text.Contains("Open Kernel Module", StringComparison.Ordinal);

    /// <summary>The product name in <c>/proc/driver/nvidia/gpus/ADDRESS/information</c>.</summary>
    public static string? Model(string information) =>
        ModelLine().Match(information) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    [GeneratedRegex(@"^NVRM version:.*?Kernel Module.*?\s([0-9]{2,4}(\.[0-9]+){1,3})\s", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex NvrmLine();

    [GeneratedRegex(@"^Model:\s*(.+)$", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex ModelLine();
}
