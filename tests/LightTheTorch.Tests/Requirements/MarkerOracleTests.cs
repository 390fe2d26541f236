using System.Collections.Immutable;
using System.Text.Json;
using LightTheTorch.Requirements;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Requirements;

/// <summary>Every row of <c>markers.jsonl</c> in every environment of <c>environments.json</c>.</summary>
public sealed class MarkerOracleTests
{
    private static readonly Lazy<JsonElement> s_environments = new(() => JsonElement.Parse(File.ReadAllText(Oracles.PathOf("environments.json"))));

    public static TheoryData<int> Rows => Oracles.Lines("markers.jsonl");

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void Evaluate_AnswersAsPackagingDoes(int line)
    {
        JsonElement row = Oracles.Row("markers.jsonl", line);
        bool parsed = Marker.TryParse(row.Text("marker"), out Marker? marker, out ParseError? error);
        Assert.Equal(!row.Has("error"), parsed);
        if (marker is null)
        {
            Assert.NotNull(error);
            Assert.Equal(PackagingWords.InOurStyle(row.Text("message")), error.Message);
            Assert.Equal(row.GetProperty("column").GetInt32(), error.Span.Start);
            return;
        }

        Assert.Equal(row.Text("str"), marker.ToString());
        string context = row.Text("context");
        JsonElement environments = s_environments.Value.GetProperty(context == "lock_file" ? "lock_file" : "evaluation");
        string results = string.Concat(environments.EnumerateObject().Select(environment => Letter(marker, Environment(environment.Value, context))));
        Assert.Equal(row.Text("results"), results);
    }

    private static char Letter(Marker marker, MarkerEnvironment environment) => marker.TryEvaluate(environment, out bool value, out MarkerException? fault)
        ? (value ? '1' : '0')
        : fault.Fault == MarkerFault.UndefinedComparison ? 'C' : 'U';

    private static MarkerEnvironment Environment(JsonElement values, string context) => new()
    {
        ImplementationName = values.Text("implementation_name"),
        ImplementationVersion = values.Text("implementation_version"),
        OsName = values.Text("os_name"),
        PlatformMachine = values.Text("platform_machine"),
        PlatformPythonImplementation = values.Text("platform_python_implementation"),
        PlatformRelease = values.Text("platform_release"),
        PlatformSystem = values.Text("platform_system"),
        PlatformVersion = values.Text("platform_version"),
        PythonFullVersion = values.Text("python_full_version"),
        PythonVersion = values.Text("python_version"),
        SysPlatform = values.Text("sys_platform"),
        Extra = values.TextOrNull("extra") ?? (context == "metadata" ? "" : null),
        Extras = Set(values, "extras", context),
        DependencyGroups = Set(values, "dependency_groups", context),
    };

    private static ImmutableSortedSet<string>? Set(JsonElement values, string name, string context)
    {
        if (values.Has(name)) return [.. values.Texts(name)];
        return context == "lock_file" ? [] : null;
    }
}
