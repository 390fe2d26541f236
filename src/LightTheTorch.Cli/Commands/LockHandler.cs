using LightTheTorch.Cli.Compiling;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Cli.Rendering.Progress;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Files;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt lock</c>: compiles, writes, reports.</summary>
internal sealed class LockHandler(CommandContext context)
{
    /// <exception cref="LttException">Whatever went wrong; then no file was written.</exception>
    public async Task<ExitCode> RunAsync(LockOptions options, CancellationToken cancellationToken)
    {
        Compilation compiled = await ProgressDisplay.RunAsync(context, options.Speech, display => new LockCompiler(context) { Display = display }.CompileAsync(options, cancellationToken));
        if (!options.DryRun)
        {
            Directory.CreateDirectory(compiled.Plan.Folder);
            await AtomicFiles.WriteAsync([.. compiled.Locks.SelectMany(one => one.Files)], cancellationToken);
        }

        Report(options, compiled);
        return ExitCode.Done;
    }

    private void Report(LockOptions options, Compilation compiled)
    {
        if (!options.Speech.Quiet)
        {
            foreach (Diagnostic note in compiled.Notes) DiagnosticRenderer.Write(context.Talk, note);
            LockSummary.Write(context.Talk, compiled);
        }

        if (options.Speech.Json) LockJson.Write(context.Output, compiled);
        else if (!options.DryRun) foreach ((string path, _) in compiled.Locks.SelectMany(one => one.Files)) context.Output.WriteLine(Path.GetRelativePath(context.WorkingDirectory, path));
    }
}
