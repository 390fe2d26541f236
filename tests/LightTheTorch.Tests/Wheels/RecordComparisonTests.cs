using System.Collections.Immutable;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Wheels;

public sealed class RecordComparisonTests
{
    /// <summary>A row of the wheel, the rows of the environment, and the path that differs.</summary>
    [Theory]
    [InlineData("a.py,sha256=x,1", "a.py,sha256=x,1", "")]
    [InlineData("a.py,sha256=x,1", "a.py,sha256=y,1", "a.py")]
    [InlineData("a.py,sha256=x,1", "a.py,,", "a.py")]
    [InlineData("a.py,sha256=x,1", "b.py,sha256=x,1", "a.py")]
    [InlineData("a.py,sha256=x,1", "a.py,sha256=x,1\n__pycache__/a.cpython-312.pyc,,\n../../../bin/a,sha256=z,9", "")]
    [InlineData("a-1.dist-info/RECORD,,", "", "")]
    [InlineData("a-1.data/purelib/a.py,sha256=x,1", "a.py,sha256=x,1", "")]
    [InlineData("a-1.data/platlib/a/b.so,sha256=x,1", "", "a/b.so")]
    [InlineData("a-1.data/scripts/a,sha256=x,1", "../../../bin/a,sha256=y,1", "")]
    [InlineData("a-1.data/headers/a.h,sha256=x,1", "", "")]
    public void Differences_AreTheFilesThatTheWheelHasOtherwise(string wheel, string installed, string different)
    {
        ImmutableArray<string> actual = RecordComparison.Differences(WheelRecord.Parse(wheel), WheelRecord.Parse(installed));
        Assert.Equal(different, string.Join(' ', actual));
    }
}
