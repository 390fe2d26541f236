using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;
using LightTheTorch.Text;

namespace LightTheTorch.Cli.Pip;

/// <summary>One setting of pip's.</summary>
/// <param name="Section"><c>global</c>, a subcommand, or <c>:env:</c>.</param>
/// <param name="Key">Without dashes in front: <c>extra-index-url</c>.</param>
/// <param name="Value">Lists with their parts on lines of their own.</param>
internal sealed record PipSetting(string Section, string Key, string Value);

/// <summary>What pip's configuration files and <c>PIP_*</c> variables say, as pip itself puts it together (<c>pip config list</c>).</summary>
internal sealed record PipConfiguration(ImmutableArray<PipSetting> Settings)
{
    private const string Environment = ":env:";

    /// <summary>Those of files.</summary>
    public IEnumerable<PipSetting> InFiles => Settings.Where(setting => setting.Section != Environment);

    /// <param name="runner">Starts pip.</param>
    /// <param name="python">The interpreter whose pip is asked.</param>
    /// <param name="line">With <c>--isolated</c> it shuts out variables and the user's own file, with <c>--python</c> it is about another environment's.</param>
    /// <param name="workingDirectory">Where pip will be started.</param>
    /// <param name="cancellationToken">Ends pip too.</param>
    /// <exception cref="LttException">There is no such interpreter, it has no pip, or pip cannot read its configuration.</exception>
    public static async Task<PipConfiguration> ReadAsync(IProcessRunner runner, string python, PipCommandLine line, string workingDirectory, CancellationToken cancellationToken)
    {
        string[] isolated = line.Has("isolated") ? ["--isolated"] : [];
        string[] elsewhere = line.Values("python") is [.., var other] ? ["--python", other] : [];
        ProcessRequest request = new(python, ["-m", "pip", .. isolated, .. elsewhere, "config", "list"])
        {
            WorkingDirectory = workingDirectory,
            // Quiet, pip would keep its answer to itself.
            Variables = ImmutableDictionary<string, string?>.Empty.Add("PIP_QUIET", null).Add("PIP_VERBOSE", null).Add("PIP_LOG", null).Add("PYTHONIOENCODING", "utf-8"),
        };
        ProcessAnswer answer = await runner.RunAsync(request, cancellationToken) ?? throw PipPython.NotFound(python);
        if (answer.ExitCode == 0) return Parse(answer.Output);
        string said = answer.Error.Trim().Split('\n')[^1].Trim();
        throw said.Contains("No module named pip", StringComparison.Ordinal)
            ? Failed($"`{python}` has no pip", $"`{python} -m ensurepip` installs it")
            : Failed($"`{python} -m pip config list` fails: {said}", "pip cannot be started before its configuration can be read");
    }

    /// <summary>Reads lines such as <c>global.index-url='https://…'</c>; anything else is talk.</summary>
    public static PipConfiguration Parse(string output)
    {
        ImmutableArray<PipSetting>.Builder settings = ImmutableArray.CreateBuilder<PipSetting>();
        foreach (string line in output.ReplaceLineEndings("\n").Split('\n'))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            int dot = line.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0 || equals <= dot + 1 || equals + 2 >= line.Length) continue;
            char quote = line[equals + 1];
            if (quote is not ('\'' or '"') || line[^1] != quote) continue;
            if (PythonString.Unescape(line.AsSpan((equals + 2)..^1)) is { } value) settings.Add(new PipSetting(line[..dot], line[(dot + 1)..equals], value));
        }

        return new PipConfiguration(settings.ToImmutable());
    }

    /// <summary>The value that counts for a subcommand: a variable's before its section's before <c>[global]</c>'s. Null where there is none, or an empty one.</summary>
    public string? Value(string subcommand, string key) =>
        new[] { Environment, subcommand, "global" }
            .Select(section => Settings.LastOrDefault(setting => setting.Section == section && setting.Key == key && setting.Value.Length > 0)?.Value)
            .FirstOrDefault(value => value is not null);

    /// <summary>The same for a list, in parts.</summary>
    public ImmutableArray<string> List(string subcommand, string key) => [.. (Value(subcommand, key) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static LttException Failed(string message, string hint) => new(new Diagnostic(DiagnosticCode.PipFailed, Severity.Error, message) { Hints = [hint] });
}
