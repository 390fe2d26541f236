using System.CommandLine;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>--python</c> and <c>--system</c>, for every command that looks into an environment.</summary>
internal sealed class EnvironmentOptions
{
    private readonly Option<string?> _python = new("--python", "-p") { Description = "The interpreter or the environment's folder, in place of VIRTUAL_ENV and .venv", HelpName = "PATH" };
    private readonly Option<bool> _system = new("--system") { Description = "Take the Python on PATH, outside of any environment" };

    public void AddTo(Command command)
    {
        command.Options.Add(_python);
        command.Options.Add(_system);
    }

    /// <summary>What was said, for a command line that a hint shows.</summary>
    public string Words(ParseResult parsed) =>
        LttCommand.Said(" --python", parsed.GetValue(_python)) + (parsed.GetValue(_system) ? " --system" : "");

    /// <exception cref="LttException">There is none, or it may not be installed into.</exception>
    public async Task<Interpreter> FindAsync(ParseResult parsed, string? cacheDir, CommandContext context, CancellationToken cancellationToken)
    {
        LocatedEnvironment located = new EnvironmentLocator(context.Variable, context.WorkingDirectory).Locate(parsed.GetValue(_python), parsed.GetValue(_system));
        CacheFolder? cache = CacheLocation.Find(cacheDir, context) is { } folder ? new CacheFolder(folder, context.Time) : null;
        Interpreter interpreter = await new KnownInterpreters(context.ProcessRunner, cache).ProbeAsync(located.Python, cancellationToken);
        EnvironmentLocator.Check(located, interpreter);
        return interpreter;
    }
}
