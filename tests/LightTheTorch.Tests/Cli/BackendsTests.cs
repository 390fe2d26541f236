using System.Text.Json;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt backends</c>: the catalogue, one row for each backend.</summary>
public sealed class BackendsTests : IDisposable
{
    private readonly InProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("all")]
    [InlineData("live", "--live")]
    public async Task Backends_ShowsTheNewestTorchFirst(string name, params string[] options)
    {
        CliAnswer answer = await _cli.RunAsync(["backends", .. options]);
        answer.MustBeDone();
        Assert.All(answer.Output.Split('\n'), static line => Assert.True(line.Length <= 120, line));
        Snapshot.Match(answer.Output, name);
    }

    [Fact]
    public async Task Json_HasWhatAProgramNeedsToChoose()
    {
        // SlicerPyTorch#6: a list of backends for a graphical program.
        JsonElement[] rows = await RowsAsync();
        Assert.Equal(rows.Length, rows.Select(static row => row.GetProperty("name").GetString()).Distinct().Count());
        PyVersion[] newest = [.. rows.Select(static row => PyVersion.Parse(row.GetProperty("newest").GetString()!))];
        Assert.Equal(newest.OrderDescending(), newest);

        JsonElement cu126 = rows.Single(static row => row.GetProperty("name").GetString() == "cu126");
        Assert.Equal("https://download.pytorch.org/whl/cu126/", cu126.GetProperty("index").GetString());
        Assert.Equal((">=525.60.13", ">=560.28.03"), (cu126.GetProperty("driver").GetProperty("linux").GetString(), cu126.GetProperty("toolkitDriver").GetProperty("linux").GetString()));
        Assert.Equal(["sm_50", "sm_60", "sm_61", "sm_70", "sm_75", "sm_80", "sm_86", "sm_90"], Texts(cu126, "gpus"));
        Assert.Equal(["linux_aarch64", "linux_aarch64", "win_amd64", "linux_x86_64"], cu126.GetProperty("code").EnumerateArray().Select(static row => row.GetProperty("platforms")[0].GetString()));
        Assert.Contains("torchvision", Texts(cu126, "packages"));
    }

    [Theory]
    [InlineData("rocm7.2", "gfx906 gfx1033 gfx1150 gfx1151")]
    [InlineData("rocm6.3", "gfx1033")]
    [InlineData("cu130", "sm_110")]
    [InlineData("cu126", "")]
    [InlineData("cpu", "")]
    public async Task Json_NamesTheGpusThatFail(string backend, string expected)
    {
        JsonElement row = (await RowsAsync()).Single(row => row.GetProperty("name").GetString() == backend);
        Assert.Equal(expected, string.Join(' ', row.GetProperty("denied").EnumerateArray().Select(static denial => denial.GetProperty("gpu").GetString())));
    }

    private async Task<JsonElement[]> RowsAsync()
    {
        using JsonDocument document = JsonDocument.Parse((await _cli.RunAsync("backends", "--json")).Output);
        return [.. document.RootElement.GetProperty("backends").EnumerateArray().Select(static row => row.Clone())];
    }

    private static IEnumerable<string?> Texts(JsonElement row, string key) => row.GetProperty(key).EnumerateArray().Select(static text => text.GetString());
}
