using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>The program as a later version may be: built from the same source with another version and another form of the cache.</summary>
public sealed class NextVersion : IAsyncLifetime
{
    /// <summary>What it says of itself.</summary>
    public const string Version = "99.1.0";

    private readonly TempFolder _folder = new();

    /// <summary>Whether the tests are run that build it, for that takes a while.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable("LTT_WIDE") == "1";

    public async ValueTask InitializeAsync()
    {
        if (!IsWanted) return;
        // NuGet's packages are those that the tests themselves were built with.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        (string, string)[] variables = [.. new[] { "NUGET_PACKAGES", "DOTNET_CLI_HOME" }.Select(name => (name, Environment.GetEnvironmentVariable(name) ?? "")).Where(variable => variable.Item2.Length > 0), ("HOME", home), ("USERPROFILE", home), ("DOTNET_NOLOGO", "1"), ("MSBUILDDISABLENODEREUSE", "1")];
        string[] words =
        [
            "build", RepoRoot.At("src", "LightTheTorch.Cli", "LightTheTorch.Cli.csproj"), "-p:NextCacheForm=true", $"-p:MinVerVersionOverride={Version}", $"-p:ArtifactsPath={_folder.At("artifacts")}",
            "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-v:quiet",
        ];
        (await Command.RunAsync("dotnet", words, _folder.Path, variables)).MustSucceed();
    }

    public Task<CommandResult> RunAsync(string folder, params string[] words) =>
        Command.RunAsync("dotnet", [_folder.At("artifacts", "bin", "LightTheTorch.Cli", "debug", "ltt.dll"), .. words], folder, new Ltt(folder).Variables);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
