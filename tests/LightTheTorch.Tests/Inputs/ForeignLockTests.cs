using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Tests.Inputs;

public sealed class ForeignLockTests
{
    public static TheoryData<string, string> Locks => new()
    {
        {
            """
            version = 1
            requires-python = ">=3.11"
            [[package]]
            name = "demo"
            version = "0.1"
            source = { editable = "." }
            [[package]]
            name = "numpy"
            version = "2.3.4"
            source = { registry = "https://pypi.org/simple" }
            wheels = [{ url = "https://e.com/x.whl", hash = "sha256:aa", size = 1 }]
            [[package]]
            name = "torch"
            version = "2.9.0+cu126"
            source = { registry = "https://download.pytorch.org/whl/cu126" }
            [[package]]
            name = "torch"
            version = "2.9.0"
            source = { registry = "https://pypi.org/simple" }
            [[package]]
            name = "pandas"
            version = "1"
            [[package]]
            name = "pandas"
            version = "2"
            """,
            "numpy 2.3.4|torch 2.9.0"
        },
        {
            """
            [[package]]
            name = "Foo_Bar"
            version = "1.0"
            files = []
            [[package]]
            name = "checkout"
            version = "1.0"
            [package.source]
            type = "git"
            url = "https://e.com/x.git"
            [[package]]
            name = "other"
            version = "3"
            [package.source]
            type = "legacy"
            url = "https://e.com/simple"
            [metadata]
            lock-version = "2.1"
            """,
            "foo-bar 1.0|other 3"
        },
        { "lock-version = '1.0'\n[[packages]]\nname = 'six'\nversion = '1.17'\n[[packages]]\nname = 'x'\n", "six 1.17" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Locks))]
    public void ReadPins_TakesWhatIsFromAnIndex(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', ForeignLock.ReadPins(SourceText.Of("uv.lock", text)).OrderBy(p => p.Key).Select(p => $"{p.Key} {p.Value}")));
}
