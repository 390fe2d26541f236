using System.Globalization;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>
/// Runs of <c>ltt lock</c> in which anything may go wrong, several on one cache: each ends with the right lock, or with a clear error and the old lock; once
/// the server is well again, so is the lock. <c>LTT_SOAK</c> says how many rows of runs a wide run makes, and <c>LTT_SEED</c> where it begins.
/// </summary>
public sealed class SoakTests(FaultWorld world) : IClassFixture<FaultWorld>
{
    private const int RunsInARow = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Lock_IsRightOrOld() => SoakAsync(Seed.Number, 5);

    [Fact]
    [Trait("Category", "Wide")]
    public Task Lock_IsRightOrOldForLong() => SoakAsync(Seed.Number, Number("LTT_SOAK", 400));

    private async Task SoakAsync(int first, int count)
    {
        Seed.Tell();
        Dictionary<ExitCode, int> ends = [];
        foreach (int seed in Enumerable.Range(0, count).Select(row => unchecked(first + row)))
        {
            foreach (ExitCode end in await RowAsync(seed)) ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        // Runs that all went well, or all badly, would say little.
        TestContext.Current.SendDiagnosticMessage($"{count} rows from seed {first}: {string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}"))}");
        Assert.All((ExitCode[])[ExitCode.Done, ExitCode.Failed], end => Assert.True(ends.GetValueOrDefault(end) > count / 2, $"{end}: {ends.GetValueOrDefault(end)} of {count * RunsInARow}"));
    }

    private async Task<List<ExitCode>> RowAsync(int seed)
    {
        Random random = new(seed);
        HastyTime time = new();
        using InProcess cli = new() { Time = time };
        cli.Write("requirements.txt", FaultWorld.Requirements);
        cli.Write("requirements.cpu.txt", world.OldLock);
        List<ExitCode> ends = [];
        for (int run = 0; run < RunsInARow; run++)
        {
            string lockBefore = await LockAsync(cli);
            bool json = random.Next(2) == 0;
            using CancellationTokenSource interrupted = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            Schedule schedule = new(random.Next(), random.Next(2, 40), random.Next(5) == 0 ? random.Next(1, 12) : 0, interrupted.Cancel);
            world.Server.Faults = schedule.AnswerAsync;
            cli.Cancellation = interrupted.Token;
            CliAnswer answer = await cli.RunAsync(json ? world.Lock("--json") : world.Lock());
            string told = $"seed {seed}, run {run}\n{answer}";
            Assert.True(answer.ExitCode is ExitCode.Done or ExitCode.Failed or ExitCode.Unsatisfiable, told);
            string expected = answer.ExitCode == ExitCode.Done ? world.RightLock : lockBefore;
            Assert.True(await LockAsync(cli) == expected, $"another lock than expected\n{told}");
            Assert.False(Directory.EnumerateFileSystemEntries(cli.Folder).Select(Path.GetFileName).Except(["cache", "requirements.cpu.txt", "requirements.txt"]).Any(), $"something is left behind\n{told}");
            Assert.True(IsClear(answer, json, interrupted.IsCancellationRequested), $"no clear words\n{told}");
            ends.Add(answer.ExitCode);
        }

        world.Server.Faults = null;
        cli.Cancellation = Cancel;
        time.Advance(TimeSpan.FromDays(2)); // whatever the bad answers said of their freshness
        CliAnswer healed = await cli.RunAsync(world.Lock());
        Assert.True(healed.ExitCode == ExitCode.Done && await LockAsync(cli) == world.RightLock, $"seed {seed}, healed\n{healed}");
        return ends;
    }

    private static bool IsClear(CliAnswer answer, bool json, bool interrupted)
    {
        if (answer.Talk.Contains('\u001b', StringComparison.Ordinal) || answer.Talk.Contains("secret", StringComparison.Ordinal) || answer.Output.Contains("secret", StringComparison.Ordinal)) return false;
        if (answer.ExitCode == ExitCode.Done) return !json || JsonElement.Parse(answer.Output).TryGetProperty("backends", out _);
        bool isInterruption = interrupted && answer.Talk.Contains("interrupted; nothing was written", StringComparison.Ordinal);
        bool isSaid = isInterruption || answer.Talk.Contains("error[LTT", StringComparison.Ordinal);
        return isSaid && (!json || (JsonElement.Parse(answer.Output).TryGetProperty("error", out JsonElement error) && error.GetProperty("message").GetString() is { Length: > 0 }));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private static Task<string> LockAsync(InProcess cli) => File.ReadAllTextAsync(Path.Combine(cli.Folder, "requirements.cpu.txt"), Cancel);
}
