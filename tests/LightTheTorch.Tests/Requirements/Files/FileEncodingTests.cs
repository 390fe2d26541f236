using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;

namespace LightTheTorch.Tests.Requirements.Files;

public sealed class FileEncodingTests
{
    public static TheoryData<byte[], string> Files => new()
    {
        { [.. "caf\u00e9"u8], "caf\u00e9" },
        { [0xef, 0xbb, 0xbf, .. "a"u8], "a" },
        { [0xff, 0xfe, .. Encoding.Unicode.GetBytes("\u00e9")], "\u00e9" },
        { [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes("\u00e9")], "\u00e9" },
        { [0xff, 0xfe, 0, 0, .. Encoding.UTF32.GetBytes("\u00e9")], "\u00e9" },
        { [.. "# coding: latin-1\n"u8, 0xe9], "# coding: latin-1\n\u00e9" },
        { [.. "#!x\n# vim: set fileencoding=cp1252 :\n"u8, 0x80], "#!x\n# vim: set fileencoding=cp1252 :\n\u20ac" },
        { [.. "#\n#\n# coding: no-such\n"u8], "#\n#\n# coding: no-such\n" },     // the third line is too late
        { [.. " # coding: no-such\n"u8], " # coding: no-such\n" },
        { [], "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void TryDecode_FollowsPip(byte[] bytes, string expected)
    {
        Assert.True(FileEncoding.TryDecode("r.txt", bytes, out string text, out _));
        Assert.Equal(expected, text);
    }

    public static TheoryData<byte[], string> BadFiles => new()
    {
        { [.. "# coding: no-such-codec\n"u8], "r.txt:1:11: unknown encoding: `no-such-codec`" },
        { [.. "numpy\ncaf"u8, 0xe9, .. "\n"u8], "r.txt:2:4: the file is not valid UTF-8" },
        { [.. "# coding: ascii\n"u8, 0xe9], "r.txt:2:1: the file is not valid US-ASCII" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void TryDecode_SaysWhatIsWrongAndWhere(byte[] bytes, string expected)
    {
        Assert.False(FileEncoding.TryDecode("r.txt", bytes, out _, out Diagnostic? error));
        Assert.Equal(expected, error?.ToString());
    }
}
