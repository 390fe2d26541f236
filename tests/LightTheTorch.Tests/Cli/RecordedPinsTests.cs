using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Cli;

/// <summary>The whole row of passes on recorded sets: the pins are those that uv 0.13.9 chose on the same index.</summary>
public sealed class RecordedPinsTests : IDisposable
{
    private static readonly string[] s_backends = ["cpu", "cu118", "cu126", "cu130"];

    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    public static TheoryData<string> Sets => ["diffusers", "lightning", "sentence-transformers", "timm", "transformers", "vision"];

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Lock_TakesTheTorchaudioThatFitsTorch()
    {
        // torchaudio 2.11 dropped its pin of torch: uv 0.13.9 puts 2.11.0 beside torch 2.2.2. What the recording has besides is the same.
        _cli.Write("requirements.in", await File.ReadAllTextAsync(RepoRoot.At("fixtures", "sets", "audio-legacy.in"), TestContext.Current.CancellationToken));
        CliAnswer answer = await _cli.LockAsync("cpu", "--mirror", RecordedIndex.Folder());
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        using JsonDocument expected = JsonDocument.Parse(await File.ReadAllBytesAsync(RepoRoot.At("fixtures", "sets", "expected", "audio-legacy.json"), TestContext.Current.CancellationToken));
        BackendLock locked = RequirementsLockReader.Read("cpu", await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken)).Lock;
        Assert.Equal(
            expected.RootElement.GetProperty("cpu-3.12-linux_x86_64").GetProperty("pins").EnumerateObject()
                .Select(pin => pin.Name == "torchaudio" ? "torchaudio==2.2.2+cpu" : $"{PackageName.Parse(pin.Name)}=={pin.Value.GetString()}").Order(StringComparer.Ordinal),
            locked.Packages.Select(package => $"{package.Name}=={package.Version}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Lock_GivesTheRecordedPins(string set)
    {
        using JsonDocument expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(RepoRoot.Path, "fixtures", "sets", "expected", $"{set}.json"), TestContext.Current.CancellationToken));
        _cli.Write("requirements.in", await File.ReadAllTextAsync(Path.Combine(RepoRoot.Path, "fixtures", "sets", $"{set}.in"), TestContext.Current.CancellationToken));
        Dictionary<string, JsonElement> recorded = s_backends
            .Where(backend => expected.RootElement.TryGetProperty($"{backend}-3.12-linux_x86_64", out _))
            .ToDictionary(backend => backend, backend => expected.RootElement.GetProperty($"{backend}-3.12-linux_x86_64"));
        Assert.NotEmpty(recorded);
        string[] answerable = [.. recorded.Where(pair => pair.Value.TryGetProperty("pins", out _)).Select(pair => pair.Key)];

        CliAnswer answer = await _cli.LockAsync(string.Join(',', answerable));

        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        foreach (string backend in answerable)
        {
            BackendLock locked = RequirementsLockReader.Read(backend, await File.ReadAllTextAsync(Path.Combine(_cli.Folder, $"requirements.{backend}.txt"), TestContext.Current.CancellationToken)).Lock;
            Assert.Equal(
                recorded[backend].GetProperty("pins").EnumerateObject().Select(pin => $"{PackageName.Parse(pin.Name)}=={pin.Value.GetString()}").Order(StringComparer.Ordinal),
                locked.Packages.Select(package => $"{package.Name}=={package.Version}").Order(StringComparer.Ordinal));
        }

        foreach (string backend in recorded.Keys.Except(answerable))
        {
            CliAnswer refusal = await _cli.LockAsync(backend);
            Assert.True(refusal.ExitCode == ExitCode.Unsatisfiable, refusal.ToString());
        }
    }
}
