using CsCheck;
using LightTheTorch.Requirements;

namespace LightTheTorch.Tests.Requirements;

public sealed class RequirementPropertyTests
{
    private static readonly List<MarkerEnvironment> s_machines = Machines.Grid(Machines.Platforms, "3.9", "3.10", "3.11");

    [Fact]
    public void Parse_ReadsWhatAMarkerWrites() => RequirementGen.Marker.Seeded().Sample(
        text =>
        {
            Marker marker = Marker.Parse(text);
            Marker read = Marker.Parse(marker.ToString());
            Assert.Equal(marker, read);
            Assert.Equal(marker.GetHashCode(), read.GetHashCode());
            Assert.Equal(marker.ToString(), read.ToString());
        },
        iter: 1500);

    [Fact]
    public void Parse_ReadsWhatARequirementWrites() => RequirementGen.Requirement.Seeded().Sample(
        text =>
        {
            Requirement requirement = Requirement.Parse(text);
            Requirement read = Requirement.Parse(requirement.ToString());
            Assert.Equal(requirement, read);
            Assert.Equal(requirement.GetHashCode(), read.GetHashCode());
            Assert.Equal(requirement.ToString(), read.ToString());
        },
        iter: 1500);

    // Built markers need parentheses of their own: what is printed must mean what was built.
    [Fact]
    public void AllOf_AndAnyOf_PrintWhatTheyMean() => Gen.Select(RequirementGen.Marker, RequirementGen.Marker, RequirementGen.Marker).Seeded().Sample(
        (a, b, c) =>
        {
            Marker built = Marker.AllOf(Marker.Parse(a), Marker.AnyOf(Marker.Parse(b), Marker.Parse(c)));
            foreach (MarkerEnvironment machine in s_machines)
            {
                if (!Marker.Parse(built.ToString()).TryEvaluate(machine, out bool printed, out _)) continue;
                Assert.Equal(Marker.Parse(a).Evaluate(machine) && (Marker.Parse(b).Evaluate(machine) || Marker.Parse(c).Evaluate(machine)), printed);
                Assert.Equal(printed, built.Evaluate(machine));
            }
        },
        iter: 300);

    [Fact]
    public void Not_IsFalseWhereTheMarkerIsTrue() => RequirementGen.Marker.Seeded().Sample(
        text =>
        {
            if (Marker.Not(Marker.Parse(text)) is not { } opposite) return;
            foreach (MarkerEnvironment machine in s_machines) Assert.NotEqual(Marker.Parse(text).Evaluate(machine), opposite.Evaluate(machine));
        },
        iter: 500);
}
