using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using LightTheTorch.Benchmarks.Comparison;

namespace LightTheTorch.Benchmarks;

/// <summary>
/// <c>lock-time …</c> times the published program (see <see cref="LockTiming"/>), <c>compare …</c> sets it beside uv
/// (see <see cref="LockComparison"/>), <c>growth …</c> asks how its cost grows (see <see cref="Growth"/>),
/// <c>sync …</c> sets <c>ltt sync</c> beside pip (see <see cref="SyncComparison"/>); anything else goes to BenchmarkDotNet:
/// <c>dotnet run -c Release --project tests/Benchmarks -- --filter '*Versions*'</c>.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
#pragma warning disable RS0030 // A program of its own: here its output is named.
        if (args is ["compare", .. var compared]) return await LockComparison.RunAsync(compared, Console.Out);
        if (args is ["sync", .. var synced]) return await SyncComparison.RunAsync(synced, Console.Out);
        if (args is ["growth", .. var grown]) return await Growth.RunAsync(grown, Console.Out);
        if (args is ["lock-time", .. var rest]) return await LockTiming.RunAsync(rest, Console.Out);
#pragma warning restore RS0030
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(80)));
        return 0;
    }
}
