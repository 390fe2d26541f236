using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.IO.Python;
using LightTheTorch.Names;
using LightTheTorch.Syncing;

namespace LightTheTorch.Tests.Python;

public sealed class InstalledFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-files-");
    private readonly FakeEnvironment _environment;

    public InstalledFilesTests() => _environment = new FakeEnvironment(Path.Combine(_folder.FullName, "venv"));

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A row of RECORD for a file <c>a/b.py</c> with the text <c>text</c>, or for another, and what is found.</summary>
    [Theory]
    [InlineData("a/b.py,{sha256},4", "")]
    [InlineData("a/b.py,{sha512},4", "")]
    [InlineData("a/b.py,{sha256}=,4", "")]
    [InlineData("\"a/b.py\",{sha256},", "")]
    [InlineData("a/b.py,sha256=AAAA,4", "`a/b.py` was changed")]
    [InlineData("a/b.py,{sha256},5", "`a/b.py` was changed")]
    [InlineData("a/b.py,md5=AAAA,4", "")]
    [InlineData("a/b.py,md5=AAAA,5", "`a/b.py` was changed")]
    [InlineData("a/b.py,,", "")]
    [InlineData("a/c.py,{sha256},4", "`a/c.py` is missing")]
    [InlineData("a/c.py,,", "`a/c.py` is missing")]
    [InlineData("a/\0.py,,", "`a/\0.py` is missing")]
    [InlineData("a/__pycache__/b.cpython-312.pyc,,", "")]
    [InlineData("a,,", "`a` cannot be read")]
    [InlineData("p-1.dist-info/RECORD,,", "")]
    [InlineData("../../bin/tool,{sha256},4", "")]
    [InlineData("../../bin/other,{sha256},4", "`../../bin/other` is missing")]
    [InlineData("../../../outside,{sha256},4", "`../../../outside` leads out of the environment and was not read")]
    [InlineData("/etc/hostname,{sha256},4", "`/etc/hostname` leads out of the environment and was not read")]
    [InlineData("a/b.py,{sha256},x", "`p-1.dist-info/RECORD` cannot be read")]
    public async Task Check_HoldsFilesAgainstTheirList(string row, string expected)
    {
        foreach (string path in (string[])["lib/site-packages/a/b.py", "bin/tool", "../outside"]) Write(path);
        Assert.Equal(expected, string.Join(", ", (await CheckAsync(Hashed(row), null)).Findings));
    }

    [Theory]
    [InlineData("a/b.py,{sha256},4", "", true)]
    [InlineData("a/b.py,sha256=old,4", "`a/b.py` is another than in the wheel", true)]
    [InlineData("a/gone.py,sha256=old,4", "`a/gone.py` is another than in the wheel", true)] // from RECORD too
    [InlineData("no,rows,at,all", "", false)]
    [InlineData(null, "", false)]
    public async Task Check_HoldsTheListAgainstTheWheels(string? wheel, string expected, bool held)
    {
        Write("lib/site-packages/a/b.py");
        PackageFiles files = await CheckAsync(Hashed("a/b.py,{sha256},4"), wheel is null ? null : Hashed(wheel));
        Assert.Equal((expected, held, 1), (string.Join(", ", files.Findings), files.IsHeldAgainstWheel, files.Checked));
    }

    [Fact]
    public async Task Check_SaysOnceWhatBothListsSay()
    {
        Write("lib/site-packages/a/b.py");
        Assert.Equal("`a/b.py` was changed", string.Join(", ", (await CheckAsync("a/b.py,sha256=AAAA,4", Hashed("a/b.py,{sha256},4"))).Findings));
    }

    private void Write(string path)
    {
        string full = Path.Combine([_environment.Folder, .. path.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "text");
    }

    private async Task<PackageFiles> CheckAsync(string record, string? wheel)
    {
        string info = _environment.Add("p", "1", record: record);
        Interpreter interpreter = await new InterpreterProbe(_environment.Runner).ProbeAsync(_environment.Python, TestContext.Current.CancellationToken);
        InstalledPackage package = new(PackageName.Parse("p"), "1", info);
        return Assert.Single(await new InstalledFiles(interpreter).CheckAsync([(package, wheel)], TestContext.Current.CancellationToken));
    }

    private static string Hashed(string row) => row
        .Replace("{sha256}", "sha256=" + UrlSafe(SHA256.HashData(Encoding.UTF8.GetBytes("text"))), StringComparison.Ordinal)
        .Replace("{sha512}", "sha512=" + UrlSafe(SHA512.HashData(Encoding.UTF8.GetBytes("text"))), StringComparison.Ordinal);

    private static string UrlSafe(byte[] hash) => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_')}");
}
