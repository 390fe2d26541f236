using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.IO.Inputs;

/// <summary>
/// Adds requirements of a project, with <c>demo[test]</c> inside <c>demo</c> itself replaced by what that extra asks for, however deep;
/// the marker of the reference limits what it stands for.
/// </summary>
internal sealed class ExtraExpansion(ProjectTable project, List<InputRequirement> into)
{
    private readonly HashSet<(ExtraName Extra, string Marker)> _done = [];

    public void AddAll(IEnumerable<InputRequirement> requirements, Marker? marker)
    {
        foreach (InputRequirement written in requirements)
        {
            InputRequirement requirement = written.Under(marker);
            if (!requirement.Requirement.Name.Equals(project.Name) || requirement.Requirement.Url is not null) into.Add(requirement);
            else AddSelf(requirement);
        }
    }

    /// <returns>False when there is no such extra.</returns>
    public bool TryAdd(ExtraName extra, Marker? marker)
    {
        if (project.FindExtra(extra) is not { } requirements) return false;
        if (_done.Add((extra, marker?.ToString() ?? ""))) AddAll(requirements, marker);
        return true;
    }

    // An extra that is not there is left for the resolver to complain about: the name is its own.
    private void AddSelf(InputRequirement self)
    {
        foreach (ExtraName extra in self.Requirement.Extras)
        {
            if (!TryAdd(extra, Simple(self.Requirement.Marker))) into.Add(self);
        }
    }

    // Going round in a circle must not make the marker longer with every turn.
    private static Marker? Simple(Marker? marker) =>
        marker is Marker.And and ? Marker.AllOf([.. and.Terms.DistinctBy(t => t.ToString())]) : marker;
}
