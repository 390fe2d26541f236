using System.Text.Json;
using LightTheTorch.Requirements;
using LightTheTorch.Tests.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Differential;

/// <summary>Random texts against pip's packaging. <see cref="Seed"/> says which.</summary>
public sealed class DifferentialTests
{
    private const int Cases = 100_000;
    private const int Batch = 250;

    private static readonly MarkerEnvironment[] s_machines =
    [
        Machines.Of("linux", "x86_64", "3.9") with { PlatformRelease = "6.8.0-45-generic", PlatformVersion = "#45-Ubuntu SMP" },
        Machines.Of("win32", "AMD64", "3.12") with { PlatformRelease = "11", PlatformVersion = "10.0.22631" },
        Machines.Of("darwin", "arm64", "3.14") with { PlatformRelease = "24.1.0", PythonFullVersion = "3.14.0rc1", Extra = "Dev.1" },
        Machines.Of("linux", "aarch64", "3.11") with { ImplementationName = "pypy", ImplementationVersion = "7.3.19", PythonFullVersion = "3.11.0+" },
    ];

    [Fact]
    [Trait("Category", "Wide")]
    public void Packaging_AgreesOnRandomTexts()
    {
        Seed.Tell();
        (PackagingProcess? started, string why) = PackagingProcess.Start(JsonSerializer.Serialize(s_machines.Select(Variables)));
        Assert.SkipWhen(started is null, why);
        using PackagingProcess packaging = started;
        Random random = new(Seed.Number);
        List<string> differences = [];
        for (int done = 0; done < Cases && differences.Count < 20; done += Batch)
        {
            string[][] questions = [.. Enumerable.Range(0, Batch).Select(_ => Question(random))];
            string[] answers = packaging.Ask(questions);
            for (int i = 0; i < Batch; i++)
            {
                (string theirs, string ours) = Comparable(answers[i], Answer(questions[i]));
                if (theirs != ours) differences.Add($"{JsonSerializer.Serialize(questions[i])}: packaging says `{theirs}`, we say `{ours}`");
            }
        }

        Assert.True(differences.Count == 0, $"LTT_SEED={Seed.Number}\n{string.Join('\n', differences)}");
    }

    private static string[] Question(Random random)
    {
        RandomTexts texts = new(random);
        return random.Next(6) switch
        {
            0 => ["version", texts.Version()],
            1 => ["order", texts.CleanVersion(), texts.CleanVersion()],
            2 => ["contains", texts.Specifiers(), texts.CleanVersion()],
            3 => ["filter", texts.Specifiers(), ((string[])["", "yes", "no"])[random.Next(3)], .. Enumerable.Range(0, random.Next(6)).Select(_ => texts.CleanVersion())],
            4 => ["marker", texts.Marker()],
            _ => ["requirement", texts.Requirement()],
        };
    }

    private static string Answer(string[] question) => question switch
    {
        ["version", var text] => PyVersion.TryParse(text, out PyVersion? version) ? version.ToString() : "error",
        ["order", var left, var right] => Math.Sign(PyVersion.Parse(left).CompareTo(PyVersion.Parse(right))).ToString(),
        ["contains", var specifiers, var version] => SpecifierSet.TryParse(specifiers, out SpecifierSet? set) ? set.Contains(PyVersion.Parse(version), true).ToString() : "error",
        ["filter", var specifiers, var policy, .. var versions] =>
            SpecifierSet.TryParse(specifiers, out SpecifierSet? set) ? string.Join(' ', set.Filter(versions, policy.Length == 0 ? null : policy == "yes")) : "error",
        ["marker", var text] => Marker.TryParse(text, out Marker? marker, out ParseError? error)
            ? string.Concat(s_machines.Select(machine => Letter(marker, machine))) + " " + marker
            : $"error {error.Span.Start} {error.Message}",
        [_, var text] => Requirement.TryParse(text, out Requirement? requirement, out ParseError? error)
            ? $"{requirement.NameAsWritten}|{string.Join(',', requirement.Extras)}|{requirement.Specifier}|{requirement.Url}|{requirement.Marker}"
            : $"error {error.Span.Start} {error.Message}",
        _ => throw new ArgumentException("no question", nameof(question)),
    };

    // Our extras are in normal form, our messages in our style; a bad specifier has no place in packaging, nor a string with both quotes a form.
    private static (string Theirs, string Ours) Comparable(string theirs, string ours)
    {
        if (theirs == "error" && ours.StartsWith("error", StringComparison.Ordinal)) return (theirs, theirs);
        if (theirs.EndsWith('?') && theirs[..^1] == ours[..Math.Min(ours.Length, theirs.Length - 1)]) return (theirs, theirs);
        if (theirs.StartsWith("error ", StringComparison.Ordinal))
        {
            string[] parts = theirs.Split(' ', 3);
            return ($"{parts[0]} {parts[1]} {PackagingWords.InOurStyle(parts[2])}", ours);
        }

        if (theirs.Split('|') is [var name, { Length: > 0 } extras, .. var rest])
        {
            IEnumerable<string> normal = extras.Split(',').Select(LightTheTorch.Names.NormalizedName.Fold).Distinct().Order(StringComparer.Ordinal);
            return (string.Join('|', [name, string.Join(',', normal), .. rest]), ours);
        }

        return (theirs, ours);
    }

    private static char Letter(Marker marker, MarkerEnvironment machine) => marker.TryEvaluate(machine, out bool value, out MarkerException? fault)
        ? (value ? '1' : '0')
        : fault.Fault == MarkerFault.UndefinedComparison ? 'C' : 'U';

    private static Dictionary<string, string> Variables(MarkerEnvironment machine) => new()
    {
        ["implementation_name"] = machine.ImplementationName,
        ["implementation_version"] = machine.ImplementationVersion,
        ["os_name"] = machine.OsName,
        ["platform_machine"] = machine.PlatformMachine,
        ["platform_python_implementation"] = machine.PlatformPythonImplementation,
        ["platform_release"] = machine.PlatformRelease,
        ["platform_system"] = machine.PlatformSystem,
        ["platform_version"] = machine.PlatformVersion,
        ["python_full_version"] = machine.PythonFullVersion,
        ["python_version"] = machine.PythonVersion,
        ["sys_platform"] = machine.SysPlatform,
        ["extra"] = machine.Extra ?? "",
    };
}
