using System.Net;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Names;

namespace LightTheTorch.Tests.Http;

public sealed class MetadataReaderTests
{
    private const string Text = "Name: foo\nVersion: 1.0\n";
    private const string Wheel = "https://files.example/foo-1.0-py3-none-any.whl";
    private const string Sdist = "https://files.example/foo-1.0.tar.gz";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beside_IsCheckedAgainstThePagesHash()
    {
        FakeServer server = new FakeServer().On(Wheel + ".metadata", _ => FakeServer.Bytes(Encoding.UTF8.GetBytes(Text)));
        using IndexClient client = server.Client();
        DistributionFile file = File(Wheel) with { HasMetadata = true };
        Assert.Equal(Text, await client.ReadMetadataAsync(file with { MetadataSha256 = Sha256(Encoding.UTF8.GetBytes(Text)) }, Cancel));
        using IndexClient other = server.Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => other.ReadMetadataAsync(file with { MetadataSha256 = new string('0', 64) }, Cancel));
        Assert.Equal(DiagnosticCode.HashMismatch, error.Diagnostics[0].Code);
        Assert.Contains(Wheel + ".metadata", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3_000_000, 1)] // METADATA lies within the tail
    public async Task Ranges_ReadTheEndOfTheWheelAlone(int stored, int requests)
    {
        byte[] wheel = Archives.Zip(stored, ("foo/x.dist-info/METADATA", "another's"), ("Foo-1.0.dist-info/METADATA", Text));
        FakeServer server = new FakeServer().On(Wheel, request => FakeServer.Ranged(request, wheel));
        using IndexClient client = server.Client();
        Assert.Equal(Text, await client.ReadMetadataAsync(File(Wheel), Cancel));
        Assert.Equal(requests, server.Asked.Count);
        Assert.All(server.Headers, headers => Assert.NotNull(headers.Range));
    }

    [Fact]
    public async Task Ranges_ReachForMetadataAtTheFrontOfALargeWheel()
    {
        byte[] end = new byte[1_000_000];
        RandomNumberGenerator.Fill(end);
        byte[] wheel = Archives.Zip(0, ("foo-1.0.dist-info/METADATA", Text), ("noise", Convert.ToBase64String(end)));
        FakeServer server = new FakeServer().On(Wheel, request => FakeServer.Ranged(request, wheel));
        using IndexClient client = server.Client();
        Assert.Equal(Text, await client.ReadMetadataAsync(File(Wheel), Cancel));
        Assert.InRange(server.Asked.Count, 2, 3);
    }

    [Fact]
    public async Task WholeFile_IsTheLastResort()
    {
        byte[] wheel = Archives.Zip(0, ("foo-1.0.dist-info/METADATA", Text));
        FakeServer server = new FakeServer().On(Wheel, _ => FakeServer.Bytes(wheel));
        using IndexClient client = server.Client();
        Assert.Equal(Text, await client.ReadMetadataAsync(File(Wheel) with { HasMetadata = true, Sha256 = Sha256(wheel) }, Cancel)); // promised beside it, and not there
        Assert.Equal([$"GET {Wheel}.metadata", $"GET {Wheel}", $"GET {Wheel}"], server.Asked);
    }

    [Fact]
    public async Task WholeFile_WithAnotherHashIsRefused()
    {
        FakeServer server = new FakeServer().On(Wheel, _ => FakeServer.Bytes(Archives.Zip(0, ("foo-1.0.dist-info/METADATA", Text))));
        using IndexClient client = server.Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadMetadataAsync(File(Wheel) with { Sha256 = new string('0', 64) }, Cancel));
        Assert.Equal(DiagnosticCode.HashMismatch, error.Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("foo-1.0/PKG-INFO")]
    [InlineData("./foo-1.0/PKG-INFO")]
    public async Task Sdist_GivesItsTopmostPackageInfo(string path)
    {
        byte[] sdist = Archives.TarGz(("foo-1.0/foo.egg-info/PKG-INFO", "wrong"), (path, Text), ("foo-1.0/setup.py", ""));
        using IndexClient client = new FakeServer().On(Sdist, _ => FakeServer.Bytes(sdist)).Client();
        Assert.Equal(Text, await client.ReadMetadataAsync(File(Sdist), Cancel));
    }

    [Fact]
    public async Task Sdist_MayBeAZip()
    {
        const string zip = "https://files.example/foo-1.0.zip";
        using IndexClient client = new FakeServer().On(zip, _ => FakeServer.Bytes(Archives.Zip(0, ("foo-1.0/PKG-INFO", Text)))).Client();
        Assert.Equal(Text, await client.ReadMetadataAsync(File(zip), Cancel));
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { Wheel, Encoding.UTF8.GetBytes("<html>not a wheel</html>") },
        { Wheel, Archives.Zip(0, ("foo/METADATA", Text)) },
        { Wheel, Archives.Zip(0, ("foo-1.0.dist-info/METADATA", Text), ("FOO-1.0.dist-info/METADATA", Text)) },
        { Wheel, Archives.Zip(0, ("foo-1.0.dist-info/METADATA", new string(' ', 17 << 20))) }, // 17 MiB of METADATA in 17 KiB
        { Wheel, Archives.Zip(0, ("foo-1.0.dist-info/METADATA", Text))[..^40] },
        { Sdist, Encoding.UTF8.GetBytes("no archive") },
        { Sdist, Archives.TarGz(("foo-1.0/setup.py", "")) },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task AnArchiveWithoutSoundMetadataIsInvalid(string address, byte[] content)
    {
        using IndexClient client = new FakeServer().On(address, request => FakeServer.Ranged(request, content)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadMetadataAsync(File(address), Cancel));
        Assert.Equal(DiagnosticCode.InvalidMetadata, error.Diagnostics[0].Code);
        Assert.StartsWith($"cannot read the METADATA of `{address}`: ", error.Message, StringComparison.Ordinal);
    }

    // A header of half a kilobyte says that a name of a hundred megabytes follows.
    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    public async Task Sdist_MakesNoRoomForWhatItClaims(char kind)
    {
        byte[] tar = Unzipped(Archives.TarGz(("foo-1.0/PKG-INFO", Text)));
        byte[] header = tar[..512];
        header[156] = (byte)kind;
        Encoding.ASCII.GetBytes("00" + Convert.ToString(100 << 20, 8) + "\0").CopyTo(header, 124);
        Encoding.ASCII.GetBytes("        ").CopyTo(header, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(part => part), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        byte[] sdist = Archives.Zipped([.. header, .. new byte[100 << 20], .. tar]);
        using IndexClient client = new FakeServer().On(Sdist, _ => FakeServer.Bytes(sdist)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadMetadataAsync(File(Sdist), Cancel));
        Assert.Equal($"cannot read the METADATA of `{Sdist}`: a name in it is longer than names are", error.Message);
    }

    [Fact]
    public async Task Sdist_MayHaveLongNamesBeforeItsPackageInfo()
    {
        byte[] sdist = Archives.TarGz((new string('a', 300) + "/" + new string('é', 90), "x"), ("foo-1.0/setup.py", new string(' ', 2000)), ("foo-1.0/PKG-INFO", Text));
        using IndexClient client = new FakeServer().On(Sdist, _ => FakeServer.Bytes(sdist)).Client();
        Assert.Equal(Text, await client.ReadMetadataAsync(File(Sdist), Cancel));
    }

    // Whether it is read in parts or whole: a list that goes on and on is not read to its end.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AListOfFilesWithoutEnd_IsNotReadToItsEnd(bool isServedInParts)
    {
        byte[] entry = new byte[1 << 16];
        "PK\u0001\u0002"u8.CopyTo(entry);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (1 << 16) - 46); // the length of its name
        const int count = 1600;
        byte[] wheel = new byte[(entry.Length * count) + 22];
        for (int i = 0; i < count; i++) entry.CopyTo(wheel, i * entry.Length);
        Span<byte> end = wheel.AsSpan(entry.Length * count);
        "PK\u0005\u0006"u8.CopyTo(end);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(end[8..], count);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(end[10..], count);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(end[12..], entry.Length * count);
        using IndexClient client = new FakeServer().On(Wheel, request => isServedInParts ? FakeServer.Ranged(request, wheel) : FakeServer.Bytes(wheel)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadMetadataAsync(File(Wheel), Cancel));
        Assert.Equal($"cannot read the METADATA of `{Wheel}`: its list of files is larger than such lists are", error.Message);
    }

    [Fact]
    public async Task AFileThatIsNotThereIsNamed()
    {
        using IndexClient client = new FakeServer().On(Wheel, _ => FakeServer.Status(HttpStatusCode.Forbidden)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadMetadataAsync(File(Wheel), Cancel));
        Assert.Equal((DiagnosticCode.FileUnavailable, $"`{Wheel}` is not there"), (error.Diagnostics[0].Code, error.Message));
    }

    private static byte[] Unzipped(byte[] gzip)
    {
        using System.IO.Compression.GZipStream unpack = new(new MemoryStream(gzip), System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream all = new();
        unpack.CopyTo(all);
        return all.ToArray();
    }

    private static DistributionFile File(string address) => new()
    {
        Kind = DistributionKind.Of(address[(address.LastIndexOf('/') + 1)..], PackageName.Parse("foo")) ?? throw new FormatException(address),
        Url = new Uri(address),
    };

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
