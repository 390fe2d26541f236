using System.CommandLine;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt sync</c>: makes an environment hold exactly what the best lock for this machine says.</summary>
internal sealed class SyncCommand : LttCommand
{
    private readonly Argument<string?> _path = new("LOCK-or-DIR") { Description = "A lock, or a folder with locks; the current folder when nothing is said", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _backend = new("--backend", "-b") { Description = "The backend to install, without a look at the machine; `auto` looks", HelpName = "NAME|auto" };
    private readonly Option<bool> _noPrune = new("--no-prune") { Description = "Leave packages that the lock does not have" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would change, and change nothing" };
    private readonly Option<string[]> _reinstall = List("--reinstall", "Install a package of the lock anew although it is there, for example when `ltt verify` found its files changed", "NAME,..");
    private readonly Option<string[]> _rewrite = List("--rewrite", RewriteOption.Description, "A=B");
    private readonly EnvironmentOptions _environment = new();
    private readonly HardwareOptions _hardware = new();
    private readonly IndexOptions _index = new();
    private readonly CommandContext _context;

    public SyncCommand(CommandContext context)
        : base("sync", "Install the best lock for this machine: exactly what it says, and nothing else")
    {
        _context = context;
        Arguments.Add(_path);
        Options.Add(_backend);
        _environment.AddTo(this);
        foreach (Option option in (Option[])[_noPrune, _reinstall, _dryRun, _rewrite]) Options.Add(option);
        _hardware.AddTo(this);
        _index.AddTo(this);
        SetAction(async (parsed, cancellationToken) => (int)await new SyncHandler(context).RunAsync(await BindAsync(parsed, cancellationToken), cancellationToken));
    }

    private async Task<SyncOptions> BindAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = _context.FullPath(parsed.GetValue(_path) ?? ".");
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        LockSettings settings = new(await SettingsInUse.ReadAsync(_context, folder, Speech(parsed).Quiet, cancellationToken));
        IndexSettings index = settings.Over(_index.Bind(parsed));
        return new SyncOptions
        {
            Path = path,
            Backend = BackendOf(parsed.GetValue(_backend), settings, _context),
            Catalogue = await CatalogueOptions.ReadAsync(settings, _context, cancellationToken),
            FindInterpreter = cancel => _environment.FindAsync(parsed, index.CacheDir, _context, cancel),
            FindMachine = (catalogue, cancel) => _hardware.ReadAsync(parsed, _context, catalogue, cancel),
            Prune = !settings.Or(parsed.GetValue(_noPrune), "no-prune"),
            Reinstall = [.. Split(parsed.GetValue(_reinstall)).Select(NameOf)],
            DryRun = parsed.GetValue(_dryRun),
            Rewrites = RewriteOption.Parse(settings.Or(parsed.GetValue(_rewrite), "rewrite")),
            Index = index,
            Sources = settings.Sources,
            Speech = Speech(parsed),
        };
    }

    private static PackageName NameOf(string text) => PackageName.TryParse(text, out PackageName? name)
        ? name
        : throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`--reinstall` takes names of packages, not `{text}`"), ExitCode.Usage);

    /// <summary>The option counts before <c>LTT_BACKEND</c> and the setting of a file, and those before the variable of the first light-the-torch.</summary>
    public static (string Name, string By)? BackendOf(string? said, LockSettings settings, CommandContext context)
    {
        const string older = "LTT_PYTORCH_COMPUTATION_BACKEND";
        (string? name, string by) = said is not null ? (said, "--backend")
            : settings.Or((string?)null, "backend") is { } setting ? (setting, context.Variable("LTT_BACKEND") is null ? "backend" : "LTT_BACKEND")
            : (context.Variable(older), older);
        return name is null or "auto" ? null : (name, by);
    }
}
