using System.CommandLine;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Locking;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>--catalogue</c>, for every command that speaks of backends. <c>[tool.ltt.backends]</c> lies over that file, and both over what is built in.</summary>
internal sealed class CatalogueOptions
{
    private readonly Option<string?> _file = new("--catalogue") { Description = "A file with more backends, laid over those that are built in", HelpName = "FILE" };

    public void AddTo(Command command) => command.Options.Add(_file);

    /// <summary>The file that the command line names; null when it names none.</summary>
    public string? Bind(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>The catalogue of a command that has no other use for settings.</summary>
    /// <exception cref="LightTheTorch.Diagnostics.LttException">A file cannot be read, or does not follow the schema; messages have line and column.</exception>
    public Task<BackendCatalogue> ReadAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken) => ReadAsync(Bind(parsed), context, parsed.GetValue<bool>("--quiet"), cancellationToken);

    /// <summary>The catalogue for a file that was named, else for what the settings say.</summary>
    /// <inheritdoc cref="ReadAsync(ParseResult, CommandContext, CancellationToken)"/>
    public static async Task<BackendCatalogue> ReadAsync(string? named, CommandContext context, bool quiet, CancellationToken cancellationToken)
    {
        Settings settings = await SettingsInUse.ReadAsync(context, quiet, cancellationToken);
        return await ReadAsync(named ?? settings.Text("catalogue"), settings.CatalogueBackends, context, cancellationToken);
    }

    /// <summary>The catalogue that settings ask for.</summary>
    /// <inheritdoc cref="ReadAsync(ParseResult, CommandContext, CancellationToken)"/>
    public static Task<BackendCatalogue> ReadAsync(LockSettings settings, CommandContext context, CancellationToken cancellationToken) =>
        ReadAsync(settings.Or((string?)null, "catalogue"), settings.CatalogueBackends, context, cancellationToken);

    /// <summary>A digest of what the user adds to the catalogue, for the header of a lock; null where nothing is added.</summary>
    /// <inheritdoc cref="ReadAsync(string, CatalogueNode, CommandContext, CancellationToken)"/>
    public static async Task<string?> DigestAsync(string? path, CatalogueNode? backends, CommandContext context, CancellationToken cancellationToken)
    {
        CatalogueNode? file = path is null ? null : BackendCatalogueReader.ReadNode((await context.Inputs.ReadTextAsync(path, "catalogue", cancellationToken)).Text, path);
        return file is null && backends is null ? null : LockDigest.OfLines([.. file?.Lines("file") ?? [], .. backends?.Lines("table") ?? []]);
    }

    /// <param name="path">The user's file, or null.</param>
    /// <param name="backends">The user's own table, or null.</param>
    /// <param name="context">Where relative paths begin.</param>
    /// <param name="cancellationToken">Heeded while reading.</param>
    public static async Task<BackendCatalogue> ReadAsync(string? path, CatalogueNode? backends, CommandContext context, CancellationToken cancellationToken) =>
        (await DeferAsync(path, backends, context, cancellationToken)).Value;

    /// <summary>The same, parsed when it is needed and not before.</summary>
    /// <inheritdoc cref="ReadAsync(string, CatalogueNode, CommandContext, CancellationToken)"/>
    public static async Task<Lazy<BackendCatalogue>> DeferAsync(string? path, CatalogueNode? backends, CommandContext context, CancellationToken cancellationToken)
    {
        string? text = path is null ? null : (await context.Inputs.ReadTextAsync(path, "catalogue", cancellationToken)).Text;
        return new Lazy<BackendCatalogue>(() =>
        {
            BackendCatalogue catalogue = BackendCatalogueReader.ReadEmbedded();
            if (path is not null && text is not null) catalogue = BackendCatalogueReader.Read(text, path, catalogue);
            return backends is null ? catalogue : CatalogueParser.ParseBackends(backends, catalogue);
        });
    }
}
