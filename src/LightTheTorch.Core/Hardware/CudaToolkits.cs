namespace LightTheTorch.Hardware;

/// <summary>
/// The first driver that knows a CUDA version, from the table of NVIDIA's CUDA release notes. Needed where a variable of another tool
/// states a CUDA version in place of a driver.
/// </summary>
internal static class CudaToolkits
{
    // CUDA 13 names no driver for Windows; its floor there is the branch.
    private static readonly (string Cuda, string Linux, string Windows)[] s_drivers =
    [
        ("13.4", "615", "615"), ("13.3", "610.43.02", "610"), ("13.2", "595.45.04", "595"), ("13.1", "590.44.01", "590"), ("13.0", "580.65.06", "580"),
        ("12.9", "575.51.03", "576.02"), ("12.8", "570.26", "570.65"), ("12.6", "560.28.03", "560.76"), ("12.5", "555.42.02", "555.85"),
        ("12.4", "550.54.14", "551.61"), ("12.3", "545.23.06", "545.84"), ("12.2", "535.54.03", "536.25"), ("12.1", "530.30.02", "531.14"),
        ("12.0", "525.60.13", "527.41"), ("11.8", "520.61.05", "520.06"), ("11.7", "515.43.04", "516.01"), ("11.6", "510.39.01", "511.23"),
        ("11.5", "495.29.05", "496.04"), ("11.4", "470.42.01", "471.11"), ("11.3", "465.19.01", "465.89"), ("11.2", "460.27.03", "460.82"),
        ("11.1", "455.23", "456.38"), ("11.0", "450.36.06", "451.22"), ("10.2", "440.33", "441.22"), ("10.1", "418.39", "418.96"), ("10.0", "410.48", "411.31"),
    ];

    /// <summary>The oldest driver for the newest CUDA not above the one named; <see langword="null"/> when that is older than the table.</summary>
    public static DriverVersion? Driver(DriverVersion cuda, bool windows)
    {
        foreach ((string known, string linux, string onWindows) in s_drivers)
        {
            if (DriverVersion.Parse(known).Release.CompareTo(cuda.Release) <= 0) return DriverVersion.Parse(windows ? onWindows : linux);
        }

        return null;
    }
}
