using LightTheTorch.IO.Python;
using LightTheTorch.Syncing;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Python;

public sealed class InstalledPackagesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-site-");
    private readonly FakeEnvironment _environment;

    public InstalledPackagesTests() => _environment = new FakeEnvironment(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    private InstalledPackage[] Read() => [.. InstalledPackages.Read([_environment.SitePackages, _environment.SitePackages, Path.Combine(_folder.FullName, "gone")])];

    private string At(params string[] parts) => Path.Combine([_environment.SitePackages, .. parts]);

    [Fact]
    public void Read_ReadsWhatIsThere()
    {
        _environment.Add("Foo.Bar", "1.0+cpu", """{"url": "https://a/b.whl", "archive_info": {"hash": "sha256=AB", "hashes": {"sha256": "CD"}}}""");
        _environment.Add("zed", "2", """{"url": "file:///work/zed", "dir_info": {"editable": true}}""");
        _environment.Add("cut", "3", record: null); // pip was ended
        _environment.Add("cut-later", "3", installer: null); // the list came with the wheel, and maybe not all files after it
        File.WriteAllText(At("old-4.egg-info"), "Metadata-Version: 1.0\nName: old\nVersion: 4\n");
        Directory.CreateDirectory(At("~oo-1.0.dist-info"));
        Directory.CreateDirectory(At("torch"));
        Directory.CreateDirectory(At("begun-5.dist-info")); // pip was ended still earlier
        InstalledPackage[] all = Read();
        Assert.Equal(["begun 5", "cut 3", "cut-later 3", "foo-bar 1.0+cpu", "old 4", "zed 2"], all.Select(package => package.ToString()));
        Assert.Equal([false, false, false, true, true, true], all.Select(package => package.IsComplete));
        Assert.Equal("cd", all[3].Origin?.Sha256);
        Assert.Equal("zed", Assert.Single(all, package => package.IsEditable).Name.Value);
    }

    [Fact]
    public void Read_ReadsWhatSetupPyDevelopLeft()
    {
        string project = Path.Combine(_folder.FullName, "work");
        Directory.CreateDirectory(Path.Combine(project, "my_lib.egg-info"));
        File.WriteAllText(Path.Combine(project, "my_lib.egg-info", "PKG-INFO"), "Name: my-lib\nVersion: 0.3\n");
        File.WriteAllText(At("my-lib.egg-link"), project + "\n.");
        InstalledPackage package = Assert.Single(Read());
        Assert.Equal(("my-lib 0.3", true), (package.ToString(), package.IsEditable));
    }

    [Theory]
    [InlineData("""{"url": "https://a/b.whl", "archive_info": {}}""", DirectUrlKind.Archive, null, false)]
    [InlineData("""{"url": "https://a/b.whl", "archive_info": {"hash": "sha256=ab"}}""", DirectUrlKind.Archive, "ab", false)]
    [InlineData("""{"url": "https://a/b.whl", "archive_info": {"hash": "md5=ab"}}""", DirectUrlKind.Archive, null, false)]
    [InlineData("""{"url": "https://a/b.whl"}""", DirectUrlKind.Archive, null, false)]
    [InlineData("""{"url": "file:///a", "dir_info": {}}""", DirectUrlKind.Folder, null, false)]
    [InlineData("""{"url": "file:///a", "dir_info": {"editable": true}}""", DirectUrlKind.Folder, null, true)]
    [InlineData("""{"url": "https://git/a", "vcs_info": {"vcs": "git", "commit_id": "1"}}""", DirectUrlKind.Checkout, null, false)]
    public void Parse_ReadsEachForm(string json, object kind, string? sha256, bool editable)
    {
        DirectUrl? read = DirectUrlFile.Parse(json);
        Assert.Equal((kind, sha256, editable), ((object?)read?.Kind, read?.Sha256, read?.IsEditable == true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"url\": 3}")]
    public void Parse_MakesNothingOfNonsense(string json) => Assert.Null(DirectUrlFile.Parse(json));

    [Fact]
    public void Write_RecordsAddressAndHashAndKeepsTheListRight()
    {
        string info = _environment.Add("foo", "1.0", "{\"url\": \"file:///store/foo.whl\"}", "foo/__init__.py,sha256=x,1\nfoo-1.0.dist-info/direct_url.json,sha256=old,9\nfoo-1.0.dist-info/RECORD,,\n");
        DirectUrlFile.Write(info, "https://files.example/foo-1.0%2Bcpu.whl", new string('a', 64));
        Assert.Equal(new DirectUrl("https://files.example/foo-1.0%2Bcpu.whl", DirectUrlKind.Archive, new string('a', 64)), Read()[0].Origin);
        RecordEntry[] entries = [.. WheelRecord.Parse(File.ReadAllText(Path.Combine(info, "RECORD")))];
        Assert.Equal(["foo/__init__.py", "foo-1.0.dist-info/RECORD", "foo-1.0.dist-info/direct_url.json"], entries.Select(entry => entry.Path));
        Assert.Equal(new FileInfo(Path.Combine(info, "direct_url.json")).Length, entries[2].Size);
        Assert.Equal(4, Directory.GetFiles(info).Length);
    }
}
