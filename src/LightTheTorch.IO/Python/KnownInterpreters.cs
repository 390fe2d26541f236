using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LightTheTorch.IO.Cache;

namespace LightTheTorch.IO.Python;

/// <summary>Asks each interpreter once: as long as its files are the same, its answer is kept between runs, and no Python has to start.</summary>
/// <param name="runner">Asks.</param>
/// <param name="cache">Null keeps nothing.</param>
public sealed class KnownInterpreters(IProcessRunner runner, CacheFolder? cache)
{
    private const string Kind = "pythons-1";

    /// <inheritdoc cref="InterpreterProbe.ProbeAsync"/>
    public async Task<Interpreter> ProbeAsync(string python, CancellationToken cancellationToken)
    {
        string? key = cache is null ? null : Key(python);
        if (key is not null && cache!.Read(Kind, key) is { } kept && InterpreterProbe.Read(Encoding.UTF8.GetString(kept)) is { } known) return known; // a key needs a cache
        (Interpreter interpreter, string answer) = await new InterpreterProbe(runner).AskAsync(python, cancellationToken);
        // A launcher such as pyenv's starts another program, by rules of its own: its answer is not for keeping.
        if (key is not null && Path.GetFullPath(interpreter.Executable) == python) cache!.Write(Kind, key, Encoding.UTF8.GetBytes(answer));
        return interpreter;
    }

    // Everything that the answer can depend on: the program behind the links, the environment's own settings, the system underneath.
    private static string? Key(string python)
    {
        if (!Path.IsPathFullyQualified(python)) return null;
        try
        {
            FileSystemInfo program = File.ResolveLinkTarget(python, returnFinalTarget: true) ?? new FileInfo(python);
            if (program is not FileInfo { Exists: true } file) return null;
            FileInfo settings = new(Path.Combine(Path.GetDirectoryName(python) ?? "", "..", "pyvenv.cfg"));
            long changed = settings.Exists ? settings.LastWriteTimeUtc.Ticks : 0;
            return string.Create(CultureInfo.InvariantCulture, $"{python} {file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks} {changed} {RuntimeInformation.OSDescription}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
