using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Requirements.Files;

namespace LightTheTorch.Tests.Inputs;

/// <summary>Every case of the table that pip's own parser made: what is read, where it comes from, what it means, and where pip would stop.</summary>
public sealed class RequirementsFilesOracleTests
{
    private const string Table = "requirements_files/expected.jsonl";

    public static TheoryData<int> Cases => Oracles.Lines(Table);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ReadAsync_ReadsWhatPipReads(int row)
    {
        JsonElement expected = Oracles.Row(Table, row);
        string folder = Path.GetFullPath(Oracles.PathOf("requirements_files", expected.Text("case")));
        Dictionary<string, string> variables = expected.GetProperty("env").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString() ?? "");
        RequirementsFileReader reader = new(new InputContext(new DiskFiles(), folder, variables));

        ImmutableArray<RequirementsFileItem> items = await reader.ReadAsync("requirements.txt", isConstraint: false, TestContext.Current.CancellationToken);

        // pip stops at the first error; a row that it could not make sense of is the error.
        RequirementsFileItem[] read = [.. items.TakeWhile(i => i is not RequirementsFileItem.Remark { Diagnostic.Severity: Severity.Error })];
        Assert.Equal(expected.Has("error"), read.Length < items.Count(i => i is not RequirementsFileItem.Remark { Diagnostic.Severity: Severity.Warning }) + Warnings(read));
        Assert.Equal(Rows(expected, folder), read.OfType<RequirementsFileItem.Entry>().Select(e => Row(e, folder)));
        Assert.Equal(Options(expected.GetProperty("options")), Options(read.OfType<RequirementsFileItem.Option>().Select(o => o.Value)));
    }

    [Theory]
    [InlineData("hash-md5", "requirements.txt:1:17: invalid requirement: `numpy==1 --hash=md5:cccccccccccccccccccccccccccccccc`: allowed hash algorithms for `--hash` are sha256, sha384, sha512")]
    [InlineData("include-missing", "requirements.txt:2:4: could not open requirements file `nowhere.txt`: no such file or directory")]
    [InlineData("constraints-missing", "requirements.txt:1:4: could not open constraint file `gone.txt`: no such file or directory")]
    [InlineData("include-cycle", "other.txt:2:4: `requirements.txt` recursively references itself in `other.txt`")]
    [InlineData("bad-single-equals", "requirements.txt:2:6: invalid requirement: `flask=1.0`: expected semicolon (after name with no version specifier) or end")]
    [InlineData("local-wheel-bad-name", "requirements.txt:1:1: invalid wheel filename (wrong number of parts): `./bad.whl`")]
    [InlineData("coding-unknown", "requirements.txt:1:11: unknown encoding: `no-such-codec`")]
    [InlineData("bad-marker", "requirements.txt:1:8: invalid requirement: `numpy`: expected a marker variable or quoted string")]
    public async Task ReadAsync_KeepsPipsWords(string name, string message)
    {
        string folder = Path.GetFullPath(Oracles.PathOf("requirements_files", name));
        RequirementsFileReader reader = new(new InputContext(new DiskFiles(), folder, new Dictionary<string, string>()));

        ImmutableArray<RequirementsFileItem> items = await reader.ReadAsync("requirements.txt", isConstraint: false, TestContext.Current.CancellationToken);

        Assert.Equal(message, items.OfType<RequirementsFileItem.Remark>().First(r => r.Diagnostic.Severity == Severity.Error).Diagnostic.ToString());
    }

    private static int Warnings(IEnumerable<RequirementsFileItem> read) => read.Count(i => i is RequirementsFileItem.Remark);

    private static IEnumerable<string> Rows(JsonElement expected, string folder) =>
        expected.GetProperty("requirements").EnumerateArray()
            .Where(r => r.Has("url"))
            .Select(r => string.Join(" | ", [
                r.Text("line"),
                r.Text("from").Replace("{DIR}/", "", StringComparison.Ordinal),
                $"{r.Flag("constraint")} {r.Flag("editable")}",
                string.Join(' ', r.GetProperty("hashes").EnumerateObject().SelectMany(h => h.Value.EnumerateArray().Select(v => $"{h.Name}:{v}")).Order(StringComparer.Ordinal)),
                string.Join(' ', r.GetProperty("config_settings").EnumerateObject().Select(s => $"{s.Name}={s.Value}")),
                r.TextOrNull("name") ?? "",
                string.Join(',', (r.Has("extras") ? r.Texts("extras") : []).Select(e => e.ToLowerInvariant()).Order(StringComparer.Ordinal)),
                Clauses(r.TextOrNull("specifier") ?? ""),
                (r.TextOrNull("url") ?? "").Replace("{DIR}", folder, StringComparison.Ordinal),
                r.TextOrNull("marker") ?? "",
            ]));

    private static string Row(RequirementsFileItem.Entry e, string folder) => string.Join(" | ", [
        e.Text,
        $"{(e.IsConstraint ? "-c" : "-r")} {e.Line.Source.Path} (line {e.Line.Number})",
        $"{e.IsConstraint} {e.IsEditable}",
        string.Join(' ', e.Options.Where(o => o.Kind == FileOptionKind.Hash).Select(o => o.Value).Order(StringComparer.Ordinal)),
        string.Join(' ', e.Options.Where(o => o.Kind == FileOptionKind.ConfigSettings).Select(o => o.Value)),
        e.Subject.Name ?? "",
        string.Join(',', e.Subject.Extras.Select(x => x.Value).Order(StringComparer.Ordinal)),
        Clauses(e.Subject.Specifier.ToString()),
        e.Subject.Url ?? "",
        e.Subject.Marker?.ToString() ?? "",
    ]);

    private static string Clauses(string specifier) => string.Join(',', specifier.Split(',').Order(StringComparer.Ordinal));

    private static string Options(JsonElement options) => string.Join('\n', [
        "index " + string.Join(' ', options.Texts("index_urls")),
        "links " + string.Join(' ', options.Texts("find_links")),
        $"{options.Flag("no_index")} {options.Flag("prefer_binary")} {options.Flag("require_hashes")}",
        "all " + string.Join(' ', options.Texts("all_releases")),
        "final " + string.Join(' ', options.Texts("only_final")),
        "none " + string.Join(' ', options.Texts("no_binary").Order(StringComparer.Ordinal)),
        "only " + string.Join(' ', options.Texts("only_binary").Order(StringComparer.Ordinal)),
        "hosts " + string.Join(' ', options.Texts("trusted_hosts")),
    ]);

    private static string Options(IEnumerable<FileOption> options)
    {
        PipOptions state = new();
        foreach (FileOption option in options) state.Apply(option);
        return state.ToString();
    }
}
