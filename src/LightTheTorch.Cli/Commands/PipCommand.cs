using System.CommandLine;
using LightTheTorch.Cli.Pip;

namespace LightTheTorch.Cli.Commands;

/// <summary>
/// <c>ltt install</c>, <c>download</c> and <c>wheel</c> as the help lists them. Their words are pip's, so they never get as far as this parser:
/// <see cref="TryTakeAsync"/> reads them first.
/// </summary>
internal sealed class PipCommand : Command
{
    private static readonly string[] s_help =
    [
        "ltt runs `python -m pip` with an index that offers PyTorch's packages for this machine. Besides pip's options, which follow:",
        "",
        "  --pytorch-computation-backend, --pcb <names>  Take builds of these backends, for example cu126 or cu126,cpu; auto, the default, asks the machine.",
        "                                                LTT_PYTORCH_COMPUTATION_BACKEND says the same. `ltt backends` lists them.",
        "  --cpuonly                                     The same as --pcb cpu.",
        "  --pytorch-channel, --pch <channel>            stable, test (release candidates) or nightly; with --pre test.",
        "  --driver <version>, --gpu <arch,..>           Take these in place of what the machine has.",
        "  --pytorch-index-url <url>                     The part before `/cu126/` of the index that replaces PyTorch's.",
        "  --catalogue <file>                            A file with more backends, laid over those that are built in; so is `[tool.ltt.backends]`.",
        "  --mirror <dir or url>                         A tree <host>/<path> that stands in for the hosts.",
        "",
    ];

    public PipCommand(string name, string description)
        : base(name, description)
    {
        TreatUnmatchedTokensAsErrors = false;
    }

    public static IEnumerable<PipCommand> All =>
    [
        new("install", "pip install, with PyTorch's builds for this machine; also `download` and `wheel`, and pip's other commands as they are"),
        new("download", "pip download, likewise"),
        new("wheel", "pip wheel, likewise"),
    ];

    /// <summary>Runs pip when the words are for it; null when they are not.</summary>
    public static async Task<int?> TryTakeAsync(string[] args, CommandContext context, CancellationToken cancellationToken)
    {
        PipCommandLine line = PipCommandLine.Parse(args);
        if (!line.IsForPip) return null;
        if (line.Installs && line.Has("help"))
        {
            foreach (string text in s_help) await context.Output.WriteLineAsync(text);
            await context.Output.FlushAsync(cancellationToken);
        }

        return (int)await new PipHandler(context).RunAsync(line, cancellationToken);
    }
}
