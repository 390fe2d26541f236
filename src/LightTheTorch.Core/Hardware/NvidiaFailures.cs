using System.Globalization;

namespace LightTheTorch.Hardware;

/// <summary>What NVIDIA's library and tool say when they do not list GPUs, as clauses that name the cause.</summary>
public static class NvidiaFailures
{
    private const string NotLoaded = "the NVIDIA driver is not loaded";
    private const string Mismatch = "the NVIDIA driver in the kernel and its libraries have different versions, as after an update without a restart";
    private const string NoPermission = "the NVIDIA driver refuses access to this user";
    private const string Lost = "the GPU has fallen off the bus and needs a restart of the machine";
    private const string Unknown = "NVIDIA's library fails with an unknown error, as in a container that has lost its device nodes";

    /// <summary>What the tool printed in place of a list; <see langword="null"/> when it says that there is no GPU, which is an answer.</summary>
    public static string? OfTool(string output)
    {
        bool Says(string words) => output.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("No devices were found") || Says("No devices found")) return null;
        if (Says("couldn't communicate with the NVIDIA driver") || Says("Driver Not Loaded")) return NotLoaded;
        if (Says("version mismatch")) return Mismatch;
        if (Says("Insufficient Permissions")) return NoPermission;
        if (Says("GPU is lost")) return Lost;
        if (Says("Unknown Error")) return Unknown;
        return "`nvidia-smi` does not list GPUs";
    }

    /// <summary>What a return code of NVML means (<c>nvmlReturn_t</c>).</summary>
    public static string OfLibrary(int code) => code switch
    {
        4 => NoPermission,
        9 => NotLoaded,
        15 => Lost,
        18 => Mismatch,
        999 => Unknown,
        _ => string.Create(CultureInfo.InvariantCulture, $"NVIDIA's library fails with error {code}"),
    };
}
