using BenchmarkDotNet.Running;

namespace LightTheTorch.Benchmarks;

/// <summary>Runs the benchmarks that the arguments name: <c>dotnet run -c Release --project tests/Benchmarks -- --filter '*Versions*'</c>.</summary>
internal static class Program
{
    public static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
