using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Hardware;

/// <summary>Every folder of <c>fixtures/machines</c> is a machine and a row.</summary>
public sealed class MachineProbeTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    public static TheoryData<string> Machines => [.. FixtureMachine.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task ProbeAsync_FindsOutWhatTheMachineHas(string name)
    {
        FixtureMachine machine = FixtureMachine.Load(name);
        MachineReport report = await new MachineProbe(machine, s_catalogue.Intel).ProbeAsync(TestContext.Current.CancellationToken);
        string path = Path.Combine(machine.Folder, "report.txt"), actual = MachineReportText.Of(report, new BackendChoice(s_catalogue).Rank(report)[0]);
        if (Environment.GetEnvironmentVariable("LTT_ACCEPT") == "1") File.WriteAllText(path, actual);
        Assert.Equal((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), actual);
    }

    [Fact]
    public void Machines_AreMostlySeenInTheWorld()
    {
        FixtureMachine[] machines = [.. FixtureMachine.Names.Select(FixtureMachine.Load)];
        FixtureMachine[] seen = [.. machines.Where(machine => !machine.IsInvented)];
        TestContext.Current.TestOutputHelper?.WriteLine($"{seen.Length} machines whose probe output was seen, {machines.Length - seen.Length} invented");
        Assert.True(seen.Length >= 30, $"{seen.Length} machines cite where their output was seen");
        Assert.All(seen, machine => Assert.True(Uri.IsWellFormedUriString(machine.Seen, UriKind.Absolute), $"{machine.Folder}: {machine.Seen}"));
        Assert.All(machines.Where(machine => machine.IsInvented), machine => Assert.NotEmpty(machine.Filled));
    }
}
