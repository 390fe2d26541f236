namespace LightTheTorch.Cli.Commands;

/// <summary><c>ltt outdated</c>: what <c>ltt lock --upgrade</c> would change, without writing anything.</summary>
internal sealed class OutdatedCommand : LttCommand
{
    private readonly LockArguments _arguments = new();

    public OutdatedCommand(CommandContext context)
        : base("outdated", "Show what an upgrade would bring to the locks")
    {
        _arguments.AddTo(this);
        SetAction(async (parsed, cancellationToken) =>
        {
            LockOptions options = await _arguments.BindAsync(parsed, context, Speech(parsed), cancellationToken);
            return (int)await new OutdatedHandler(context).RunAsync(options, cancellationToken);
        });
    }
}
