using System.Globalization;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Resolution;

/// <summary>Each kind of hint is a promise: who follows it gets an answer.</summary>
public sealed class HintTests
{
    /// <summary>
    /// What the hint is about; the index as lines of a <see cref="ScenarioIndex"/>, those of another backend with its name in front; requirements; constraints;
    /// the hint; what it tells to change.
    /// </summary>
    public static TheoryData<string, string, string, string, string, string> Rows => new()
    {
        { "the backend ends", "torch 2.6.0+cpu | torch 2.7.1+cpu | cu126: torch 2.9.0+cu126 | cu130: torch 2.9.0+cu130 | rocm7.2: torch 2.8.0+rocm7.2", "torch>=2.8", "",
          "`cpu` ends with `torch` 2.7.1 for linux_x86_64-py3.12; `cu126` and `cu130` have 2.9.0, `rocm7.2` has 2.8.0", "backend cu126" },
        { "the backend ends at the companion", "torch 2.8.0+cpu | torch 2.9.0+cpu | audio 2.8.0+cpu -> torch==2.8.0 | cu126: torch 2.9.0+cu126 | cu126: audio 2.9.0+cu126 -> torch==2.9.0", "torch>=2.9 & audio", "",
          "`cpu` ends with `audio` 2.8.0 for linux_x86_64-py3.12; `cu126` has 2.9.0", "backend cu126" },
        { "the backend has nothing here", "torch 2.7.1+cpu {tags cp312-cp312-win_amd64} | cu126: torch 2.7.1+cu126", "torch", "",
          "`cpu` has no `torch` for linux_x86_64-py3.12; `cu126` has 2.7.1", "backend cu126" },
        { "the Python is excluded from there on", "a 1 | a 2 {python >=3.13} | a 3 {python >=3.13}", "a>=2", "",
          "`a` excludes Python 3.12 from 2 on; 1 is the newest for it", "require a==1" },
        { "other Pythons have wheels", "a 1 | a 2 {python >=3.13}", "a>=2", "",
          "`a` 2 has wheels for Python 3.13 and 3.14 on linux_x86_64", "python 3.13" },
        { "other Pythons have wheels by their tags", "a 1 {tags cp311-cp311-manylinux_2_17_x86_64}", "a", "",
          "`a` 1 has wheels for Python 3.11 on linux_x86_64", "python 3.11" },
        { "other platforms have wheels", "a 1 {tags cp312-cp312-win_amd64} | a 1 {tags cp312-cp312-macosx_14_0_arm64}", "a", "",
          "`a` 1 has wheels for win_amd64 and macos_arm64, not for linux_x86_64", "platform macos_arm64" },
        { "pre-releases", "a 1.0 -> b==2 | a 2.0rc1 | b 1..2", "a & b==1", "", "with `--pre` there is an answer", "pre" },
        { "a constraint", "a 1 -> b>=2 | b 1..2", "a", "b<2", "the constraint `b<2` in constraints.txt:1 is what forbids it: without it there is an answer", "no constraints" },
        { "an upload time", "a 1 {uploaded 2026-02-01}", "a", "", "without `--exclude-newer` there is an answer", "any time" },
        { "an sdist", "a 1 {sdist dynamic} -> b | b 1 {sdist dynamic}", "a", "", "`--allow-build a,b` lets pip build them to learn what they require", "allow-build a b" },
        { "an sdist beside wheels for others", "a 1 {sdist} | a 1 {tags cp312-cp312-win_amd64}", "a", "", "`--allow-build a` lets pip build it to learn what it requires", "allow-build a" },
        { "a hash", "a 1 {hash 1} | a 2 {hash 2} | b 1 -> a>=2", "b & a --hash=1", "", "without `--hash` for `a` there is an answer", "no hashes" },
        { "a requirement", "a 1 -> b<2 | b 1..2", "a & b>=2", "", "with `b` 1 in place of `b>=2` there is an answer", "require a & b==1" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Hint_LeadsToAnAnswer(string what, string lines, string requirements, string constraints, string hint, string change)
    {
        Assert.NotEmpty(what);
        Dictionary<string, ScenarioIndex> indexes = new() { ["cpu"] = new ScenarioIndex() };
        foreach (string line in lines.Split(" | "))
        {
            string[] parts = line.Split(": ", 2);
            string backend = parts.Length == 2 ? parts[0] : "cpu";
            if (!indexes.TryGetValue(backend, out ScenarioIndex? index)) indexes.Add(backend, index = new ScenarioIndex());
            index.Add(parts[^1]);
        }

        ResolutionRequest request = Request("cpu", "3.12", "linux_x86_64", requirements, constraints);
        ResolutionResult.Unresolvable refusal = Assert.IsType<ResolutionResult.Unresolvable>(await ResolveAsync(request));
        Assert.Contains(hint, refusal.Explanation.Hints.Select(static one => one.Text));
        string[] words = change.Split(' ', 2);
        ResolutionRequest changed = words[0] switch
        {
            "backend" => Request(words[1], "3.12", "linux_x86_64", requirements, constraints),
            "python" => Request("cpu", words[1], "linux_x86_64", requirements, constraints),
            "platform" => Request("cpu", "3.12", words[1], requirements, constraints),
            "pre" => request with { Options = request.Options with { Prereleases = true } },
            "no" => Request("cpu", "3.12", "linux_x86_64", requirements.Split(" --hash=")[0], ""),
            "any" => request with { Options = request.Options with { ExcludeNewer = null } },
            "allow-build" => request with { Options = request.Options with { AllowBuild = [.. words[1].Split(' ').Select(static name => PackageName.Parse(name))] } },
            _ => Request("cpu", "3.12", "linux_x86_64", words[1], constraints),
        };
        Assert.IsType<ResolutionResult.Resolved>(await ResolveAsync(changed));

        async Task<ResolutionResult> ResolveAsync(ResolutionRequest question) => await new Resolver(_ => indexes[question.Target.Backend.Value])
        {
            Alternatives = _ => indexes.Select(static index => (BackendName.Parse(index.Key), (IPackageSource)index.Value)),
        }.ResolveAsync(question, TestContext.Current.CancellationToken);
    }

    // Offline, say: the page of another backend was never read, nor METADATA of a version that nobody asked for.
    [Fact]
    public async Task Hint_ThatCannotBeCheckedIsNotGiven()
    {
        ScenarioIndex index = new();
        foreach (string line in (string[])["torch 2.6.0+cpu", "torch 2.7.1+cpu", "a 1", "a 2 -> torch>=2.8"]) index.Add(line);
        Resolver resolver = new(_ => new PartOfSource(index, "a-2-py3-none-any.whl"))
        {
            Alternatives = _ => [(BackendName.Parse("cu126"), new PartOfSource(index)), (BackendName.Parse("cu130"), index)],
        };
        ResolutionResult.Unresolvable refusal = Assert.IsType<ResolutionResult.Unresolvable>(
            await resolver.ResolveAsync(Request("cpu", "3.12", "linux_x86_64", "a>=2", ""), TestContext.Current.CancellationToken));
        Assert.Equal(3, refusal.Explanation.Sentences.Length);
        Assert.Empty(refusal.Explanation.Hints);
    }

    /// <summary>Has pages only if it has METADATA, and that of some files.</summary>
    private sealed class PartOfSource(ScenarioIndex whole, params string[] files) : IPackageSource
    {
        public string DisplayName => whole.DisplayName;

        public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) =>
            files.Length > 0 ? whole.FindAsync(name, cancellationToken) : throw Offline(name.Value);

        public ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) =>
            files.Contains(file.FileName) ? whole.ReadMetadataAsync(file, cancellationToken) : throw Offline(file.FileName);

        private static LttException Offline(string what) => new(new Diagnostic(DiagnosticCode.Offline, Severity.Error, $"{what} is not in the cache"));
    }

    private static ResolutionRequest Request(string backend, string python, string platform, string requirements, string constraints) => new(
        new Target(BackendName.Parse(backend), Platform.Parse(platform), PythonVersion.Parse(python)), Scenario.Inputs("requirements.in", requirements))
    {
        Constraints = Scenario.Inputs("constraints.txt", constraints),
        Options = new ResolutionOptions { ExcludeNewer = DateTimeOffset.Parse("2026-01-01", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) },
    };
}
