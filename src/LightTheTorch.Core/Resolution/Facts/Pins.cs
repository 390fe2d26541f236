using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>What counts as naming one version (PEP 592): <c>==1.2</c> or <c>===1.2</c>, not <c>==1.*</c>.</summary>
internal static class Pins
{
    public static bool IsPinned(this SpecifierSet specifier) =>
        specifier.Clauses.Any(static clause => clause.Operator == "===" || (clause.Operator == "==" && !clause.IsWildcard));
}
