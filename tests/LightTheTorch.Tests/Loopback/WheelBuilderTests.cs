using System.IO.Compression;
using System.Security.Cryptography;
using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Loopback;

public sealed class WheelBuilderTests
{
    private static readonly WheelSpec s_spec = new("my-pkg", "1.0+cpu") { Python = "cp312", Abi = "cp312", Platform = "linux_x86_64", Build = "2", Requires = ["numpy>=1; extra == 'fast'"], Extras = ["fast"] };

    [Fact]
    public void Build_IsTheSameEachTime() => Assert.Equal(WheelBuilder.Build(s_spec), WheelBuilder.Build(s_spec with { }));

    [Fact]
    public void FileName_EscapesTheName() => Assert.Equal("my_pkg-1.0+cpu-2-cp312-cp312-linux_x86_64.whl", s_spec.FileName);

    [Fact]
    public void Build_RecordsTheHashOfEveryFile()
    {
        using ZipArchive wheel = new(new MemoryStream(WheelBuilder.Build(s_spec)));
        Dictionary<string, string> record = Read(wheel, "my_pkg-1.0+cpu.dist-info/RECORD").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',')).ToDictionary(fields => fields[0], fields => fields[1]);
        Assert.Equal(wheel.Entries.Select(entry => entry.FullName).Order(), record.Keys.Order());
        Assert.All(wheel.Entries.Where(entry => !entry.FullName.EndsWith("RECORD", StringComparison.Ordinal)), entry =>
        {
            using Stream body = entry.Open();
            Assert.Equal("sha256=" + Convert.ToBase64String(SHA256.HashData(body)).TrimEnd('=').Replace('+', '-').Replace('/', '_'), record[entry.FullName]);
        });
    }

    [Fact]
    public void Sdist_IsTheSameEachTime() => Assert.Equal(SdistBuilder.Build(s_spec), SdistBuilder.Build(s_spec with { }));

    private static string Read(ZipArchive archive, string path)
    {
        using StreamReader reader = new(archive.GetEntry(path)!.Open());
        return reader.ReadToEnd();
    }
}
