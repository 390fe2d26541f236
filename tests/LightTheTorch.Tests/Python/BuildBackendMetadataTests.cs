using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Python;

public sealed class BuildBackendMetadataTests
{
    private const string Report = """
        {"version":"1","pip_version":"26.3","install":[{"metadata":{"metadata_version":"2.1","name":"old","version":"1.0","requires_python":">=3.8",
         "requires_dist":["numpy>=1","pytest; extra == \"test\""],"provides_extra":["test"],"description":"a\nName: other\n","license":"BSD\nName: evil"}}]}
        """;

    [Fact]
    public async Task ReadAsync_ReadsPipsReport()
    {
        FakeProcessRunner runner = new(_ => new ProcessAnswer(0, Report, ""));

        CoreMetadata metadata = await new BuildBackendMetadata(runner).ReadAsync("python3", "https://e.com/old-1.0.tar.gz", TestContext.Current.CancellationToken);

        Assert.Equal(("old", "1.0", ">=3.8"), (metadata.Name.Value, metadata.Version.ToString(), metadata.RequiresPython?.ToString()));
        Assert.Equal(["numpy>=1", "pytest; extra == \"test\""], metadata.RequiresDist.Select(r => r.ToString()));
        Assert.Equal("https://e.com/old-1.0.tar.gz", runner.Requests.Single().Arguments[^1]);
    }

    [Theory]
    [InlineData(1, "", "error: boom\n", DiagnosticCode.PipFailed, "pip could not make the METADATA of `https://***@e.com/x.tar.gz`:\n    error: boom")]
    [InlineData(0, "{}", "", DiagnosticCode.PipFailed, "pip's report about `https://***@e.com/x.tar.gz` cannot be read")]
    [InlineData(0, "hello", "", DiagnosticCode.PipFailed, "pip's report about `https://***@e.com/x.tar.gz` cannot be read")]
    public async Task ReadAsync_SaysWhatPipSaid(int exitCode, string output, string error, DiagnosticCode code, string message)
    {
        BuildBackendMetadata metadata = new(new FakeProcessRunner(_ => new ProcessAnswer(exitCode, output, error)));

        LttException failure = await Assert.ThrowsAsync<LttException>(() => metadata.ReadAsync("python3", "https://a:b@e.com/x.tar.gz", TestContext.Current.CancellationToken));

        Assert.Equal((code, message), (failure.Diagnostics[0].Code, failure.Diagnostics[0].Message));
    }

    /// <summary>A real pip and a build backend that lies in the sdist itself (PEP 517, <c>backend-path</c>), so that nothing is fetched.</summary>
    [Fact]
    public async Task ReadAsync_AsksARealBuildBackend()
    {
        ProcessRunner runner = new();
        ProcessAnswer? pip = await runner.RunAsync(new ProcessRequest(RealPython.Path, "-m", "pip", "--version"), TestContext.Current.CancellationToken);
        Assert.SkipUnless(pip is { ExitCode: 0 }, "python3 has no pip");
        Assert.SkipUnless(int.Parse(pip.Output.Split(' ')[1].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= 23, "pip is older than 23");
        string folder = Directory.CreateTempSubdirectory("ltt-").FullName;
        try
        {
            string sdist = Path.Combine(folder, "made-1.5.tar.gz");
            await WriteSdistAsync(sdist, TestContext.Current.CancellationToken);

            CoreMetadata metadata = await new BuildBackendMetadata(runner).ReadAsync(RealPython.Path, sdist, TestContext.Current.CancellationToken);

            Assert.Equal(("made", "1.5", "numpy<2"), (metadata.Name.Value, metadata.Version.ToString(), metadata.RequiresDist.Single().ToString()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteSdistAsync(string path, CancellationToken cancellationToken)
    {
        const string Backend = """
            import os
            def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
                raise RuntimeError('only METADATA is asked for')
            def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
                os.makedirs(os.path.join(metadata_directory, 'made-1.5.dist-info'))
                with open(os.path.join(metadata_directory, 'made-1.5.dist-info', 'METADATA'), 'w') as file:
                    file.write('Metadata-Version: 2.1\nName: made\nVersion: 1.5\nRequires-Dist: numpy<2\n')
                return 'made-1.5.dist-info'
            """;
        await using FileStream file = File.Create(path);
        await using GZipStream zip = new(file, CompressionLevel.Fastest);
        await using TarWriter tar = new(zip);
        foreach ((string name, string text) in (ReadOnlySpan<(string, string)>)[
            ("PKG-INFO", "Metadata-Version: 2.1\nName: made\nVersion: 1.5\n"),
            ("pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n"),
            ("backend.py", Backend)])
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"made-1.5/{name}") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
