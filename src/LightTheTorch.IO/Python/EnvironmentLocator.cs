using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Python;

/// <summary>The interpreter that packages are to be installed for, and who named it.</summary>
/// <param name="Python">A full path, or a name to look for on PATH.</param>
/// <param name="NamedBy">An option or variable, or the folder's name.</param>
/// <param name="IsSystemAllowed">It was said that it may be one outside of any virtual environment.</param>
public sealed record LocatedEnvironment(string Python, string NamedBy, bool IsSystemAllowed);

/// <summary>Finds the environment to install into, in the order that uv follows: what was named, the active one, the project's <c>.venv</c>.</summary>
/// <param name="variable">The environment variables of this process.</param>
/// <param name="workingDirectory">Absolute; relative paths and the search for <c>.venv</c> begin here.</param>
public sealed class EnvironmentLocator(Func<string, string?> variable, string workingDirectory)
{
    private const string DotVenv = ".venv";

    /// <param name="asked"><c>--python</c>: an interpreter, a folder with an environment, or a name on PATH.</param>
    /// <param name="system"><c>--system</c>: an interpreter outside of any environment will do, the one on PATH by default.</param>
    /// <exception cref="LttException">There is none (<see cref="DiagnosticCode.EnvironmentNotFound"/>).</exception>
    public LocatedEnvironment Locate(string? asked, bool system)
    {
        if (asked is not null) return new LocatedEnvironment(Asked(asked), "--python", system);
        if (system) return new LocatedEnvironment(OperatingSystem.IsWindows() ? "python" : "python3", "--system", IsSystemAllowed: true);
        if (variable("VIRTUAL_ENV") is { Length: > 0 } active) return new LocatedEnvironment(Named(active, "VIRTUAL_ENV"), "VIRTUAL_ENV", IsSystemAllowed: false);
        // The base environment holds conda itself.
        if (variable("CONDA_PREFIX") is { Length: > 0 } conda && variable("CONDA_DEFAULT_ENV") is not "base")
        {
            return new LocatedEnvironment(Named(conda, "CONDA_PREFIX"), "CONDA_PREFIX", IsSystemAllowed: true);
        }

        for (string? folder = workingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (InterpreterOf(Path.Combine(folder, DotVenv)) is { } found) return new LocatedEnvironment(found, DotVenv, IsSystemAllowed: false);
        }

        throw NotFound(
            $"there is no environment to install into: no `{DotVenv}` lies here or above, and `VIRTUAL_ENV` is not set",
            "`python3 -m venv .venv` makes one; `--python PATH` names another; `--system` takes the Python on PATH");
    }

    /// <summary>An interpreter that may be installed into: inside an environment, or allowed outside of one, and not the operating system's own.</summary>
    /// <exception cref="LttException">It may not.</exception>
    public static void Check(LocatedEnvironment located, Interpreter interpreter)
    {
        if (interpreter.IsVirtualEnvironment) return;
        if (!located.IsSystemAllowed)
        {
            throw NotFound($"`{interpreter.Executable}` is in no virtual environment", "`python3 -m venv .venv` makes one; `--system` installs into this Python all the same");
        }

        if (interpreter.IsExternallyManaged)
        {
            throw NotFound($"`{interpreter.Executable}` is managed by the operating system, which forbids to install into it (PEP 668)", "`python3 -m venv .venv` makes an environment of your own");
        }
    }

    private string Asked(string asked)
    {
        string path = Path.GetFullPath(asked, workingDirectory);
        if (Directory.Exists(path)) return InterpreterOf(path) ?? throw NotFound($"`{asked}` holds no Python environment", "`--python` takes an interpreter or the folder of an environment");
        if (File.Exists(path)) return path;
        bool isName = !asked.Contains('/', StringComparison.Ordinal) && !asked.Contains('\\', StringComparison.Ordinal);
        return isName ? asked : throw NotFound($"there is no Python at `{asked}`", "`--python` takes an interpreter or the folder of an environment");
    }

    private string Named(string folder, string by) =>
        InterpreterOf(Path.GetFullPath(folder, workingDirectory)) ?? throw NotFound($"`{by}` names `{folder}`, which holds no Python environment", $"unset `{by}`, or name an environment with `--python PATH`");

    // The layouts of venv on Unix and Windows, and of conda on Windows.
    private static string? InterpreterOf(string folder)
    {
        string[] places = OperatingSystem.IsWindows() ? [Path.Combine("Scripts", "python.exe"), "python.exe"] : [Path.Combine("bin", "python"), Path.Combine("bin", "python3")];
        return places.Select(place => Path.Combine(folder, place)).FirstOrDefault(File.Exists);
    }

    private static LttException NotFound(string message, string hint) => new(new Diagnostic(DiagnosticCode.EnvironmentNotFound, Severity.Error, message) { Hints = [hint] });
}
