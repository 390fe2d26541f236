using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LightTheTorch.IO.Python;

/// <summary>Runs real programs and captures what they write.</summary>
public sealed class ProcessRunner : IProcessRunner
{
    // What a program writes beyond this is read and dropped: nobody's answer is that long, and memory is not its to fill.
    private const int LongestAnswer = 64 * 1024 * 1024;

    public async Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = StartInfo(request) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        using CancellationTokenRegistration registration = cancellationToken.Register(() => End(process));
        Task<string> output = ReadAsync(process.StandardOutput);
        Task<string> error = ReadAsync(process.StandardError);
        await WriteAsync(process.StandardInput, request.Input);
        // Not cancellable themselves: the registration ends the program, and then these end too.
        await process.WaitForExitAsync(CancellationToken.None);
        ProcessAnswer answer = new(process.ExitCode, await output, await error);
        cancellationToken.ThrowIfCancellationRequested();
        return answer;
    }

    private static ProcessStartInfo StartInfo(ProcessRequest request)
    {
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        ProcessStartInfo info = new(request.FileName, request.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        foreach ((string name, string? value) in request.Variables) info.Environment[name] = value;
        return info;
    }

    private static async Task WriteAsync(StreamWriter input, string text)
    {
        try
        {
            await input.WriteAsync(text);
            input.Close();
        }
        catch (IOException)
        {
            // The program ended, or closed its input, before it had read everything: its exit code tells more.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        StringBuilder text = new();
        char[] buffer = new char[8192];
        while (await reader.ReadAsync(buffer) is var count and > 0)
        {
            text.Append(buffer, 0, Math.Min(count, LongestAnswer - text.Length));
        }

        return text.ToString();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }
}
