using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>The hosts of PyTorch's index under their own names, over TLS: whichever serves a file, the lock names the first, and one stands in for another.</summary>
public sealed class HostTests
{
    /// <summary>Each row: the host that fails, for paths with which end, and how. What may pass would be tried again, with a pause; these may not.</summary>
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("download-r2.pytorch.org", "", 400)] // marin#6992: the network's host was down, and every lock named it
    [InlineData("download.pytorch.org", ".whl", 403)] // ComfyUI#12427: one host has lost a file that its page lists
    [InlineData("download.pytorch.org", ".whl", 400)]
    [InlineData("download.pytorch.org", "", 400)]
    public async Task Lock_NamesTheFirstHostWhicheverServes(string host, string end, int status)
    {
        WheelSpec wheel = Wheel;
        using TempFolder folder = new();
        CommandResult result = await LockAsync(folder, wheel, host, end, status);
        result.MustSucceed();
        string text = await File.ReadAllTextAsync(Path.Combine(folder.Path, "requirements.cpu.txt"), TestContext.Current.CancellationToken);
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(WheelBuilder.Build(wheel)));
        Assert.Contains($"torch @ https://download.pytorch.org/whl/cpu/{Uri.EscapeDataString(wheel.FileName)} \\\n    --hash=sha256:{sha256}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("download-r2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_SaysWhenNoHostAnswers()
    {
        using TempFolder folder = new();
        CommandResult result = await LockAsync(folder, Wheel, "", "", 400);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot read `https://download.pytorch.org/whl/cpu/torch/`", result.Talk.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "requirements.cpu.txt")));
    }

    private static WheelSpec Wheel => new("torch", "2.13.0+cpu") { Python = "cp312", Abi = "cp312", Platform = "manylinux_2_28_x86_64" };

    private static async Task<CommandResult> LockAsync(TempFolder folder, WheelSpec wheel, string host, string end, int status)
    {
        MemoryTree tree = new Universe().AddTorch("cpu", wheel, new TorchLink { Hash = false, Absolute = true }).Build();
        await using LoopbackServer server = await LoopbackServer.StartAsync(tree, cancellation: TestContext.Current.CancellationToken);
        await using ConnectProxy proxy = ConnectProxy.Start(server);
        server.Faults = (context, next) =>
        {
            if (status == 0 || !context.Request.Host.Host.EndsWith(host, StringComparison.Ordinal) || !context.Request.Path.Value!.EndsWith(end, StringComparison.Ordinal)) return next();
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        folder.Write("requirements.txt", "torch\n");
        Ltt ltt = new(folder.Path, ("HTTPS_PROXY", proxy.Address.ToString()), ("https_proxy", proxy.Address.ToString()), ("SSL_CERT_FILE", folder.Write("authority.pem", server.Authority.RootPem)));
        return await ltt.RunAsync("lock", "requirements.txt", "--backends", "cpu", "--python", "3.12", "--platforms", "linux_x86_64");
    }
}
