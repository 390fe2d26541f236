using System.CommandLine;
using LightTheTorch.Names;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt lock</c>: declares options, binds them to a record, and hands over. No logic lives here.</summary>
internal sealed class LockCommand : LttCommand
{
    private readonly Option<bool> _upgrade = new("--upgrade", "-U") { Description = "Take the best versions anew; without it the pins of the old locks stay while they fit" };
    private readonly Option<string[]> _upgradePackages = List("--upgrade-package", "Take the best version of this package anew, keep the others", "NAME", "-P");
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Resolve and report, write nothing" };
    private readonly LockArguments _arguments = new();

    public LockCommand(CommandContext context)
        : base("lock", "Resolve requirements and write one lockfile per backend")
    {
        _arguments.AddTo(this);
        foreach (Option option in (Option[])[_upgrade, _upgradePackages, _dryRun]) Options.Add(option);
        SetAction(async (parsed, cancellationToken) =>
        {
            LockOptions options = await _arguments.BindAsync(parsed, context, Speech(parsed), cancellationToken) with
            {
                Upgrade = parsed.GetValue(_upgrade),
                UpgradePackages = [.. Split(parsed.GetValue(_upgradePackages)).Select(name => LockArguments.Named<PackageName>(name, "--upgrade-package", PackageName.TryParse))],
                DryRun = parsed.GetValue(_dryRun),
            };
            return (int)await new LockHandler(context).RunAsync(options, cancellationToken);
        });
    }
}
