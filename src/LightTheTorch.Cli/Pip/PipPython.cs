using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli.Pip;

/// <summary>The interpreter whose pip is meant when someone types <c>pip</c>.</summary>
internal static class PipPython
{
    /// <summary>That of the active virtual environment, else the first <c>python3</c> or <c>python</c> on PATH.</summary>
    public static string Find(CommandContext context)
    {
        if (context.Variable("VIRTUAL_ENV") is { } environment)
        {
            return OperatingSystem.IsWindows() ? Path.Combine(environment, "Scripts", "python.exe") : Path.Combine(environment, "bin", "python");
        }

        string[] names = OperatingSystem.IsWindows() ? ["python.exe", "py.exe"] : ["python3", "python"];
        string[] folders = (context.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.FirstOrDefault(name => folders.Any(folder => File.Exists(Path.Combine(folder, name)))) ?? names[0];
    }

    public static LttException NotFound(string python) => new(
        new Diagnostic(DiagnosticCode.PythonNotFound, Severity.Error, $"there is no Python at `{python}`")
        {
            Hints = ["activate a virtual environment, or install Python: pip runs in it"],
        });
}
