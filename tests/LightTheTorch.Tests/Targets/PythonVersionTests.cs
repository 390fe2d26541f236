using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Targets;

public sealed class PythonVersionTests
{
    [Theory]
    [InlineData("3.7", "3.7.0", false)]
    [InlineData("3.12", "3.12.0", false)]
    [InlineData("3.13t", "3.13.0", true)]
    [InlineData("3.14t", "3.14.0", true)]
    public void Parse_StandsForTheFirstPatchRelease(string text, string full, bool isFreeThreaded)
    {
        PythonVersion version = PythonVersion.Parse(text);
        Assert.Equal(full, version.FullVersion.ToString());
        Assert.Equal(isFreeThreaded, version.IsFreeThreaded);
        Assert.Equal(text, version.ToString());
        Assert.Equal(version, PythonVersion.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("3.")]
    [InlineData("3.t")]
    [InlineData("2.7")]
    [InlineData("3.6")]
    [InlineData("3.012")]
    [InlineData("3.12t")] // free-threaded builds begin with 3.13
    [InlineData("3.12.4")]
    [InlineData("3.+9")]
    [InlineData("4.0")]
    public void TryParse_RefusesWhatCannotBeLockedFor(string text) => Assert.False(PythonVersion.TryParse(text, out _));

    [Theory]
    [InlineData("3.12.4", false, "3.12")]
    [InlineData("3.13.0rc1", true, "3.13t")]
    [InlineData("3.11", false, "3.11")]
    [InlineData("3", false, null)]
    [InlineData("2.7.18", false, null)]
    public void TryFrom_DropsThePatchRelease(string interpreter, bool isFreeThreaded, string? expected)
    {
        PythonVersion.TryFrom(PyVersion.Parse(interpreter), isFreeThreaded, out PythonVersion? version);
        Assert.Equal(expected, version?.ToString());
    }

    [Fact]
    public void CompareTo_SortsByNumberAndFreeThreadedLast()
    {
        string[] sorted = ["3.9", "3.10", "3.13", "3.13t", "3.14"];
        Assert.Equal(sorted, sorted.Reverse().Select(PythonVersion.Parse).Order().Select(version => version.ToString()));
    }
}
