using LightTheTorch.IO.Python;
using LightTheTorch.Syncing;

namespace LightTheTorch.Cli.Syncing;

/// <summary>What a sync does, or would do.</summary>
/// <param name="Picked">The lock.</param>
/// <param name="Interpreter">The environment's.</param>
/// <param name="Plan">The changes.</param>
/// <param name="DownloadBytes">What has to be fetched, or was; null where a server does not tell.</param>
internal sealed record SyncReport(PickedLock Picked, Interpreter Interpreter, SyncPlan Plan, long? DownloadBytes);
