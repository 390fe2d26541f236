using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Yaml;

/// <summary>Reads <c>environment.yml</c>: a mapping whose <c>dependencies</c> are strings and one mapping with <c>pip</c>.</summary>
public static partial class EnvironmentReader
{
    /// <exception cref="LttException">It is no YAML, or not of that form.</exception>
    public static CondaEnvironment Read(SourceText source)
    {
        YamlValue? root = YamlValueReader.Read(source);
        if (root is null or YamlValue.Scalar { Text: "" }) return new CondaEnvironment();
        YamlValue.Mapping mapping = root as YamlValue.Mapping ?? throw Invalid(source, root, "expected a mapping with `dependencies`");
        List<CondaEnvironment.Item> conda = [];
        List<CondaEnvironment.Item> pip = [];
        CondaEnvironment.Item? python = null;
        foreach (YamlValue item in Items(source, mapping["dependencies"], "dependencies"))
        {
            switch (item)
            {
                case YamlValue.Scalar scalar when PackageOf(scalar.Text) == "python":
                    python = Python(scalar);
                    break;
                case YamlValue.Scalar scalar:
                    if (PackageOf(scalar.Text) is not ("pip" or "")) conda.Add(new CondaEnvironment.Item(scalar.Text, scalar.Span));
                    break;
                case YamlValue.Mapping { Entries: [({ Text: "pip" }, var lines)] }:
                    pip.AddRange(Items(source, lines, "pip").Select(line => line is YamlValue.Scalar text
                        ? new CondaEnvironment.Item(text.Text, text.Span)
                        : throw Invalid(source, line, "expected a line of a requirements file")));
                    break;
                default:
                    throw Invalid(source, item, "expected a package, or a mapping with `pip` alone");
            }
        }

        return new CondaEnvironment { Python = python, Conda = [.. conda], Pip = [.. pip] };
    }

    private static ImmutableArray<YamlValue> Items(SourceText source, YamlValue? value, string key) => value switch
    {
        null or YamlValue.Scalar { Text: "" or "~" or "null" } => [],
        YamlValue.Sequence sequence => sequence.Items,
        _ => throw Invalid(source, value, $"expected a list under `{key}`"),
    };

    // channel::name=version=build | name >=1,<2 | name
    private static string PackageOf(string spec) => NamePattern().Match(spec) is { Success: true } match ? match.Groups["name"].Value.ToLowerInvariant() : "";

    private static CondaEnvironment.Item? Python(YamlValue.Scalar scalar)
    {
        string rest = scalar.Text[NamePattern().Match(scalar.Text).Length..].Trim();
        if (rest.Length == 0) return null;
        Match version = VersionPattern().Match(rest);
        return new CondaEnvironment.Item(version.Success ? version.Groups["minor"].Value : rest, scalar.Span);
    }

    private static LttException Invalid(SourceText source, YamlValue value, string message) =>
        new(source.ErrorAt(value.Span, DiagnosticCode.InvalidProjectFile, message));

    [GeneratedRegex(@"^\s*([^\s:]+::)?(?<name>[A-Za-z0-9_.-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(==?|~=)?\s*(?<minor>3\.[0-9]+)(\.[0-9]+|\.\*|\*)?(=[^\s,]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern();
}
