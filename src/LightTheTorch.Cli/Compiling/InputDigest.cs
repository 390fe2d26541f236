using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Requirements;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The digest of parsed inputs that a lock's header holds.</summary>
internal static class InputDigest
{
    public static string Of(InputSet inputs) => LockDigest.OfLines(Lines(inputs));

    // One line per requirement in its normal form: a comment, the order of lines and the file that a line stands in change nothing.
    private static IEnumerable<string> Lines(InputSet inputs) =>
        inputs.Requirements.Select(input => Line("requirement", input))
            .Concat(inputs.Constraints.Select(input => Line("constraint", input)))
            .Concat(inputs.Overrides.Select(input => Line("override", input)))
            .Concat(inputs.Prereleases ? ["pre"] : [])
            .Concat(inputs.PrereleasesOf.Select(name => $"pre {name}"))
            .Order(StringComparer.Ordinal);

    private static string Line(string kind, InputRequirement input) => string.Join(' ', [kind, input.Requirement.ToString(), .. input.Hashes.Order(StringComparer.Ordinal)]);
}
