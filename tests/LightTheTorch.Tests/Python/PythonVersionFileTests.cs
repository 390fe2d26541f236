using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Python;

public sealed class PythonVersionFileTests
{
    [Theory]
    [InlineData("3.12\n", "3.12")]
    [InlineData("# pinned\n\n3.12.4\r\n3.11\n", "3.12")]
    [InlineData("3.13t", "3.13t")]
    [InlineData("3.13.1t", "3.13t")]
    [InlineData("3.14+freethreaded", "3.14t")]
    [InlineData("3.14.0rc1", "3.14")]
    [InlineData("python3.11", "3.11")]
    [InlineData("cpython@3.12", "3.12")]
    [InlineData("cpython-3.12.4-linux-x86_64-gnu", "3.12")]
    public void TryParse_TakesWhatPyenvAndUvWrite(string text, string expected)
    {
        Assert.True(PythonVersionFile.TryParse(SourceText.Of(".python-version", text), out PythonVersion? version, out _));
        Assert.Equal(expected, version.ToString());
    }

    [Theory]
    [InlineData("", ".python-version:1:1: the file names no Python version")]
    [InlineData("# x\npypy3.10\n", ".python-version:2:1: `pypy3.10` is no Python version that can be locked for")]
    [InlineData("2.7", ".python-version:1:1: `2.7` is no Python version that can be locked for")]
    [InlineData("3", ".python-version:1:1: `3` is no Python version that can be locked for")]
    [InlineData("system", ".python-version:1:1: `system` is no Python version that can be locked for")]
    public void TryParse_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(PythonVersionFile.TryParse(SourceText.Of(".python-version", text), out _, out Diagnostic? error));
        Assert.Equal(expected, error.ToString());
    }
}
