using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LightTheTorch.IO.Python;

/// <summary>Runs real programs that take over the terminal.</summary>
/// <param name="isInteractive">Standard input is a terminal: then the terminal itself sends Ctrl-C to the program too, and once is enough.</param>
public sealed partial class AttachedRunner(bool isInteractive) : IAttachedRunner
{
    public async Task<int?> RunAsync(ProcessRequest request)
    {
        ProcessStartInfo info = new(request.FileName, request.Arguments) { UseShellExecute = false, WorkingDirectory = request.WorkingDirectory ?? "" };
        foreach ((string name, string? value) in request.Variables) info.Environment[name] = value;
        using Process process = new() { StartInfo = info };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        // Whoever ends this program means that one; it decides what becomes of a half-done installation, and this one waits for it.
        using PosixSignalRegistration interrupt = Forward(process, PosixSignal.SIGINT, 2, isSent: !isInteractive);
        using PosixSignalRegistration quit = Forward(process, PosixSignal.SIGQUIT, 3, isSent: !isInteractive);
        using PosixSignalRegistration hangUp = Forward(process, PosixSignal.SIGHUP, 1, isSent: true);
        using PosixSignalRegistration end = Forward(process, PosixSignal.SIGTERM, 15, isSent: true);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static PosixSignalRegistration Forward(Process process, PosixSignal signal, int number, bool isSent) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (isSent && !OperatingSystem.IsWindows()) _ = Kill(process.Id, number);
    });

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
