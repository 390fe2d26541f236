using LightTheTorch.Cli.Rendering;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Cli.Commands;

/// <summary>The settings that a command goes by, with a word about what of them is not read.</summary>
internal static class SettingsInUse
{
    /// <summary>Those of the folder that the command runs in.</summary>
    /// <inheritdoc cref="ReadAsync(CommandContext, string, bool, CancellationToken)"/>
    public static Task<Settings> ReadAsync(CommandContext context, bool quiet, CancellationToken cancellationToken) => ReadAsync(context, context.WorkingDirectory, quiet, cancellationToken);

    /// <summary>Those of another folder; its relative paths begin there, and those of variables where the command runs.</summary>
    /// <exception cref="LttException">A file or a variable is wrong.</exception>
    public static async Task<Settings> ReadAsync(CommandContext context, string folder, bool quiet, CancellationToken cancellationToken)
    {
        Settings settings = await SettingsReader.ReadAsync(context.Inputs, folder, cancellationToken);
        if (!quiet) foreach (Diagnostic remark in settings.Remarks) DiagnosticRenderer.Write(context.Talk, remark);
        return settings;
    }
}
