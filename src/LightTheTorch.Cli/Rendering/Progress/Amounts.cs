using System.Globalization;
using LightTheTorch.IO.Http;

namespace LightTheTorch.Cli.Rendering.Progress;

/// <summary>How much of how much, in words.</summary>
internal static class Amounts
{
    public static string Of(long done, long? size, TransferUnit unit) => size is { } all && all >= done ? $"{One(done, unit)} of {One(all, unit)}" : One(done, unit);

    public static string One(long amount, TransferUnit unit) => unit == TransferUnit.Bytes ? LockSummary.Size(amount) : amount.ToString(CultureInfo.InvariantCulture);
}
