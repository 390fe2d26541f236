using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Requirements;

/// <summary>What readers of the standards disagree about, the side taken here, and why.</summary>
public sealed class DoubtfulTests
{
    /// <summary>
    /// Letters and digits outside ASCII. PEP 440, appendix B, is an expression for ASCII; packaging's folds case, so that <c>ſ</c> and <c>ı</c> pass in some of
    /// its alternatives and fail an assertion behind. We take ASCII everywhere.
    /// </summary>
    [Theory]
    [InlineData("1.0po\u017ft1")] // ſ
    [InlineData("1.0+\u0131")] // ı
    [InlineData("1.0+\u212a")] // Kelvin
    [InlineData("\u0661.0")] // Arabic-Indic one
    [InlineData("\uff11.0")] // full-width one
    public void Versions_AreAscii(string text)
    {
        Assert.False(PyVersion.TryParse(text, out _));
        Assert.False(Specifier.TryParse("~=1." + text, out _));
        Assert.False(Specifier.TryParse("==" + text, out _));
    }

    /// <summary>White space around a version is Python's, U+001C to U+001F and the no-break space among it: that is what <c>\s</c> and <c>strip</c> take.</summary>
    [Theory]
    [InlineData("\u00a01.0")]
    [InlineData("1.0\u2003")]
    [InlineData("\u001c1.0\u001f")]
    public void Versions_MayHavePythonsWhiteSpaceAround(string text) => Assert.Equal("1.0", PyVersion.Parse(text).ToString());

    /// <summary>
    /// <c>python_version in "3.9, 3.10"</c> is a test for a part of the string, as PEP 508 says of <c>in</c> ("those operators that are not in PEP 440 …
    /// the Python behaviour"); uv reads a list of versions. <c>3.1</c> is where the two differ.
    /// </summary>
    [Theory]
    [InlineData("3.9", true)]
    [InlineData("3.10", true)]
    [InlineData("3.1", true)]
    [InlineData("3.11", false)]
    public void In_IsATestForAPartOfTheString(string python, bool expected) =>
        Assert.Equal(expected, Marker.Parse("python_version in \"3.9, 3.10\"").Evaluate(Machines.Of("linux", "x86_64", python)));

    /// <summary>A reversed comparison has the literal as the version and the variable as the specifier: a star in the literal is no wildcard.</summary>
    [Fact]
    public void ReversedComparison_HasNoWildcard()
    {
        MarkerEnvironment machine = Machines.Of("linux", "x86_64", "3.9");
        Assert.True(Marker.Parse("python_version == '3.*'").Evaluate(machine));
        Assert.False(Marker.Parse("'3.*' == python_version").Evaluate(machine));
    }

    /// <summary>
    /// PEP 508 lets names end in a letter or digit. Packaging's tokens take a trailing <c>_</c> in a dependency specifier (not <c>-</c> or <c>.</c>), and PEP
    /// 503 folds it into <c>-</c>; no index has such a project. We read it as packaging does there, and refuse it as a name of its own.
    /// </summary>
    [Fact]
    public void Names_InDependencySpecifiersMayEndInAnUnderscore()
    {
        Assert.Equal("name-", Requirement.Parse("name_").Name.Value);
        Assert.Equal("bar-", Requirement.Parse("foo[bar_]").Extras[0].Value);
        Assert.False(Requirement.TryParse("name-", out _));
        Assert.False(PackageName.TryParse("name_", out _));
    }

    /// <summary>Strings in markers are Python's, escapes included; its table of Unicode names is not carried along, so <c>\N{…}</c> is refused.</summary>
    [Theory]
    [InlineData(@"os_name == 'a\x62\u0063\144\q'", @"os_name == ""abcd\q""")]
    [InlineData(@"os_name == '\N{DASH}'", null)]
    [InlineData(@"os_name == '\x6'", null)]
    [InlineData(@"os_name == 'C:\'", null)]
    public void Strings_HavePythonsEscapes(string marker, string? expected) =>
        Assert.Equal(expected, Marker.TryParse(marker, out Marker? parsed) ? parsed.ToString() : null);

    /// <summary>A string with both quotes cannot be written as packaging writes strings (it fails); we write the double quote as an escape.</summary>
    [Fact]
    public void Strings_WithBothQuotesAreWrittenWithAnEscape()
    {
        Marker marker = Marker.Parse("platform_version == 'a\"\\x27'");
        Assert.Equal("platform_version == \"a\\x22'\"", marker.ToString());
        Assert.Equal(marker, Marker.Parse(marker.ToString()));
    }

    /// <summary>
    /// <c>===</c> compares spellings (PEP 440, "Arbitrary equality"), which no set of versions can express: the solver's set holds the version that the
    /// spelling stands for, and <see cref="SpecifierSet.Contains"/> compares it with the normal form, as packaging does with a parsed version.
    /// </summary>
    [Fact]
    public void ArbitraryEquality_ComparesTheNormalForm()
    {
        SpecifierSet set = SpecifierSet.Parse("===1.0.0");
        Assert.False(set.Contains(PyVersion.Parse("1.0")));
        Assert.True(set.Contains(PyVersion.Parse("1.0.0")));
        Assert.True(set.Versions.Contains(PyVersion.Parse("1.0")));
        Assert.True(SpecifierSet.Parse("===nightly").Versions.IsEmpty);
    }

    /// <summary>Packaging's parser ends in Python's recursion limit; here a number is written down.</summary>
    [Fact]
    public void Parentheses_MayNestTwoHundredTimes()
    {
        static string Nested(int depth) => new string('(', depth) + "os_name == 'nt'" + new string(')', depth);
        Assert.Equal("os_name == \"nt\"", Marker.Parse(Nested(200)).ToString());
        Assert.False(Marker.TryParse(Nested(201), out _, out ParseError? error));
        Assert.Equal("too many nested parentheses", error.Message);
    }
}
