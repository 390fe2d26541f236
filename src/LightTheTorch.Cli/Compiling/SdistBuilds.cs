using System.Collections.Concurrent;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Asks pip of a target's own Python for the METADATA of sdists that the user allowed to be built; each once for each Python.</summary>
internal sealed class SdistBuilds(IndexClient client, IProcessRunner runner)
{
    private readonly ConcurrentDictionary<(Uri File, string Python), Lazy<Task<CoreMetadata>>> _built = new();

    /// <exception cref="LttException">This machine has no such Python, or the build fails.</exception>
    public Task<CoreMetadata> ReadAsync(DistributionFile file, PythonVersion python, CancellationToken cancellationToken) =>
        _built.GetOrAdd((file.Url, python.ToString()), _ => new Lazy<Task<CoreMetadata>>(() => BuildAsync(file, python, cancellationToken))).Value;

    private async Task<CoreMetadata> BuildAsync(DistributionFile file, PythonVersion python, CancellationToken cancellationToken)
    {
        string interpreter = await InterpreterAsync(file, python, cancellationToken);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ltt-build-");
        try
        {
            string path = Path.Combine(folder.FullName, file.FileName);
            await client.DownloadAsync(file, path, progress: null, cancellationToken);
            return await new BuildBackendMetadata(runner).ReadAsync(interpreter, path, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What a build says may depend on the Python that runs it, so another minor version does not do.
    private async Task<string> InterpreterAsync(DistributionFile file, PythonVersion python, CancellationToken cancellationToken)
    {
        foreach (string name in (string[])[$"python{python}", "python3", "python"])
        {
            if (await TryProbeAsync(name, cancellationToken) is { } interpreter && python.Equals(interpreter.Target)) return interpreter.Executable;
        }

        throw new LttException(new Diagnostic(DiagnosticCode.PythonNotFound, Severity.Error, $"`{file.FileName}` has to be built to know its dependencies for Python {python}, and there is no Python {python} on PATH")
        {
            Hints = [$"install Python {python}, or lock on a machine that has it"],
        });
    }

    private async Task<Interpreter?> TryProbeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await new InterpreterProbe(runner).ProbeAsync(name, cancellationToken);
        }
        catch (LttException failure) when (failure.Diagnostics[0].Code == DiagnosticCode.PythonNotFound)
        {
            return null;
        }
    }
}
