using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Requirements.Files;

public sealed class FileLineTests
{
    public static TheoryData<string, string, string[]> Lines => new()
    {
        { "numpy>=1 ; python_version > '3'", "numpy>=1 ; python_version > '3'", [] },
        { "-r base.txt", "", ["Requirement base.txt"] },
        { "-rbase.txt", "", ["Requirement base.txt"] },
        { "--requirement=base.txt", "", ["Requirement base.txt"] },
        { "-c 'with space.txt'", "", ["Constraint with space.txt"] },
        { "-e ./proj[dev]", "", ["Editable ./proj[dev]"] },
        { "--extra https://e/simple", "", ["ExtraIndexUrl https://e/simple"] },
        { "--pypi-url https://e/simple --pre", "", ["IndexUrl https://e/simple", "Pre "] },
        { "numpy==1  --hash=sha256:aa --hash sha512:bb", "numpy==1 ", ["Hash sha256:aa", "Hash sha512:bb"] },
        { "numpy -C a=1 --config-setting=\"b=2 3\"", "numpy", ["ConfigSettings a=1", "ConfigSettings b=2 3"] },
        { "--index-url -r", "", ["IndexUrl -r"] },
        { "--", "", [] },
        { "a-b --pre c", "a-b", ["Pre "] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void TryParse_TakesOptionsAsOptparseDoes(string text, string arguments, string[] options)
    {
        Assert.True(FileLine.TryParse(Line(text), out FileLine? line, out _));
        Assert.Equal(arguments, line.Arguments);
        Assert.Equal(options, line.Options.Select(o => $"{o.Kind} {o.Value}"));
    }

    [Theory]
    [InlineData("--pre numpy", "numpy")]
    [InlineData("-r a.txt -- --pre x", "--pre x")]
    public void TryParse_NamesWhatPipDrops(string text, string dropped)
    {
        Assert.True(FileLine.TryParse(Line(text), out FileLine? line, out _));
        Assert.Equal(dropped, string.Join(' ', line.Ignored.Select(s => text.Substring(s.Start, s.Length))));
    }

    [Theory]
    [InlineData("numpy -x", "no such option: `-x`", "-x")]
    [InlineData("--no-such=1", "no such option: `--no-such`", "--no-such=1")]
    [InlineData("--no", "ambiguous option: `--no` (--no-binary, --no-index, --no-require-hashes?)", "--no")]
    [InlineData("--index-url", "option `--index-url` requires 1 argument", "--index-url")]
    [InlineData("--pre=1", "option `--pre` does not take a value", "--pre=1")]
    [InlineData("-f 'open", "no closing quotation", "'open")]
    [InlineData("-f x\\ #", "no escaped character", "\\")]
    [InlineData("a --hash=md5:aa", "allowed hash algorithms for `--hash` are sha256, sha384, sha512", "md5:aa")]
    [InlineData("a --hash=sha256", "the argument of `--hash` must be a hash name followed by a value, like `--hash=sha256:abcde...`", "sha256")]
    [InlineData("a -C key", "the argument of `-C` must be of the form KEY=VAL", "key")]
    public void TryParse_PointsAtTheMistake(string text, string message, string part)
    {
        Assert.False(FileLine.TryParse(Line(text), out _, out ParseError? error));
        Assert.Equal((message, part), (error.Message, text.Substring(error.Span.Start, error.Span.Length)));
    }

    private static LogicalLine Line(string text) => LineSplitter.Split(SourceText.OfPython("r.txt", text), new Dictionary<string, string>()).Single();
}
