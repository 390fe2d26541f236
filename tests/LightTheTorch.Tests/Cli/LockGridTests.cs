using System.Globalization;
using LightTheTorch.Locking;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Cli;

/// <summary>
/// The union of targets: the recorded sets for 3 backends × 3 Pythons × 3 platforms, each in one run. For each target the lines whose markers hold there are those that
/// the target gets alone.
/// </summary>
public sealed class LockGridTests : IDisposable
{
    private const string Grid = "-b cpu,cu126,cu128 -p 3.11,3.12,3.13 --platforms linux_x86_64,win_amd64,macos_arm64";

    private readonly InProcess _cli = new();

    /// <summary>Sets and what is asked for: the whole grid wherever each of its targets has an answer. CUDA is not built for macOS, and left out there.</summary>
    public static TheoryData<string, string> Runs => new()
    {
        { "diffusers", Grid },
        { "geometric", Grid },
        { "jupyter", Grid },
        { "lightning", Grid },
        { "peft", Grid },
        { "sentence-transformers", Grid },
        { "service", Grid },
        { "small", Grid },
        { "speechbrain", Grid },
        { "timm", Grid },
        { "transformers", Grid },
        { "ultralytics", Grid },
        { "vision", Grid },
        { "whisper", Grid + " --allow-build openai-whisper" },
        // torch 2.2 has no Python 3.13, and its triton is not on PyTorch's indexes, which Windows does not need.
        { "audio-legacy", "-b cpu -p 3.10,3.11,3.12 --platforms linux_x86_64,win_amd64,macos_arm64" },
        { "audio-legacy", "-b cpu,cu118,cu121 -p 3.10,3.11 --platforms win_amd64" },
        // vllm 0.11 has wheels for Linux alone.
        { "vllm", "-b cpu,cu126,cu128 -p 3.10,3.11,3.12 --platforms linux_x86_64" },
        { "vllm", "-b cpu -p 3.10,3.11,3.12 --platforms linux_x86_64,linux_aarch64" },
    };

    public void Dispose() => _cli.Dispose();

    [Theory]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Runs))]
    public async Task Lines_OfATargetAreThoseOfTheTargetAlone(string set, string words)
    {
        string sets = RepoRoot.Shared("sets") ?? "";
        Assert.SkipUnless(sets.Length > 0, "../shared/sets is not there");
        _cli.Write("requirements.in", await File.ReadAllTextAsync(Path.Combine(sets, set + ".in"), TestContext.Current.CancellationToken));
        string[] options = words.Split(' ');
        (await LockAsync("together", options)).MustBeDone();
        int targets = 0;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_cli.Folder, "together")).Order(StringComparer.Ordinal))
        {
            LockFile together = await ReadAsync(file);
            foreach (Target target in together.Lock.Header.Targets.Select(name => LockTargets.TryParse(together.Lock.Header.Backend, name, out Target? parsed) ? parsed : throw new FormatException(name)))
            {
                string alone = $"alone{++targets}";
                (await LockAsync(alone, ["-b", target.Backend.Value, "-p", target.Python.ToString(), "--platforms", target.Platform.Name, .. options[6..]])).MustBeDone();
                LockFile single = await ReadAsync(Path.Combine(_cli.Folder, alone, LockFileNames.Requirements(target.Backend)));
                Assert.Equal(Lines(single.Lock, target), Lines(together.Lock, target));
                Assert.Equal(single.Lock.Packages.Length, Lines(single.Lock, target).Count());
                // The guard is silent here and speaks elsewhere.
                Assert.False(together.Outside!.Evaluate(target.Environment), $"the guard stops {target}");
                Assert.True(together.Outside.Evaluate(new Target(target.Backend, target.Platform, PythonVersion.Parse("3.9")).Environment), "the guard lets Python 3.9 through");
            }
        }

        Assert.True(targets >= 6, targets.ToString(CultureInfo.InvariantCulture));
    }

    private Task<CliAnswer> LockAsync(string folder, string[] options) => _cli.RunAsync(["lock", "requirements.in", .. options, "-o", folder, "--mirror", RecordedIndex.Folder(), "--cache-dir", "cache"]);

    private static async Task<LockFile> ReadAsync(string path) => RequirementsLockReader.Read(path, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

    // Words of requirements hold for the target as well: reasons of other targets are left out.
    private static IEnumerable<string> Lines(BackendLock locked, Target target) =>
        locked.Packages
            .Where(package => package.Marker?.Evaluate(target.Environment) ?? true)
            .Select(package => $"{package.Name} @ {package.Url} {package.Sha256} {string.Join(", ", package.Via.Where(via => via.Targets.IsEmpty || via.Targets.Contains(target.ToString())).Select(via => via.Reason))}");
}
