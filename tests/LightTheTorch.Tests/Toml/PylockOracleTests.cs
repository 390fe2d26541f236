using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Toml;

/// <summary>Every lock of the table that <c>packaging.pylock</c> made: what it takes from valid ones, what it says of invalid ones.</summary>
public sealed class PylockOracleTests
{
    private const string Table = "pylock/expected.jsonl";

    /// <summary>The table has Python's names of types, ours has TOML's.</summary>
    private static readonly (string Python, string Toml)[] s_types =
    [
        ("dict", "table"), ("Mapping", "table"), ("Sequence", "array"), ("list", "array"), ("datetime", "date-time"), ("str", "string"), ("int", "integer"), ("bool", "boolean"),
    ];

    private static readonly Dictionary<string, string> s_patches = new() { ["3.9"] = "3.9.23", ["3.11"] = "3.11.13", ["3.12"] = "3.12.11", ["3.14"] = "3.14.0" };

    public static TheoryData<int> Valid => Oracles.Lines(Table, r => r.Flag("valid") == true);

    public static TheoryData<int> Invalid => Oracles.Lines(Table, r => r.Flag("valid") == false);

    [Theory]
    [MemberData(nameof(Valid))]
    public void Of_TakesWhatPackagingTakes(int row)
    {
        JsonElement expected = Oracles.Row(Table, row);
        Pylock pylock = PylockReader.Read(Source(expected.Text("case")));

        foreach ((string property, ExtraName[] extras) in ((string, ExtraName[])[])[("select", []), ("select_extra_gpu", [ExtraName.Parse("gpu")])])
        {
            foreach (JsonProperty target in expected.GetProperty(property).EnumerateObject())
            {
                (MarkerEnvironment environment, SupportedTags tags) = Target(target.Name);
                Assert.Equal($"{target.Name}: {Expected(target.Value)}", $"{target.Name}: {Actual(PylockSelection.Of(pylock, environment, tags, extras), target.Value)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Read_SaysWhatPackagingSays(int row)
    {
        JsonElement expected = Oracles.Row(Table, row);

        LttException failure = Assert.Throws<LttException>(() => PylockReader.Read(Source(expected.Text("case"))));

        Assert.All(failure.Diagnostics, d => Assert.Equal((DiagnosticCode.InvalidLock, true), (d.Code, d.Location is not null)));
        if (expected.TextOrNull("message") is not { } message) return;
        string context = expected.TextOrNull("context") ?? "lock-version";
        Assert.Contains($"`{context}`: {Ours(message)}", failure.Diagnostics.Select(d => d.Message));
    }

    private static SourceText Source(string name)
    {
        string[] parts = name.Split('/');
        byte[] bytes = File.ReadAllBytes(Oracles.PathOf("pylock", parts[0], $"pylock.{parts[1]}.toml"));
        Assert.True(FileEncoding.TryDecode("pylock.toml", bytes, out string text, out _));
        return SourceText.Of("pylock.toml", text);
    }

    private static (MarkerEnvironment Environment, SupportedTags Tags) Target(string name)
    {
        PythonVersion python = PythonVersion.Parse("3." + name[3..name.IndexOf('-', StringComparison.Ordinal)]);
        Platform platform = Platform.Parse(name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]);
        MarkerEnvironment environment = TargetEnvironment.Of(platform, python) with { PythonFullVersion = s_patches[python.MajorMinor] };
        return (environment, SupportedTags.For(platform, python));
    }

    private static string Expected(JsonElement target) => target.ValueKind == JsonValueKind.Array
        ? string.Join(' ', target.EnumerateArray().Select(p => $"{p[0]}/{p[1]}/{p[2].GetString()?["Package".Length..]}/{p[3]}"))
        : Ours(target.Text("error"));

    // The table cuts long messages.
    private static string Actual(PylockSelection selection, JsonElement expected) => selection switch
    {
        PylockSelection.Selected { Packages: var packages } => string.Join(' ', packages.Select(p => $"{p.Package.Name}/{p.Package.Version}/{Kind(p.Package.Source, p.File)}/{Name(p.Package.Source, p.File)}")),
        PylockSelection.Refused { Message: var message } when expected.ValueKind == JsonValueKind.Object => message[..Math.Min(message.Length, Ours(expected.Text("error")).Length)],
        PylockSelection.Refused { Message: var message } => message,
        _ => throw new InvalidOperationException(),
    };

    private static string? Name(PylockSource source, PylockFile? file) => source is PylockSource.Distributions ? file?.FileName : null;

    private static string Kind(PylockSource source, PylockFile? file) => source switch
    {
        PylockSource.Distributions d => ReferenceEquals(d.Sdist, file) ? "Sdist" : "Wheel",
        _ => source.GetType().Name,
    };

    private static string Ours(string message)
    {
        string first = message.Split('\n')[0].Replace('\'', '`');
        if (first.StartsWith("Invalid specifier", StringComparison.Ordinal)) first = first.Replace('`', '\'');
        string ours = char.ToLowerInvariant(first[0]) + first[1..];
        return !ours.StartsWith("unexpected type", StringComparison.Ordinal)
            ? ours
            : s_types.Aggregate(ours, (text, type) => System.Text.RegularExpressions.Regex.Replace(text, $@"\b{type.Python}\b", type.Toml));
    }
}
