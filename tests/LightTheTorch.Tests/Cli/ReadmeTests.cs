using LightTheTorch.Diagnostics;

namespace LightTheTorch.Tests.Cli;

/// <summary>What the README shows is what the program does today.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Readme_ShowsTheRealOutputOfItsMainJob()
    {
        string readme = await File.ReadAllTextAsync(RepoRoot.At("README.md"), TestContext.Current.CancellationToken);
        string command = readme.Split('\n').First(line => line.StartsWith("    dotnet run ", StringComparison.Ordinal));
        string[] args = [.. command.Split(" -- ")[1].Split(' ').Select(word => word.StartsWith("fixtures/", StringComparison.Ordinal) ? RepoRoot.At(word.Split('/')) : word)];

        CliAnswer answer = await _cli.RunAsync(args);

        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Equal("out/requirements.cpu.txt\nout/requirements.cu118.txt\n", answer.Output.Replace('\\', '/'));
        Assert.Contains("    " + answer.Talk.TrimEnd('\n').Replace("\n", "\n    ", StringComparison.Ordinal), readme, StringComparison.Ordinal);
        string[] written = await File.ReadAllLinesAsync(Path.Combine(_cli.Folder, "out", "requirements.cu118.txt"), TestContext.Current.CancellationToken);
        Assert.Contains($"    {written[0]}\n", readme, StringComparison.Ordinal);
        Assert.Contains($"    {written[2]}\n    {written[3]}\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_ShowsTheRealWordsOfARefusal()
    {
        string readme = await File.ReadAllTextAsync(RepoRoot.At("README.md"), TestContext.Current.CancellationToken);
        _cli.Write("requirements.txt", "torch>=2.8\n");
        CliAnswer answer = await _cli.LockAsync("cu118");
        foreach (string line in answer.Talk.Split('\n').Take(2)) Assert.Contains($"    {line}\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_NamesEveryCommand()
    {
        string readme = await File.ReadAllTextAsync(RepoRoot.At("README.md"), TestContext.Current.CancellationToken);
        string[] commands = [.. AllCommands.Of().Where(words => !words.Contains(' ', StringComparison.Ordinal) && words.Length > 0)];
        Assert.NotEmpty(commands);
        Assert.All(commands, name => Assert.Contains($"`ltt {name}", readme, StringComparison.Ordinal));
    }
}
