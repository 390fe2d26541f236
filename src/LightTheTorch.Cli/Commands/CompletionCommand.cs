using System.CommandLine;
using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt completion SHELL</c>: the script that lets a shell ask <c>ltt</c> for the rest of a word.</summary>
internal sealed class CompletionCommand : LttCommand
{
    public static readonly string[] Shells = ["bash", "zsh", "fish", "powershell"];

    private readonly Argument<string> _shell = new("SHELL") { Description = string.Join(", ", Shells), HelpName = "SHELL" };

    public CompletionCommand(CommandContext context)
        : base("completion", "Print the script that completes commands, options and values in a shell")
    {
        _shell.AcceptOnlyFromAmong(Shells);
        Arguments.Add(_shell);
        SetAction(parsed =>
        {
            string shell = parsed.GetRequiredValue(_shell);
            string script = Read(shell);
            if (!WantsJson(parsed))
            {
                context.Output.Write(script);
                return (int)ExitCode.Done;
            }

            JsonOutput.Write(context.Output, json =>
            {
                json.WriteString("shell", shell);
                json.WriteString("script", script);
            });
            return (int)ExitCode.Done;
        });
    }

    private static string Read(string shell)
    {
        string name = $"completion.{shell}";
        using Stream stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"`{name}` is not in this assembly");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
