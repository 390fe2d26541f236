using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Reporting;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt export</c> on locks of the recorded index.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly string[] s_mirror = ["--mirror", RepoRoot.At("fixtures", "index")];

    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Export_ReadsLicencesFromMetadata()
    {
        await LockAsync("cpu");
        CliAnswer answer = await _cli.RunAsync(["export", "--format", "cyclonedx", .. s_mirror]);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Equal("", answer.Talk);
        CycloneDxTests.MustBeValid(answer.Output);
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        Dictionary<string, JsonElement> components = document.RootElement.GetProperty("components").EnumerateArray().ToDictionary(component => component.GetProperty("name").GetString()!);
        Assert.Equal("BSD-3-Clause", components["networkx"].GetProperty("licenses")[0].GetProperty("expression").GetString());
        Assert.StartsWith("pkg:pypi/torch@2.13.0%2Bcpu?repository_url=https%3A%2F%2Fdownload.pytorch.org%2Fwhl%2Fcpu", components["torch"].GetProperty("purl").GetString(), StringComparison.Ordinal);
        Assert.Equal(answer.Output, (await _cli.RunAsync(["export", .. s_mirror])).Output);
    }

    [Fact]
    public async Task Export_WritesOneFileForEachLock()
    {
        await LockAsync("cpu,cu118");
        CliAnswer refused = await _cli.RunAsync(["export", .. s_mirror]);
        Snapshot.Match(refused.ToString(), "several");
        CliAnswer answer = await _cli.RunAsync(["export", "-o", "sbom", .. s_mirror]);
        Assert.Equal("sbom/cpu.cdx.json\nsbom/cu118.cdx.json\n", answer.Output.Replace('\\', '/'));
        CycloneDxTests.MustBeValid(await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "sbom", "cu118.cdx.json"), TestContext.Current.CancellationToken));
        CliAnswer one = await _cli.RunAsync(["export", "--backend", "cpu", "-o", "cpu.json", .. s_mirror]);
        Assert.Equal("cpu.json\n", one.Output);
    }

    [Fact]
    public async Task Export_OfflineSaysWhoseLicencesAreMissing()
    {
        await LockAsync("cpu");
        CliAnswer answer = await _cli.RunAsync("export", "--offline", "--cache-dir", "empty");
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        CycloneDxTests.MustBeValid(answer.Output);
        Snapshot.Match(answer.Talk);
    }

    [Fact]
    public async Task Export_AfterALockNeedsNoNetwork()
    {
        MemoryTree tree = new Universe()
            .Add(new WheelSpec("app", "1.0") { Requires = ["lib"], Headers = ["License-Expression: MIT"] })
            .Add(new WheelSpec("lib", "2.0") { Headers = ["Classifier: License :: OSI Approved :: BSD License"] }, metadata: false)
            .Build();
        await using LoopbackServer server = await LoopbackServer.StartAsync(tree, cancellation: TestContext.Current.CancellationToken);
        _cli.Write("requirements.txt", "app\n");
        string[] index = ["--mirror", server.Root.ToString(), "--cache-dir", "cache"];
        CliAnswer locked = await _cli.RunAsync(["lock", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", .. index]);
        Assert.True(locked.ExitCode == ExitCode.Done, locked.Talk);
        int asked = server.Requests.Values.Sum();

        CliAnswer answer = await _cli.RunAsync(["export", "--offline", .. index]);

        Assert.Equal("", answer.Talk);
        Assert.Equal(asked, server.Requests.Values.Sum());
        Assert.Contains("\"expression\": \"MIT\"", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"BSD License\"", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HoldsTheDocuments()
    {
        await LockAsync("cpu,cu118");
        using JsonDocument document = JsonDocument.Parse((await _cli.RunAsync(["export", "--json", .. s_mirror])).Output);
        Assert.Equal(1, document.RootElement.GetProperty("format").GetInt32());
        Assert.All(document.RootElement.GetProperty("documents").EnumerateArray(), each => CycloneDxTests.MustBeValid(each.GetProperty("document").GetRawText()));
    }

    private async Task LockAsync(string backends)
    {
        _cli.Write("requirements.txt", "torch>=2.6\nnetworkx\n");
        CliAnswer answer = await _cli.LockAsync(backends);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
    }
}
