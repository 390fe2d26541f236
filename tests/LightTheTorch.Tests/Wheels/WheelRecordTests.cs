using LightTheTorch.Text;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Wheels;

public sealed class WheelRecordTests
{
    [Fact]
    public void Parse_ReadsRowsAsPythonsCsvDoes() => Assert.Equal(
        [
            new RecordEntry("six.py", "sha256=TO", 11),
            new RecordEntry("a, \"b\".py", "sha256=QQ", 2),
            new RecordEntry("six-1.dist-info/RECORD", null, null),
            new RecordEntry("lib/c.pyd", "sha256=Q", null),
            new RecordEntry("../../bin/six", null, 4),
        ],
        WheelRecord.Parse("six.py,sha256=TO,11\r\n\"a, \"\"b\"\".py\",sha256=QQ,2\nsix-1.dist-info/RECORD,,\n\nlib\\c.pyd,sha256=Q\n../../bin/six,,4"));

    [Theory]
    [InlineData("a.py,,x", "size that is no number")]
    [InlineData("a.py,,-1", "size that is no number")]
    [InlineData(",sha256=TO,1", "not `path,hash,size`")]
    [InlineData("a.py,sha256=TO,1,2", "not `path,hash,size`")]
    [InlineData("\"a.py,,", "quote that is not closed")]
    public void TryParse_RefusesBrokenRows(string row, string expected)
    {
        Assert.False(WheelRecord.TryParse("ok.py,,\n" + row, out _, out ParseError? error));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(row, error.Source);
    }
}
