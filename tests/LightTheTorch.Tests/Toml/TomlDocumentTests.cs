using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Toml;

public sealed class TomlDocumentTests
{
    public static TheoryData<string, string[]> Documents => new()
    {
        { "", [] },
        { "a = 1\nb.c = 'x'\n", ["a integer 1", "b.c string x"] },
        { "[t.\"q.r\"]\nx = [1.5, true, {z = 2020-01-02}]\n", ["t.\"q.r\".x[0] float 1.5", "t.\"q.r\".x[1] boolean True", "t.\"q.r\".x[2].z date-time 2020-01-02"] },
        { "[[p]]\nn=1\n[[p.w]]\nu=1\n[[p.w]]\nu=2\n[[p]]\nn=2\n", ["p[0].n integer 1", "p[0].w[0].u integer 1", "p[0].w[1].u integer 2", "p[1].n integer 2"] },
        { "[a.b]\nx=1\n[a]\ny=2\n", ["a.b.x integer 1", "a.y integer 2"] },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Root_JoinsHeadersAndDottedKeys(string text, string[] expected) => Assert.Equal(expected, Leaves(Parse(text).Root));

    [Theory]
    [InlineData("k = \"abc\"", "b", "b")]
    [InlineData("k = 'abc'", "bc", "bc")]
    [InlineData("k = \"a\\tbc\"", "bc", "bc")]
    [InlineData("k = \"a\\u0062c\"", "b", "\\")]                    // an escape is pointed at by its first character
    [InlineData("k = \"\\U0001F40Dbc\"", "bc", "bc")]
    [InlineData("k = '''\r\nabc'''", "abc", "abc")]
    [InlineData("k = \"\"\"\\\n    abc\\\n   d\"\"\"", "cd", "c\\\n   d")]
    public void ToSource_CountsQuotesAndEscapes(string text, string part, string expected)
    {
        TomlNode.Text node = Assert.IsType<TomlNode.Text>(Parse(text).Root["k"]);

        TextSpan span = node.ToSource(new TextSpan(node.Value.IndexOf(part, StringComparison.Ordinal), part.Length));

        Assert.Equal(expected, text.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("a = 1\na = 2\n", "f.toml:2:1: invalid TOML: the key `a` is already defined at (1,1) with `a = 1` and cannot be redefined")]
    [InlineData("a = [1\n", "f.toml:2:1: invalid TOML: unexpected token `<eof>` (token: `Eof`). Expecting a closing `]` for an array")]
    [InlineData("[project]\nname = demo\n", "f.toml:2:8: invalid TOML: unexpected token `demo` for a value")]
    public void TryParse_SaysWhatIsWrongAndWhere(string text, string expected)
    {
        Assert.False(TomlDocument.TryParse(SourceText.Of("f.toml", text), DiagnosticCode.InvalidProjectFile, out _, out ImmutableArray<Diagnostic> errors));
        Assert.Equal(expected, errors[0].ToString());
    }

    [Theory]
    [InlineData("[", 20_000)]
    [InlineData("{a=", 20_000)]
    [InlineData("a.", 20_000)]
    [InlineData("\"", 100_000)]
    [InlineData("[a]\n", 20_000)]
    public void TryParse_RefusesHostileTextWithoutFalling(string repeated, int times)
    {
        SourceText source = SourceText.Of("f.toml", "a = " + string.Concat(Enumerable.Repeat(repeated, times)));

        Assert.False(TomlDocument.TryParse(source, DiagnosticCode.InvalidProjectFile, out _, out ImmutableArray<Diagnostic> errors));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void TryParse_AnswersForEveryMutilation()
    {
        const string Text = "[a.'b']\nx = [\"q\\u0041\", 1.0e3, {y = 2020-01-01T00:00:00Z}] # c\n[[t]]\nz = '''\nm'''\nf = false\n";
        const string Characters = "[]{}=\"'.,\n\\#0-:TZ_ ";
        for (int i = 0; i < Text.Length; i++)
        {
            foreach (char c in Characters)
            {
                string text = Text[..i] + c + Text[(i + 1)..];
                bool valid = TomlDocument.TryParse(SourceText.Of("f", text), DiagnosticCode.InvalidProjectFile, out _, out ImmutableArray<Diagnostic> errors);
                Assert.NotEqual(valid, errors.Length > 0);
            }
        }
    }

    private static TomlDocument Parse(string text)
    {
        Assert.True(TomlDocument.TryParse(SourceText.Of("f.toml", text), DiagnosticCode.InvalidProjectFile, out TomlDocument? document, out _));
        return document;
    }

    private static IEnumerable<string> Leaves(TomlNode node) => node switch
    {
        TomlNode.Table table => table.Entries.SelectMany(e => Leaves(e.Value)),
        TomlNode.Array array => array.Items.SelectMany(Leaves),
        TomlNode.Text text => [$"{text.Path} {text.TypeName} {text.Value}"],
        TomlNode.Whole whole => [$"{whole.Path} {whole.TypeName} {whole.Value}"],
        TomlNode.Real real => [string.Create(CultureInfo.InvariantCulture, $"{real.Path} {real.TypeName} {real.Value}")],
        TomlNode.Flag flag => [$"{flag.Path} {flag.TypeName} {flag.Value}"],
        TomlNode.Time time => [$"{time.Path} {time.TypeName} {time.Value:yyyy-MM-dd}"],
        _ => throw new ArgumentException(node.Path),
    };
}
