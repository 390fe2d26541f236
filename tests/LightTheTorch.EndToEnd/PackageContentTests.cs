using System.IO.Compression;
using System.Text;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>What stands in the wheel and the tarball, whatever the program in them: the specifications of wheels (PyPA) and of METADATA, and the licences.</summary>
public sealed class PackageContentTests
{
    // Asks packaging for the tags, the version and every field of METADATA, and hashes what RECORD names.
    private const string Check = """
        import base64, hashlib, sys, zipfile
        from packaging.metadata import Metadata
        from packaging.utils import parse_wheel_filename
        path = sys.argv[1]
        name, version, build, tags = parse_wheel_filename(path.rsplit("/", 1)[-1])
        archive = zipfile.ZipFile(path)
        info = f"light_the_torch-{version}.dist-info/"
        metadata = Metadata.from_email(archive.read(info + "METADATA"), validate=True)
        assert (metadata.name, metadata.version) == ("light-the-torch", version), metadata.version
        assert not metadata.requires_dist, metadata.requires_dist
        for file in metadata.license_files:
            assert archive.read(info + "licenses/" + file).strip(), file
        assert "Documentation" in metadata.project_urls, metadata.project_urls
        wheel = dict(line.split(": ", 1) for line in archive.read(info + "WHEEL").decode().splitlines())
        assert (wheel["Wheel-Version"], wheel["Root-Is-Purelib"]) == ("1.0", "false"), wheel
        assert {wheel["Tag"]} == {str(tag) for tag in tags}, (wheel, tags)
        rows = [line.split(",") for line in archive.read(info + "RECORD").decode().splitlines()]
        assert sorted(row[0] for row in rows) == sorted(archive.namelist()), rows
        for file, hash, size in rows:
            data = archive.read(file)
            if file == info + "RECORD":
                assert hash == size == ""
            else:
                assert hash == "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode(), file
                assert int(size) == len(data), file
        for entry in archive.infolist():
            assert entry.external_attr >> 16 == (0o100755 if ".data/scripts/" in entry.filename else 0o100644), entry
        print(*(file for file in archive.namelist() if ".data/" in file))
        """;

    [Theory]
    [InlineData("1.2.0", "manylinux_2_34_x86_64", "light_the_torch-1.2.0.data/scripts/ltt")]
    [InlineData("1.2.0-rc.1+abcdef", "musllinux_1_2_x86_64", "light_the_torch-1.2.0rc1.data/scripts/ltt")]
    [InlineData("1.2.0", "macosx_12_0_arm64", "light_the_torch-1.2.0.data/scripts/ltt")]
    [InlineData("1.2.0-alpha.0.7", "win_amd64", "light_the_torch-1.2.0a1.dev7.data/scripts/ltt.exe")]
    public async Task Wheel_IsOneByTheSpecification(string version, string tag, string script)
    {
        string? packaging = RepoRoot.Shared("peers", "packaging-26.3-py3-none-any.whl");
        Assert.SkipWhen(packaging is null, "packaging is not in ../shared/peers");
        using TempFolder folder = new();
        (PythonEnvironment python, string wheel, _) = await PackAsync(folder, version, tag);
        CommandResult check = await Command.RunAsync(python.Executable, ["-c", Check, wheel], folder.Path, ("PYTHONPATH", packaging));
        Assert.Equal(script + "\n", check.MustSucceed().Output);
    }

    [Theory]
    [InlineData("1.2.0", "v1.2.0")]
    [InlineData("1.2.0-rc.1", "v1.2.0-rc.1")]
    [InlineData("1.2.0-rc.1.7", "main")]
    public async Task Description_LinksToTheFilesOfTheVersion(string version, string place)
    {
        using TempFolder folder = new();
        (_, string wheel, _) = await PackAsync(folder, version, "win_amd64");
        using ZipArchive archive = await ZipFile.OpenReadAsync(wheel, TestContext.Current.CancellationToken);
        using StreamReader reader = new(archive.Entries.Single(entry => entry.Name == "METADATA").Open(), Encoding.UTF8);
        string metadata = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"](https://github.com/pmeier/light-the-torch/blob/{place}/docs/settings.md)", metadata, StringComparison.Ordinal);
        Assert.DoesNotContain("](docs/", metadata, StringComparison.Ordinal);
        Assert.EndsWith((await File.ReadAllTextAsync(RepoRoot.At("README.md"), TestContext.Current.CancellationToken))[^100..], metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tarball_HoldsTheLicencesOfAllThatIsInIt()
    {
        using TempFolder folder = new();
        (_, _, string tarball) = await PackAsync(folder, "1.2.0", "manylinux_2_34_x86_64");
        Assert.Equal("ltt-1.2.0-manylinux_2_34_x86_64.tar.gz", Path.GetFileName(tarball));
        (await Command.RunAsync("tar", ["-xzf", tarball], folder.Path)).MustSucceed();
        string inside = folder.At("ltt-1.2.0-manylinux_2_34_x86_64");
        Assert.Equal(["CHANGELOG.md", "DOTNET-NOTICES.txt", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt", "ltt"], Directory.EnumerateFiles(inside).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal("ltt 1.2.0\n", (await Command.RunAsync(Path.Combine(inside, "ltt"), [], folder.Path)).MustSucceed().Output);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho 1.0.0\n", "is not a 64-bit little-endian ELF file")]
    [InlineData("\u007fELF\u0002\u0001\u0001", "is cut off or damaged")]
    [InlineData("\u007fELF\u0002\u0001\u0001 and then no header that makes sense, for as long as one would be", "is cut off or damaged")]
    public async Task ProgramOfAnotherKind_IsRefused(string text, string why)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        string program = folder.Write("ltt", text);
        CommandResult result = await Command.RunAsync(python.Executable, ["-B", RepoRoot.At("packaging", "build.py"), program, "--version", "1.0.0", "--output", folder.At("dist")], folder.Path);
        Assert.Equal((1, $"error: {program} {why}\n"), (result.ExitCode, result.Talk));
        Assert.False(Directory.Exists(folder.At("dist")));
    }

    private static async Task<(PythonEnvironment Python, string Wheel, string Tarball)> PackAsync(TempFolder folder, string version, string tag)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string program = folder.Write("program", $"#!/bin/sh\necho ltt {version}\n");
        string[] words = ["-B", RepoRoot.At("packaging", "build.py"), program, "--version", version, "--platform-tag", tag, "--output", folder.At("dist")];
        return (await Command.RunAsync(python.Executable, words, folder.Path)).MustSucceed().Output.Split('\n') is [var wheel, var tarball, ""]
            ? (python, wheel, tarball)
            : throw new InvalidDataException("a wheel and a tarball are made");
    }
}
