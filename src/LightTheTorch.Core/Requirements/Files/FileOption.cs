using LightTheTorch.Text;

namespace LightTheTorch.Requirements.Files;

/// <summary>What pip's requirements-file options mean; the names are pip's.</summary>
public enum FileOptionKind
{
    IndexUrl,
    ExtraIndexUrl,
    NoIndex,
    Constraint,
    Requirement,
    Editable,
    FindLinks,
    NoBinary,
    OnlyBinary,
    PreferBinary,
    RequireHashes,
    NoRequireHashes,
    Pre,
    AllReleases,
    OnlyFinal,
    TrustedHost,
    UseFeature,
    Hash,
    ConfigSettings,
}

/// <summary>One option of a line, its value checked for form.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Value">Empty for a flag; <c>ALGORITHM:DIGEST</c> for a hash; <c>KEY=VALUE</c> for a config setting.</param>
/// <param name="Span">All of it in the logical line.</param>
/// <param name="ValueSpan">The value as written, quotes included.</param>
public sealed record FileOption(FileOptionKind Kind, string Value, TextSpan Span, TextSpan ValueSpan);
