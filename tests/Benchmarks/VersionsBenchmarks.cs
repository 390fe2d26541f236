using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LightTheTorch.Versions;

namespace LightTheTorch.Benchmarks;

/// <summary>Versions: reading, writing and ordering those of <c>fixtures/oracles/versions.jsonl</c>, and what a solver does with sets of them.</summary>
[MemoryDiagnoser]
public class VersionsBenchmarks
{
    private string[] _texts = [];
    private PyVersion[] _versions = [];
    private PyVersion[] _releases = [];
    private VersionSet _range = VersionSet.All;
    private VersionSet _holes = VersionSet.All;

    [GlobalSetup]
    public void ReadTables()
    {
        _texts = [.. File.ReadLines(Path.Combine(Fixtures.Folder, "oracles", "versions.jsonl")).Select(line => JsonElement.Parse(line)).Where(row => row.TryGetProperty("norm", out _)).Select(row => row.GetProperty("in").GetString() ?? "")];
        _versions = [.. _texts.Select(PyVersion.Parse)];
        _releases = [.. _versions.Where(version => version is { Epoch.IsZero: true, HasLocal: false })];
        _range = SpecifierSet.Parse(">=1.0,<2024").Versions;
        _holes = SpecifierSet.Parse(">=0.1,!=0.2.*,!=1.1,!=1.5.post1,!=2.0,<11,!=3.1.*,!=2.9").Versions;
    }

    [Benchmark]
    public int Parse()
    {
        int read = 0;
        foreach (string text in _texts) read += PyVersion.TryParse(text, out _) ? 1 : 0;
        return read;
    }

    [Benchmark]
    public int Write() => _versions.Sum(version => version.ToString().Length);

    [Benchmark]
    public PyVersion Sort()
    {
        PyVersion[] sorted = [.. _releases];
        Array.Sort(sorted);
        return sorted[0];
    }

    [Benchmark]
    public int ContainsInARange() => _versions.Count(_range.Contains);

    [Benchmark]
    public int ContainsWithHoles() => _versions.Count(_holes.Contains);

    [Benchmark]
    public VersionSet Intersect() => _range.Intersect(_holes);

    [Benchmark]
    public bool IsSubsetOf() => _holes.IsSubsetOf(_range);
}
