using LightTheTorch.Requirements;

namespace LightTheTorch.Resolution.Explaining;

/// <summary>Requirements in sentences.</summary>
internal static class RequirementText
{
    /// <summary>Without its marker: what is told of counts on the target.</summary>
    public static string Text(this Requirement requirement)
    {
        string extras = requirement.Extras.IsEmpty ? "" : $"[{string.Join(',', requirement.Extras)}]";
        return $"{requirement.NameAsWritten}{extras}{requirement.Specifier}{(requirement.Url is { } url ? $" @ {url}" : "")}";
    }
}
