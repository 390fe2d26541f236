using System.Diagnostics;
using System.Globalization;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>What one run of a program took.</summary>
/// <param name="Milliseconds">From start to end, the start of the process included.</param>
/// <param name="PeakMegabytes">The most memory that was seen in use, looked at every few milliseconds; 0 where the system does not tell.</param>
internal sealed record Measurement(double Milliseconds, double PeakMegabytes)
{
    /// <exception cref="InvalidOperationException">The program failed; the message is what it said.</exception>
    public static async Task<Measurement> TakeAsync(Job job)
    {
        ProcessStartInfo start = new(job.Program, job.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = job.Folder };
        foreach ((string name, string value) in job.Variables) start.Environment[name] = value;
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"`{job.Program}` did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), talk = process.StandardError.ReadToEndAsync();
        Task ended = process.WaitForExitAsync();
        double peak = 0;
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            try
            {
                await ended.WaitAsync(TimeSpan.FromMilliseconds(5));
            }
            catch (TimeoutException)
            {
                // It still runs: look again.
            }
        }

        double milliseconds = watch.Elapsed.TotalMilliseconds;
        string said = await talk + await output;
        return process.ExitCode == 0 ? new Measurement(milliseconds, peak) : throw new InvalidOperationException($"{job.Program} {string.Join(' ', job.Arguments)}\n{said}");
    }

    private static double PeakOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has ended, or this is not Linux
        }
    }
}

/// <summary>A program to run, and where.</summary>
internal sealed record Job(string Program, string Folder, string[] Arguments, params (string Name, string Value)[] Variables);
