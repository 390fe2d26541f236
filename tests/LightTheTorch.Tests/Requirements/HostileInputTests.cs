using System.Diagnostics;
using System.Text;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Requirements;

/// <summary>
/// A megabyte on one line. What takes time in proportion to its length is done in well under a second; what takes its square needs many minutes, so that
/// the bound between may be generous. No text may overflow the stack.
/// </summary>
public sealed class HostileInputTests
{
    private const int Length = 1 << 20;

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string, string> Texts => new()
    {
        // before, repeated, behind
        { "", "1", "" },
        { "", "9.", "1" },
        { "1", ".0", "" },
        { "1", ".0", "x" },
        { "1+", "a.", "a" },
        { "1+", "a.", "" },
        { "", " ", "1.0" },
        { "1.0", "-", "" },
        { "1.0a", "0", "" },
        { "==1", ".1", ".*" },
        { "~=1", ".1", "" },
        { "===", "x", "" },
        { "", ">=1,", "" },
        { "", "<", "" },
        { "!=", "0", "1" },
        { "a", "-", "" },
        { "a", "-a", "" },
        { "a", " ", "" },
        { "a[", "x,", "x]" },
        { "a[", "x,", "" },
        { "a[", "-", "]" },
        { "a (", "==1,", ")" },
        { "a @ ", "x", "" },
        { "a;", "(", "" },
        { "a;os_name=='", "x", "'" },
        { "a;os_name=='", "\\", "'" },
        { "a;os_name==", "'", "" },
        { "", "os_name=='a' and ", "os_name=='a'" },
        { "", "os_name=='a' or ", "os_name=='a'" },
        { "", "(os_name=='a') and ", "os_name=='a'" },
        { "", "not ", "" },
        { "", "(", "" },
        { "", "(os_name=='a' or ", "os_name=='a'" },
        { "os_name in '", "a ", "'" },
        { "python_version == '", "1.", "1'" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Parsers_TakeTimeInProportion(string before, string repeated, string behind)
    {
        string text = new StringBuilder(before).Insert(before.Length, repeated, Length / repeated.Length).Append(behind).ToString();
        long start = Stopwatch.GetTimestamp();
        Read(text);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, s_bound);
    }

    [Fact]
    public void Versions_OfAHundredThousandClausesTakeTimeInProportion()
    {
        SpecifierSet set = SpecifierSet.Parse(string.Join(',', Enumerable.Range(0, 100_000).Select(i => "!=" + i)));
        Assert.Equal(100_000, set.Clauses.Length);
        Assert.False(set.Versions.Contains(PyVersion.Parse("99999")));
        Assert.True(set.Versions.Contains(PyVersion.Parse("100000")));
    }

    private static void Read(string text)
    {
        if (PyVersion.TryParse(text, out PyVersion? version)) Assert.Equal(version, PyVersion.Parse(version.ToString()));
        if (SpecifierSet.TryParse(text, out SpecifierSet? set)) Assert.Equal(set.Versions.IsEmpty, set.Versions.ToString() == "no version");
        if (Requirement.TryParse(text, out Requirement? requirement)) Assert.NotEmpty(requirement.ToString());
        if (Marker.TryParse(text, out Marker? marker)) Assert.True(marker.Equals(Marker.Parse(marker.ToString())) || !marker.TryEvaluate(Machines.Of("linux", "x86_64", "3.9"), out _, out _));
        if (PackageName.TryParse(text, out PackageName? name)) Assert.NotEmpty(name.Value);
    }
}
