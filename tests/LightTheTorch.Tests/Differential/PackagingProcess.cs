using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace LightTheTorch.Tests.Differential;

/// <summary>One long-lived Python that answers with pip's packaging library; see <c>packaging_answers.py</c> beside this file.</summary>
internal sealed class PackagingProcess : IDisposable
{
    private readonly Process _process;

    private PackagingProcess(Process process) => _process = process;

    /// <summary>Starts Python with the newest pip at hand: the wheel of <c>../shared/peers</c> where that folder exists, else Python's own.</summary>
    /// <returns><see langword="null"/> and the reason if there is no Python with a pip whose packaging is new enough to be followed.</returns>
    public static (PackagingProcess? Process, string Why) Start(string environments)
    {
        string? pip = RepoRoot.Shared("peers") is { } peers ? Directory.EnumerateFiles(peers, "pip-26*.whl").Max() : null;
        try
        {
            string version = Run(pip, "-c", "import pip._vendor.packaging as p; print(p.__version__)").StandardOutput.ReadToEnd().Trim();
            if (!int.TryParse(version.Split('.')[0], out int major) || major < 26) return (null, $"needs a pip with packaging 26 or later, not '{version}'");
            PackagingProcess process = new(Run(pip, RepoRoot.At("tests", "LightTheTorch.Tests", "Differential", "packaging_answers.py")));
            process._process.StandardInput.WriteLine(environments);
            return (process, "");
        }
        catch (Win32Exception)
        {
            return (null, "needs `python3` on the path");
        }
    }

    /// <summary>The answers to as many questions.</summary>
    public string[] Ask(IReadOnlyList<string[]> questions)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(questions));
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidDataException("Python ended: " + JsonSerializer.Serialize(questions));
        return JsonSerializer.Deserialize<string[]>(line) ?? [];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Run(string? pip, params string[] arguments)
    {
        ProcessStartInfo start = new("python3", ["-W", "ignore", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        if (pip is not null) start.Environment["PYTHONPATH"] = pip;
        return Process.Start(start) ?? throw new Win32Exception("python3 did not start");
    }
}
