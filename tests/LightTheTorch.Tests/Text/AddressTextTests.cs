using LightTheTorch.Text;

namespace LightTheTorch.Tests.Text;

public sealed class AddressTextTests
{
    private static readonly Uri s_start = new("https://index.example/simple/foo/");

    [Theory]
    [InlineData("https://pypi.org/simple/", "https://pypi.org/simple/")]
    [InlineData("https://b\u00fccher.example/\u00e9", "https://b\u00fccher.example/%C3%A9")]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080/")]
    [InlineData("file:///srv/\u043f\u0430\u043f\u043a\u0430/a.whl", "file:///srv/%D0%BF%D0%B0%D0%BF%D0%BA%D0%B0/a.whl")]
    [InlineData("file:///srv/%E2%80%AE/a.whl", "file:///srv/%E2%80%AE/a.whl")]
    [InlineData("https://h/\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "https://h/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85")] // Persian is not written without the joiner
    [InlineData("git+ssh://git@host/path@v1", "git+ssh://git@host/path@v1")]
    [InlineData(" https://h/ ", "https://h/")]
    [InlineData("/srv/a:80/100%25.whl", "file:///srv/a%3A80/100%2525.whl")]
    [InlineData("//srv/.///a", "file:///srv/a")]
    [InlineData("/c:/a", "file:///c%3A/a")]
    public void TryParse_TakesWhatPeopleWrite(string text, string address)
    {
        Assert.True(AddressText.TryParse(text, out Uri? taken));
        Assert.Equal(address, taken.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("simple/")]
    [InlineData("file://\u200e")]
    [InlineData("file://\u202e/srv/p-2.0")]
    [InlineData("file:\\\\\u202a\\a")]
    [InlineData("//\u200f")]
    [InlineData("\\\\host\\share")]
    [InlineData("https://h/\u202efdp.exe")]
    [InlineData("https://h/\u2066a")]
    [InlineData("https://h/a\0b")]
    [InlineData("https://h/\u001b[2J")]
    [InlineData("https://h/a\nb")]
    [InlineData("https://h/a\u0085b")]
    [InlineData("http://a b/")]
    public void TryParse_RefusesWhatIsNoAddress(string? text)
    {
        Assert.False(AddressText.TryParse(text, out Uri? taken));
        Assert.Null(taken);
        Assert.Throws<FormatException>(() => AddressText.Parse(text ?? ""));
    }

    // Half a character: a runner of tests would make another text of it.
    [Fact]
    public void TryParse_RefusesAHostThatIsNoText()
    {
        Assert.False(AddressText.TryParse("http://\udc00/", out _));
        Assert.False(AddressText.TryJoin(s_start, "//\udc00/", out _));
    }

    [Fact]
    public void TryParse_TakesOrRefusesEveryHostOfOneCharacter() => Assert.All(["file://", "//", "http://", "http://a", "file:\\\\"], before =>
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            if (AddressText.TryParse($"{before}{(char)c}/a", out Uri? address) && address.Scheme == "http") Assert.NotEqual("", address.IdnHost);
        }
    });

    [Theory]
    [InlineData("../../files/a.whl", "https://index.example/files/a.whl")]
    [InlineData("//other.example/a", "https://other.example/a")]
    [InlineData("http://other.example/a", "http://other.example/a")]
    public void TryJoin_StartsWhereThePageIs(string text, string address)
    {
        Assert.True(AddressText.TryJoin(s_start, text, out Uri? taken));
        Assert.Equal(address, taken.AbsoluteUri);
    }

    [Theory]
    [InlineData("//\u202e/a")]
    [InlineData("file://\u200e")]
    [InlineData("a\u001b[2J.whl")]
    public void TryJoin_RefusesWhatIsNoAddress(string text)
    {
        Assert.False(AddressText.TryJoin(s_start, text, out _));
        Assert.Throws<FormatException>(() => AddressText.Join(s_start, text));
    }

    [Theory]
    [InlineData("https://:word@h/a?b#c", "https://:word@h/a/?b#c", "https://:word@h/a?b", "https://:word@h/a", "https://h/a?b#c")]
    [InlineData("http://me@h:8080", "http://me@h:8080/", "http://me@h:8080/", "http://me@h:8080/", "http://h:8080/")]
    [InlineData("file:///srv/a%23b", "file:///srv/a%23b/", "file:///srv/a%23b", "file:///srv/a%23b", "file:///srv/a%23b")]
    public void Parts_AreTakenAway(string text, string folder, string withoutFragment, string withoutQuery, string withoutCredentials)
    {
        Uri address = AddressText.Parse(text);
        Assert.Equal(folder, AddressText.AsFolder(address).AbsoluteUri);
        Assert.Equal(withoutFragment, AddressText.WithoutFragment(address).AbsoluteUri);
        Assert.Equal(withoutQuery, AddressText.WithoutQuery(address).AbsoluteUri);
        Assert.Equal(withoutCredentials, AddressText.WithoutCredentials(address).AbsoluteUri);
    }

    // A file may have any name but one with a slash or a zero.
    [Fact]
    public void OfPath_IsThatPathWhateverItsName()
    {
        for (int c = 1; c <= char.MaxValue; c++)
        {
            if ((char)c == '/' || char.IsSurrogate((char)c) || (char)c == Path.DirectorySeparatorChar) continue;
            string path = $"/srv/{(char)c}/a{(char)c}.whl";
            if ((char)c == '.') continue; // a folder `.` is no name
            Assert.Equal(path, AddressText.OfPath(path).LocalPath);
        }

        Assert.Equal("/c:/a", AddressText.OfPath("/c:/a").LocalPath);
        Assert.Equal("/srv/\ud83d\ude00 %41#?", AddressText.OfPath("/srv/\ud83d\ude00 %41#?").LocalPath);
    }
}
