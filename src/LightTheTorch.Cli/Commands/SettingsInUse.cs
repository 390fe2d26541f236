using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Cli.Commands;

/// <summary>The settings that a command goes by, with a word about what of them is not read.</summary>
internal static class SettingsInUse
{
    /// <exception cref="LttException">A file or a variable is wrong.</exception>
    public static async Task<Settings> ReadAsync(InputContext inputs, CommandContext context, bool quiet, CancellationToken cancellationToken)
    {
        Settings settings = await SettingsReader.ReadAsync(inputs, cancellationToken);
        if (!quiet) foreach (Diagnostic remark in settings.Remarks) DiagnosticRenderer.Write(context.Talk, remark);
        return settings;
    }
}
