using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>
/// The published program. <c>LTT_BINARY</c> names it, a native executable or <c>ltt.dll</c>; without it the build beside the tests runs under <c>dotnet</c>.
/// </summary>
public sealed class Ltt(string folder, params (string Name, string Value)[] variables)
{
    private static readonly string s_binary = Environment.GetEnvironmentVariable("LTT_BINARY") is { Length: > 0 } named
        ? Path.GetFullPath(named, RepoRoot.Path)
        : RepoRoot.At("artifacts", "bin", "LightTheTorch.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "ltt.dll");

    /// <summary>What the program finds in its environment: the cache in the folder, no colour, then what the test gives.</summary>
    public (string Name, string Value)[] Variables =>
        [("NO_COLOR", "1"), ("XDG_CACHE_HOME", Path.Combine(folder, ".cache")), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), .. variables];

    /// <summary>Runs <c>ltt</c> in the folder, with the cache in it too, and no colour.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments)
    {
        (string program, string[] words) = CommandLine(arguments);
        return Command.RunAsync(program, words, folder, Variables);
    }

    /// <summary>What starts it, for a test that needs a shell around it.</summary>
    public static (string Program, string[] Words) CommandLine(params string[] arguments)
    {
        Assert.True(File.Exists(s_binary), $"there is no `{s_binary}` to test");
        bool managed = s_binary.EndsWith(".dll", StringComparison.Ordinal);
        return managed ? ("dotnet", [s_binary, .. arguments]) : (s_binary, arguments);
    }
}
