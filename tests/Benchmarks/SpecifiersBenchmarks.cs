using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Benchmarks;

/// <summary>Specifiers, dependency specifiers and markers: reading those of <c>fixtures/oracles</c>, choosing versions, evaluating.</summary>
[MemoryDiagnoser]
public class SpecifiersBenchmarks
{
    private static readonly MarkerEnvironment s_machine = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.12.0",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformPythonImplementation = "CPython",
        PlatformRelease = "6.8.0",
        PlatformSystem = "Linux",
        PlatformVersion = "",
        PythonFullVersion = "3.12.0",
        PythonVersion = "3.12",
        SysPlatform = "linux",
    };

    private (string Text, string[] Versions)[] _specifiers = [];
    private (SpecifierSet Set, string[] Versions)[] _sets = [];
    private string[] _requirements = [];
    private Marker[] _markers = [];

    [GlobalSetup]
    public void ReadTables()
    {
        _specifiers =
        [
            .. Rows("specifiers.jsonl").Where(row => row.TryGetProperty("out", out _))
                .Select(row => (row.GetProperty("spec").GetString() ?? "", row.GetProperty("versions").EnumerateArray().Select(version => version.GetString() ?? "").ToArray())),
        ];
        _sets = [.. _specifiers.Select(row => (SpecifierSet.Parse(row.Text), row.Versions))];
        _requirements = [.. Rows("requirements.jsonl").Where(row => row.TryGetProperty("norm", out _)).Select(row => row.GetProperty("in").GetString() ?? "")];
        _markers = [.. _requirements.Select(Requirement.Parse).Select(requirement => requirement.Marker).OfType<Marker>()];
    }

    [Benchmark]
    public int ParseSpecifiers()
    {
        int read = 0;
        foreach ((string text, _) in _specifiers) read += SpecifierSet.TryParse(text, out _) ? 1 : 0;
        return read;
    }

    [Benchmark]
    public int ParseSpecifiersToSets() => _specifiers.Count(row => SpecifierSet.Parse(row.Text).Versions.IsEmpty);

    [Benchmark]
    public int Filter() => _sets.Sum(row => row.Set.Filter(row.Versions).Count());

    [Benchmark]
    public int ParseRequirements()
    {
        int read = 0;
        foreach (string text in _requirements) read += Requirement.TryParse(text, out _) ? 1 : 0;
        return read;
    }

    [Benchmark]
    public int EvaluateMarkers() => _markers.Count(marker => marker.TryEvaluate(s_machine, out bool value, out _) && value);

    private static IEnumerable<JsonElement> Rows(string table) =>
        File.ReadLines(Path.Combine(Fixtures.Folder, "oracles", table)).Select(static line => JsonElement.Parse(line));
}
