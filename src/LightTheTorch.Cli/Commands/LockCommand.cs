using System.CommandLine;
using LightTheTorch.Names;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt lock</c>: declares options, binds them to a record, and hands over. No logic lives here.</summary>
internal sealed class LockCommand : LttCommand
{
    private readonly Option<bool> _upgrade = new("--upgrade", "-U") { Description = "Take the best versions anew; without it the pins of the old locks stay while they fit" };
    private readonly Option<string[]> _upgradePackages = List("--upgrade-package", "Take the best version of this package anew, keep the others", "NAME", "-P");
    private readonly Option<bool> _verifyHashes = new("--verify-hashes") { Description = "Download every file that is locked, and fail where the index says another hash than the bytes have" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Resolve and report, write nothing" };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; exit with 4 and the reason when a lock is not that of the inputs and options. Asks no index" };
    private readonly Option<bool> _network = new("--network") { Description = "With --check: resolve as well, and compare" };
    private readonly LockArguments _arguments = new();

    public LockCommand(CommandContext context)
        : base("lock", "Resolve requirements and write one lockfile per backend")
    {
        _arguments.AddTo(this);
        foreach (Option option in (Option[])[_upgrade, _upgradePackages, _verifyHashes, _dryRun, _check, _network]) Options.Add(option);
        SetAction(async (parsed, cancellationToken) =>
        {
            LockOptions options = await _arguments.BindAsync(parsed, context, Speech(parsed), cancellationToken) with
            {
                Upgrade = parsed.GetValue(_upgrade),
                UpgradePackages = [.. Split(parsed.GetValue(_upgradePackages)).Select(name => LockArguments.Named<PackageName>(name, "--upgrade-package", PackageName.TryParse))],
                VerifyHashes = parsed.GetValue(_verifyHashes),
                DryRun = parsed.GetValue(_dryRun),
                CheckNetwork = parsed.GetValue(_network),
            };
            bool check = parsed.GetValue(_check);
            if (options.CheckNetwork && !check) throw LockArguments.Usage("`--network` belongs to `--check`");
            if (check && (options.Upgrade || !options.UpgradePackages.IsEmpty)) throw LockArguments.Usage("`--check` compares with the locks as they are and upgrades nothing", "`ltt outdated` shows what an upgrade would bring");
            if (check) return (int)await new LockCheckHandler(context).RunAsync(options, cancellationToken);
            return (int)await new LockHandler(context).RunAsync(options, cancellationToken);
        });
    }
}
