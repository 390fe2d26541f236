using System.Text;

namespace LightTheTorch.Tests.Resolution;

/// <summary>Solves every block of <c>Scenarios/*.txt</c>. <c>LTT_ACCEPT=1</c> writes the answers into the files, to be reviewed like code.</summary>
public sealed class ScenarioTests
{
    private static readonly string s_folder = RepoRoot.At("tests", "LightTheTorch.Tests", "Resolution", "Scenarios");

    public static TheoryData<string, string> Rows =>
        [.. Files().SelectMany(static file => Scenario.In(File.ReadAllText(file)).Select(scenario => (Path.GetFileNameWithoutExtension(file), scenario.Name)))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task ResolveAsync_AnswersTheScenario(string file, string name)
    {
        if (Environment.GetEnvironmentVariable("LTT_ACCEPT") == "1") await AcceptAsync(file, name);
        Scenario scenario = Scenario.In(await File.ReadAllTextAsync(PathOf(file), TestContext.Current.CancellationToken)).Single(scenario => scenario.Name == name);
        Assert.Equal(scenario.Answer, await scenario.SolveAsync());
    }

    [Fact]
    public void Scenarios_AreManyAndHaveNames() =>
        Assert.InRange(Files().SelectMany(static file => Scenario.In(File.ReadAllText(file)).Select(static scenario => scenario.Name)).Distinct().Count(), 120, int.MaxValue);

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(s_folder, "*.txt").Order(StringComparer.Ordinal);

    private static string PathOf(string file) => Path.Combine(s_folder, file + ".txt");

    private static async Task AcceptAsync(string file, string name)
    {
        StringBuilder text = new();
        foreach (Scenario scenario in Scenario.In(await File.ReadAllTextAsync(PathOf(file))))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"== {scenario.Name}\n{scenario.Question}\n{(scenario.Name == name ? await scenario.SolveAsync() : scenario.Answer)}\n\n");
        await File.WriteAllTextAsync(PathOf(file), text.ToString().TrimEnd() + "\n");
    }
}
