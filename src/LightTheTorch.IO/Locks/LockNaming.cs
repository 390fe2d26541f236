using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.IO.Locks;

/// <summary>Finds the lock that a person means: a path, the name of a backend locked here, or a file of a git revision.</summary>
/// <param name="workingDirectory">Absolute; relative paths and git start here.</param>
/// <param name="runner">Runs git.</param>
public sealed class LockNaming(string workingDirectory, IProcessRunner runner)
{
    /// <exception cref="LttException">Nothing of that name is there, or it is no lock.</exception>
    public async Task<BackendLock> FindAsync(string name, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(name, workingDirectory);
        if (File.Exists(path)) return await ReadAsync(path, cancellationToken);
        if (BackendName.TryParse(name, out BackendName? backend))
        {
            string? ofBackend = LockFileNames.Of(backend, LockFormat.Both).Select(file => Path.Combine(workingDirectory, file)).FirstOrDefault(File.Exists);
            if (ofBackend is not null) return await ReadAsync(ofBackend, cancellationToken);
        }

        if (name.IndexOf(':', StringComparison.Ordinal) > 0) return LockReader.Read(name, await ShowAsync(name, cancellationToken)).Lock;
        throw new LttException(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"`{name}` is no lock")
        {
            Hints = ["name a file, a backend whose lock lies here, or a file of a git revision such as `HEAD:requirements.cpu.txt`"],
        });
    }

    private static async Task<BackendLock> ReadAsync(string path, CancellationToken cancellationToken) =>
        LockReader.Read(path, await LockText.ReadAsync(path, cancellationToken)).Lock;

    private async Task<string> ShowAsync(string name, CancellationToken cancellationToken)
    {
        // git reads a plain path from the top of the repository; `./` makes it the folder that the user stands in.
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string spelled = $"{name[..colon]}:./{name[(colon + 1)..]}";
        // The word after `show` must not be taken for an option, whatever a revision is called.
        ProcessAnswer? answer = await runner.RunAsync(new ProcessRequest("git", "show", "--end-of-options", spelled) { WorkingDirectory = workingDirectory }, cancellationToken);
        if (answer is { ExitCode: 0 }) return answer.Output;
        string why = answer is null ? "git was not found" : answer.Error.Trim().Split('\n')[0];
        throw new LttException(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"git has no `{name}`: {why}"));
    }
}
