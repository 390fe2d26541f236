using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>
/// A small index over real sockets, and the lock that comes of it when nothing is wrong. Its torch has no hash on its page, so that it is streamed;
/// <c>plain</c> has no METADATA beside it, so that its wheel is read by ranges; the names of each index are squatted on the other.
/// </summary>
public sealed class FaultWorld : IAsyncLifetime
{
    public const string Page = "pypi.org/simple/six/index.json";
    public const string TorchPage = "download.pytorch.org/whl/cpu/torch/index.html";
    public const string TorchWheel = "download.pytorch.org/whl/cpu/torch-2.9.0+cpu-py3-none-manylinux_2_17_x86_64.whl";

    /// <summary>The input that every run locks.</summary>
    public const string Requirements = "torch\nplain\n";

    private LoopbackServer? _server;

    public static MemoryTree Tree { get; } = Make();

    /// <summary>Where <c>six</c>'s METADATA lies.</summary>
    public static string Metadata { get; } = Tree.Files.Keys.Single(path => path.EndsWith("six-1.17.0-py3-none-any.whl.metadata", StringComparison.Ordinal));

    /// <summary>The wheel that is read by ranges.</summary>
    public static string PlainWheel { get; } = Tree.Files.Keys.Single(path => path.EndsWith("plain-1.0-py3-none-any.whl", StringComparison.Ordinal));

    public LoopbackServer Server => _server ?? throw new InvalidOperationException("the world was not started");

    /// <summary>The lock of <see cref="Requirements"/>.</summary>
    public string RightLock { get; private set; } = "";

    /// <summary>A lock that lies there before a run with faults, and was made of other requirements.</summary>
    public string OldLock { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(Tree);
        OldLock = await HealthyLockAsync("six==1.16.0\n");
        RightLock = await HealthyLockAsync(Requirements);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>The arguments of every run.</summary>
    public string[] Lock(params string[] more) =>
        ["lock", "requirements.txt", "--upgrade", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "--mirror", Server.Root.ToString(), .. more];

    private async Task<string> HealthyLockAsync(string requirements)
    {
        using InProcess cli = new() { Time = new HastyTime() };
        cli.Write("requirements.txt", requirements);
        CliAnswer answer = await cli.RunAsync(Lock());
        Assert.True(answer.ExitCode == ExitCode.Done, answer.ToString());
        return await File.ReadAllTextAsync(Path.Combine(cli.Folder, "requirements.cpu.txt"));
    }

    private static MemoryTree Make()
    {
        WheelSpec torch = new("torch", "2.9.0+cpu") { Platform = "manylinux_2_17_x86_64", Requires = ["six"] };
        return new Universe()
            .Add("six", "1.16.0")
            .Add("six", "1.17.0")
            .Add(new WheelSpec("plain", "1.0") { Padding = 300_000 }, metadata: false)
            .Add("torch", "99.0")
            .AddTorch("cpu", new WheelSpec("six", "99.0"), new TorchLink { Root = true })
            .AddTorch("cpu", torch with { Padding = 300_000 }, new TorchLink { Hash = false })
            .Build();
    }
}
