using LightTheTorch.Text;

namespace LightTheTorch.Tests.Text;

public sealed class NearestTests
{
    private static readonly string[] s_names = ["backends", "platforms", "python", "pre", "cu118", "cu128", "cu126", "group", "extra"];

    [Theory]
    [InlineData("backend", "backends")]
    [InlineData("platfroms", "platforms")]
    [InlineData("Pyhton", "python")]
    [InlineData("cu127", "cu126 cu128")]
    [InlineData("cu181", "cu118")]
    [InlineData("prr", "pre")]
    [InlineData("unrelated", "")]
    [InlineData("", "")]
    public void To_NamesWhatIsFewEditsAway(string word, string expected) => Assert.Equal(expected, string.Join(' ', Nearest.To(word, s_names, 2)));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("ca", "ac", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_CountsEdits(string left, string right, int expected) => Assert.Equal(expected, Nearest.Distance(left, right));
}
