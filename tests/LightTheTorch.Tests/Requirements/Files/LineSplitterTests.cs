using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Requirements.Files;

public sealed class LineSplitterTests
{
    private static readonly Dictionary<string, string> s_variables = new() { ["HOST_1"] = "example.com", ["EMPTY"] = "", ["A"] = "${B}", ["B"] = "b" };

    public static TheoryData<string, string[]> Texts => new()
    {
        { "numpy\nrequests\n", ["1: numpy", "2: requests"] },
        { "\n\n  # all comment\n\t\n", [] },
        { "numpy \\\n  >=1, \\\n  <2\nflask", ["1: numpy   >=1,   <2", "4: flask"] },
        { "numpy \\\n# a comment\n>=1\n", ["1: numpy", "3: >=1"] },          // a comment ends a continuation
        { "numpy \\\n\nflask\n", ["1: numpy", "3: flask"] },
        { "numpy \\", ["1: numpy"] },
        { "numpy \\ \nflask", ["1: numpy \\", "2: flask"] },                 // a blank behind the backslash: no continuation
        { "a#b\nc #d\n#e\nf\t# g", ["1: a#b", "2: c", "4: f"] },
        { "numpy\r\nflask\rsix\vattrs\u2028idna\x85" + "toml", ["1: numpy", "2: flask", "3: six", "4: attrs", "5: idna", "6: toml"] },
        { "-i https://${HOST_1}/${EMPTY}/${UNSET}/${lower}/$HOST_1/${", ["1: -i https://example.com/${EMPTY}/${UNSET}/${lower}/$HOST_1/${"] },
        { "${A}${B}", ["1: ${B}b"] },                                        // a value is not searched again
        { "x # ${HOST_1}", ["1: x"] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Split_FollowsPip(string text, string[] expected) =>
        Assert.Equal(expected, Split(text).Select(l => $"{l.Number}: {l.Text}"));

    [Theory]
    [InlineData("  numpy  >=x", ">=x", "3:1:10")]
    [InlineData("  numpy \\\n   >=x # c", ">=x", "3:2:4")]
    [InlineData("pkg @ https://${HOST_1}/p.zip", "p.zip", "5:1:25")]
    [InlineData("pkg @ https://${HOST_1}/p.zip", "ample", "9:1:15")]         // inside a value: the variable is meant
    public void ToSource_FindsThePlaceInTheFile(string text, string part, string expected)
    {
        LogicalLine line = Split(text).Single();
        TextSpan span = new(line.Text.IndexOf(part, StringComparison.Ordinal), part.Length);

        SourceLocation place = line.Locate(span.Start);

        Assert.Equal(expected, $"{line.ToSource(span).Length}:{place.Line}:{place.Column}");
    }

    [Fact]
    public void ErrorAt_ShowsTheLineAndThePart()
    {
        LogicalLine line = Split("flask\nnumpy \\\n  >=one\n")[1];

        Diagnostic error = line.ErrorAt(new TextSpan(line.Text.IndexOf("one", StringComparison.Ordinal), 3), DiagnosticCode.InvalidRequirement, "no");

        Assert.Equal(new SourceLocation("r.txt", 3, 5), error.Location);
        Assert.Equal(("  >=one", new TextSpan(4, 3)), error.Excerpt);
    }

    [Theory]
    [InlineData("x", "")]
    [InlineData("\\\n", "")]
    [InlineData("${B}", " ")]
    [InlineData("${B}\\\n", "")]
    [InlineData(" #", "x")]
    [InlineData("#", "x")]
    public void Split_TakesAMegabyteInLinearTime(string repeated, string end)
    {
        string text = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)) + end;

        Assert.InRange(Split(text).Count, 0, 1);
    }

    [Fact]
    public void ErrorAt_CutsALongLine()
    {
        LogicalLine line = Split(new string('x', 1_000_000))[0];

        Diagnostic error = line.ErrorAt(new TextSpan(500_000, 4), DiagnosticCode.InvalidRequirement, "no");

        Assert.Equal(500_001, error.Location?.Column);
        Assert.InRange(error.Excerpt!.Value.Line.Length, 1, 200);
        Assert.Equal(4, error.Excerpt.Value.Span.Length);
    }

    private static List<LogicalLine> Split(string text) => [.. LineSplitter.Split(SourceText.OfPython("r.txt", text), s_variables)];
}
