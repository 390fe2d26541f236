using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>What to write in place of the name of an extra or a group that a project does not have.</summary>
internal static class NameHint
{
    /// <param name="asked">The name that is not there.</param>
    /// <param name="known">Those that are.</param>
    /// <param name="what">What they are: <c>extras</c>.</param>
    public static string For(NormalizedName asked, ImmutableArray<NormalizedName> known, string what)
    {
        ImmutableArray<string> names = [.. known.Select(name => name.Value)];
        if (Nearest.To(asked.Value, names, 1) is [var near]) return $"did you mean `{near}`?";
        return names.IsEmpty ? $"there are no {what} at all" : $"the {what} are {string.Join(", ", names.Select(name => $"`{name}`"))}";
    }
}
