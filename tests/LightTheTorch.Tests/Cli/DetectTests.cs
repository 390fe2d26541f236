using System.Text.Json;
using System.Text.Json.Nodes;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Cli;

/// <summary>What a person sees on machines that are unlike each other.</summary>
public sealed class DetectTests
{
    [Theory]
    [InlineData("gtx1080ti-driver580")]
    [InlineData("gtx1080ti-and-rtx5090")]          // no one backend serves both
    [InlineData("gtx1050-ignored-by-595")]
    [InlineData("docker-build-leaked-driver")]
    [InlineData("rx7900xtx-and-raphael")]
    [InlineData("jetson-agx-orin-jetpack6")]
    [InlineData("macbook-m3-pro")]
    public async Task Detect_ShowsTheMachine(string machine)
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load(machine) };
        Snapshot.Match((await ltt.RunAsync("detect")).ToString(), machine);
    }

    [Fact]
    public async Task Detect_PrintsJson()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("gtx1050-beside-rtx3060-595") };
        JsonNode answer = JsonNode.Parse((await ltt.RunAsync("detect", "--json")).Output)!;
        JsonArray backends = answer["backends"]!.AsArray();
        Assert.True(backends.Count > 10);
        // One that runs and one that does not are enough to hold the form; the rest is the catalogue's affair.
        string[] kept = ["cu126", "rocm7.2"];
        foreach (JsonNode row in backends.Where(row => !kept.Contains((string?)row!["name"])).ToArray()!) backends.Remove(row);
        Snapshot.Match(answer.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Detect_AnswersForAnotherMachine()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        Snapshot.Match((await ltt.RunAsync("detect", "--driver", "580.95.05", "--gpu", "sm_61,sm_120")).ToString());
    }

    [Fact]
    public async Task Detect_RefusesWhatIsNoDriver()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        ltt.Environment["LTT_DRIVER"] = "newest";
        CliAnswer answer = await ltt.RunAsync("detect", "--json");
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains("`LTT_DRIVER` is no version: `newest`", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backends_ListsTheCatalogueNewestTorchFirst()
    {
        using InProcess ltt = new();
        string[] rows = (await ltt.RunAsync("backends", "--live")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("backend", rows[0], StringComparison.Ordinal);
        Assert.Contains(rows, row => row.StartsWith("cu130 ", StringComparison.Ordinal) && row.Contains("NVIDIA driver >=580.65.06 (Linux)", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.StartsWith("cu118 ", StringComparison.Ordinal));
        Assert.All((await ltt.RunAsync("backends")).Output.Split('\n'), row => Assert.InRange(row.Length, 0, 120));

        string[] names = [.. BackendCatalogueReader.ReadEmbedded().All.Select(backend => backend.Name.Value).Order(StringComparer.Ordinal)];
        using JsonDocument document = JsonDocument.Parse((await ltt.RunAsync("backends", "--json")).Output);
        JsonElement[] listed = [.. document.RootElement.GetProperty("backends").EnumerateArray()];
        Assert.Equal(names, listed.Select(row => row.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)); // one row for each
        PyVersion[] newest = [.. listed.Select(row => PyVersion.Parse(row.GetProperty("newest").GetString()!))];
        Assert.Equal(newest.OrderDescending(), newest);
        Assert.Equal(["2.14.0", "1.7.1"], [newest[0].ToString(), newest[^1].ToString()]);
    }

    [Fact]
    public async Task Backends_PrintsJson()
    {
        using InProcess ltt = new();
        using JsonDocument document = JsonDocument.Parse((await ltt.RunAsync("backends", "--json")).Output);
        JsonElement cu118 = document.RootElement.GetProperty("backends").EnumerateArray().Single(row => row.GetProperty("name").GetString() == "cu118");
        Assert.Equal("2.7.1", cu118.GetProperty("newest").GetString());
        Assert.Equal(">=450.80.02", cu118.GetProperty("driver").GetProperty("linux").GetString());
        Assert.False(cu118.GetProperty("live").GetBoolean());
    }
}
