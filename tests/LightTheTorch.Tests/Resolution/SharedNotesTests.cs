using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>What is said of the answers of several targets.</summary>
public sealed class SharedNotesTests
{
    [Fact]
    public async Task Merge_SaysEachThingOnce()
    {
        ScenarioIndex index = new();
        foreach (string line in (string[])["native 1", "native 2 {tags cp312-cp312-macosx_14_0_arm64}", "young 1", "young 2 {tags cp312-cp312-manylinux_2_17_x86_64}", "gone 1 {yanked no good for linux_x86_64-py3.12: take 2}"]) index.Add(line);
        List<(Target, Diagnostic)> notes = [];
        foreach (string name in (string[])["cpu 3.11 linux_x86_64", "cpu 3.12 linux_x86_64", "cu126 3.12 linux_x86_64", "cpu 3.12 win_amd64"])
        {
            string[] parts = name.Split(' ');
            Target target = new(BackendName.Parse(parts[0]), Platform.Parse(parts[2]), PythonVersion.Parse(parts[1]));
            ResolutionRequest request = new(target, Scenario.Inputs("requirements.in", "native & young & gone==1"));
            notes.AddRange(Assert.IsType<ResolutionResult.Resolved>(await new Resolver(_ => index).ResolveAsync(request, TestContext.Current.CancellationToken)).Notes.Select(note => (target, note)));
        }

        Assert.Equal(
            [
                "requirements.in:3:1: `gone 1` was yanked from the index: no good for linux_x86_64-py3.12: take 2",
                "took `native 1` for linux_x86_64-py3.11, linux_x86_64-py3.12, win_amd64-py3.12: 2 has no wheel there",
                "took `young 1` for linux_x86_64-py3.11, win_amd64-py3.12: 2 has no wheel there",
            ],
            SharedNotes.Merge(notes).Select(static note => note.ToString()));
    }
}
