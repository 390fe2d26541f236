using System.CommandLine;
using LightTheTorch.Cli.Syncing;
using LightTheTorch.Cli.Verifying;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt verify</c>: does an environment hold exactly what the lock says, and does its torch run on this machine's GPUs?</summary>
internal sealed class VerifyCommand : LttCommand
{
    private readonly Argument<string?> _path = new("LOCK-or-DIR") { Description = "A lock, or a folder with locks; the current folder when nothing is said", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _backend = new("--backend", "-b") { Description = "The backend whose lock counts; `auto` takes the one that `ltt sync` takes", HelpName = "NAME|auto" };
    private readonly Option<bool> _noPrune = new("--no-prune") { Description = "Packages that the lock does not have are no difference" };
    private readonly Option<string?> _cacheDir = new("--cache-dir") { Description = "Where `ltt sync` keeps wheels, whose lists of files are held against the installed ones", HelpName = "DIR" };
    private readonly EnvironmentOptions _environment = new();
    private readonly HardwareOptions _hardware = new();
    private readonly CommandContext _context;

    public VerifyCommand(CommandContext context)
        : base("verify", "Hold an environment against its lock, its files against their hashes, and torch against the GPUs")
    {
        _context = context;
        Arguments.Add(_path);
        Options.Add(_backend);
        _environment.AddTo(this);
        Options.Add(_noPrune);
        _hardware.AddTo(this);
        Options.Add(_cacheDir);
        SetAction(async (parsed, cancellationToken) => (int)await new VerifyHandler(context).RunAsync(await BindAsync(parsed, cancellationToken), cancellationToken));
    }

    private async Task<SyncOptions> BindAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = _context.FullPath(parsed.GetValue(_path) ?? ".");
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        LockSettings settings = new(await SettingsInUse.ReadAsync(_context, folder, Speech(parsed).Quiet, cancellationToken));
        IndexSettings index = new() { CacheDir = settings.Or(parsed.GetValue(_cacheDir), "cache-dir") };
        return new SyncOptions
        {
            Path = path,
            Backend = SyncCommand.BackendOf(parsed.GetValue(_backend), settings, _context),
            Words = string.Concat(Said("", parsed.GetValue(_path)), Said(" --backend", parsed.GetValue(_backend)), _environment.Words(parsed), parsed.GetValue(_noPrune) ? " --no-prune" : ""),
            Catalogue = await CatalogueOptions.ReadAsync(settings, _context, cancellationToken),
            FindInterpreter = cancel => _environment.FindAsync(parsed, index.CacheDir, _context, cancel),
            FindMachine = (catalogue, cancel) => _hardware.ReadAsync(parsed, _context, catalogue, cancel),
            Prune = !settings.Or(parsed.GetValue(_noPrune), "no-prune"),
            DryRun = true,
            Rewrites = [],
            Index = index,
            Speech = Speech(parsed),
        };
    }
}
