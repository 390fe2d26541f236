using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Index;

internal static class CoreMetadataParser
{
    public static bool TryParse(string text, [NotNullWhen(true)] out CoreMetadata? metadata, [NotNullWhen(false)] out ParseError? error)
    {
        metadata = null;
        error = null;
        ImmutableArray<Requirement>.Builder requires = ImmutableArray.CreateBuilder<Requirement>();
        List<ExtraName> extras = [];
        HashSet<ExtraName> known = [];
        List<string> dynamic = [];
        List<string> licenses = [];
        Dictionary<string, string> single = [];
        foreach ((string header, string value) in MetadataHeaders.Read(text))
        {
            string name = header.ToLowerInvariant();
            switch (name)
            {
                case "requires-dist":
                    if (!LenientRequirement.TryParse(value, out Requirement? requirement, out error)) return false;
                    requires.Add(requirement);
                    break;
                case "provides-extra":
                    // An extra that no requirement can name is no reason to refuse the rest.
                    if (ExtraName.TryParse(value, out ExtraName? extra) && known.Add(extra)) extras.Add(extra);
                    break;
                case "dynamic":
                    dynamic.Add(value.ToLowerInvariant());
                    break;
                case "classifier" when value.StartsWith("License :: ", StringComparison.Ordinal):
                    licenses.Add(value[(value.LastIndexOf(":: ", StringComparison.Ordinal) + 3)..]);
                    break;
                default:
                    single.TryAdd(name, value); // of two, Python's reader takes the first
                    break;
            }
        }

        if (!PackageName.TryParse(single.GetValueOrDefault("name"), out PackageName? package)) return Fail("Name", single, out error);
        if (!PyVersion.TryParse(single.GetValueOrDefault("version"), out PyVersion? version)) return Fail("Version", single, out error);
        metadata = new CoreMetadata(package, version)
        {
            MetadataVersion = single.GetValueOrDefault("metadata-version", ""),
            RequiresDist = requires.DrainToImmutable(),
            ProvidesExtra = [.. extras],
            RequiresPython = LenientSpecifier.ParseOrNull(single.GetValueOrDefault("requires-python")),
            Dynamic = [.. dynamic],
            License = single.GetValueOrDefault("license-expression") ?? single.GetValueOrDefault("license"),
            IsLicenseExpression = single.ContainsKey("license-expression"),
            LicenseClassifiers = [.. licenses],
        };
        return true;
    }

    private static bool Fail(string header, Dictionary<string, string> single, out ParseError error)
    {
        string? value = single.GetValueOrDefault(header.ToLowerInvariant());
        string line = value is null ? "" : $"{header}: {value}";
        error = value is null
            ? new ParseError($"METADATA has no `{header}`", line, new TextSpan(0, 0))
            : new ParseError($"METADATA has an invalid `{header}`", line, TextSpan.FromBounds(header.Length + 2, line.Length));
        return false;
    }
}
