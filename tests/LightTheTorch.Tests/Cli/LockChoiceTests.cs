using System.Security.Cryptography;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>Which file <c>ltt lock</c> takes where several could be meant, and what it says of it.</summary>
public sealed class LockChoiceTests : IDisposable
{
    private static readonly WheelSpec s_linked = new("linked", "1.0");
    private static readonly string s_link = Link(WheelBuilder.Build(s_linked));

    private readonly MadeIndex _index = new();

    public LockChoiceTests() => _index.Universe
        .Add("withdrawn", "1.0").Add(new WheelSpec("withdrawn", "2.0"), yanked: "deletes your home")
        .Add("native", "1.0").Add(new WheelSpec("native", "2.0") { Python = "cp312", Abi = "cp312", Platform = "win_amd64" })
        .Add(new WheelSpec("rebuilt", "1.0") { Build = "10" }).Add(new WheelSpec("rebuilt", "1.0") { Build = "9" }).Add("rebuilt", "1.0")
        .Add("aged", "1.0").Add(new WheelSpec("aged", "2.0"), uploaded: new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero))
        .Add("early", "1.0").Add("early", "2.0rc1")
        .Add("deep", "1.0").Add("deep", "2.0").Add("shallow", "1.0", "deep>=1.0").Add("shallow", "2.0", "deep>=1.0")
        .Add(s_linked).Add("linked", "2.0").Add("linking", "1.0", $"linked @ {s_link}");

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("withdrawn", "", "withdrawn-1.0", "")]
    [InlineData("withdrawn==2.0", "", "withdrawn-2.0", "`withdrawn 2.0` was yanked from the index: deletes your home")]
    [InlineData("native", "", "native-1.0", "took `native 1.0` for linux_x86_64-py3.12: 2.0 has no wheel there")]
    [InlineData("rebuilt", "", "rebuilt-1.0-10", "")] // numbers, not text
    [InlineData("aged", "", "aged-2.0", "")]
    [InlineData("aged", "--exclude-newer 2026-01-31", "aged-1.0", "")]
    [InlineData("early", "", "early-1.0", "")]
    [InlineData("early", "--pre", "early-2.0rc1", "")]
    [InlineData("shallow>=1.0", "", "deep-2.0 shallow-2.0", "")]
    [InlineData("shallow>=1.0", "--resolution lowest-direct", "deep-2.0 shallow-1.0", "")]
    [InlineData("shallow>=1.0", "--resolution lowest", "deep-1.0 shallow-1.0", "")]
    [InlineData("shallow", "-c limits.txt", "deep-1.0 shallow-2.0", "")]
    [InlineData("shallow", "--override limits.txt", "deep-1.0 shallow-2.0", "")]
    [InlineData("linked @ {link}", "", "linked-1.0", "")]
    [InlineData("linking", "", "linked-1.0 linking-1.0", "")]
    public async Task Lock_TakesTheFile(string requirement, string options, string files, string words)
    {
        _index.Cli.Write("limits.txt", "deep==1.0\n");
        CliAnswer answer = await _index.LockAsync(requirement.Replace("{link}", s_link, StringComparison.Ordinal) + "\n", "cpu", options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        answer.MustBeDone();
        Assert.Equal(files, string.Join(' ', _index.Lock("cpu").Split('\n').Where(static line => line.Contains(" @ https://", StringComparison.Ordinal) && line[0] != ' ').Select(File)));
        Assert.Contains(words, answer.Talk, StringComparison.Ordinal);
        if (words.Length == 0) Assert.DoesNotContain("yanked", answer.Talk, StringComparison.Ordinal);
    }

    // The name of a line's wheel, without its tags.
    private static string File(string line)
    {
        string name = line.Split(' ')[2].Split('/')[^1];
        return name[..name.IndexOf("-py3-", StringComparison.Ordinal)];
    }

    private static string Link(byte[] wheel)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(wheel));
        return $"https://{RealHosts.Files}/packages/{hash[..2]}/{hash[2..4]}/{hash[4..]}/{s_linked.FileName}#sha256={hash}";
    }
}
