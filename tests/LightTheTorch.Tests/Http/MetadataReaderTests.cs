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

    [Fact]
    public async Task AFileThatIsNotThereIsNamed()
    {
        using IndexClient client = new FakeServer().On(Wheel, _ => FakeServer.Status(HttpStatusCode.Forbidden)).Client();
        LttException error = await Assert.ThrowsAsync<LttException>(() => client.ReadMetadataAsync(File(Wheel), Cancel));
        Assert.Equal((DiagnosticCode.FileUnavailable, $"`{Wheel}` is not there"), (error.Diagnostics[0].Code, error.Message));
    }

    private static DistributionFile File(string address) => new()
    {
        Kind = DistributionKind.Of(address[(address.LastIndexOf('/') + 1)..], PackageName.Parse("foo")) ?? throw new FormatException(address),
        Url = new Uri(address),
    };

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
