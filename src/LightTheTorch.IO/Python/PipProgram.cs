using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Python;

/// <summary>How an interpreter runs pip: its own, or the one that Python brings along for making environments.</summary>
public sealed class PipProgram
{
    // Debian keeps the wheel elsewhere and says so; without python3-venv there is no ensurepip at all.
    private const string FindBundled = """
        import glob, os, sys, sysconfig
        try:
            import pip
            print('pip')
        except ImportError:
            import ensurepip
            folders = [sysconfig.get_config_var('WHEEL_PKG_DIR'), os.path.join(os.path.dirname(ensurepip.__file__), '_bundled')]
            for folder in folders:
                for wheel in sorted(glob.glob(os.path.join(folder, 'pip-*.whl'))) if folder else []:
                    print(wheel)
                    sys.exit()
        """;

    private readonly IProcessRunner _runner;
    private readonly Interpreter _interpreter;
    private readonly ImmutableArray<string> _first;

    private PipProgram(IProcessRunner runner, Interpreter interpreter, ImmutableArray<string> first)
    {
        _runner = runner;
        _interpreter = interpreter;
        _first = first;
    }

    /// <param name="runner">Starts it.</param>
    /// <param name="interpreter">Whose pip.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LttException">The interpreter has no pip, nor one to borrow.</exception>
    public static async Task<PipProgram> FindAsync(IProcessRunner runner, Interpreter interpreter, CancellationToken cancellationToken)
    {
        // Without a look at the version: whichever it is runs.
        if (interpreter.SiteFolders.Any(folder => File.Exists(Path.Combine(folder, "pip", "__main__.py")))) return new PipProgram(runner, interpreter, ["-m", "pip"]);
        ProcessAnswer? answer = await runner.RunAsync(new ProcessRequest(interpreter.Executable, "-I", "-c", FindBundled), cancellationToken);
        string found = answer is { ExitCode: 0 } ? answer.Output.Trim() : "";
        if (found.Length == 0)
        {
            throw new LttException(new Diagnostic(DiagnosticCode.PipFailed, Severity.Error, $"`{interpreter.Executable}` has no pip, and its Python brings none along (`ensurepip`)")
            {
                Hints = ["install pip into the environment: `uv pip install pip`, or on Debian and Ubuntu the package `python3-venv` and then a new environment"],
            });
        }

        // pip runs from its wheel.
        return new PipProgram(runner, interpreter, found == "pip" ? ["-m", "pip"] : [Path.Combine(found, "pip")]);
    }

    /// <summary>Runs pip to its end.</summary>
    /// <param name="arguments">Pip's own.</param>
    /// <param name="variables">On top of the inherited ones; null removes one.</param>
    /// <param name="cancellationToken">Ends pip too.</param>
    /// <exception cref="LttException">It failed; the message holds what it said.</exception>
    public async Task<ProcessAnswer> RunAsync(ImmutableArray<string> arguments, ImmutableDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        // Python looks for modules in the folder that it is started in: no `pip` of the user's may be found there.
        ProcessRequest request = new(_interpreter.Executable, [.. _first, .. arguments]) { Variables = variables, WorkingDirectory = _interpreter.SitePackages };
        ProcessAnswer? answer = await _runner.RunAsync(request, cancellationToken);
        if (answer is { ExitCode: 0 }) return answer;
        string said = answer is null ? $"`{_interpreter.Executable}` does not start" : Said(answer);
        throw new LttException(new Diagnostic(DiagnosticCode.PipFailed, Severity.Error, $"pip failed{(answer is null ? "" : $" with exit code {answer.ExitCode}")}: {said}")
        {
            Hints = ["run the same command again to go on; `--verbose` shows all that pip says"],
        });
    }

    // Its errors, or where it called nothing an error the last lines.
    private static string Said(ProcessAnswer answer)
    {
        string[] lines = [.. answer.Error.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        string[] errors = [.. lines.Where(line => line.StartsWith("ERROR:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal))];
        return string.Join('\n', errors.Length > 0 ? errors : lines.TakeLast(8));
    }
}
