using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.Tests.Cli;

/// <summary><c>ltt vendor</c> on locks of a small made world.</summary>
public sealed class VendorTests : IAsyncLifetime
{
    private static readonly WheelSpec s_big = new("big", "1.0") { Padding = 4_000_000 };
    private static readonly byte[] s_wheel = WheelBuilder.Build(s_big);
    private readonly InProcess _cli = new() { Time = new HastyTime() };
    private LoopbackServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Index => ["--mirror", _server!.Root.ToString(), "--cache-dir", "cache"];

    public async ValueTask InitializeAsync() => _server = await LoopbackServer.StartAsync(
        new Universe()
            .Add("app", "1.0", "torch", "lib; sys_platform == \"win32\"")
            .Add("app", "2.0", "torch", "lib; sys_platform == \"win32\"")
            .Add("lib", "2.0")
            .Add(s_big)
            .AddSdist(new WheelSpec("source-only", "1.0"))
            .AddTorch("cpu", Torch("2.9.0+cpu", "manylinux_2_28_x86_64"), new TorchLink { Hash = false })
            .AddTorch("cpu", Torch("2.9.0", "win_amd64"), new TorchLink { Metadata = false })
            .AddTorch("cu126", Torch("2.9.0+cu126", "manylinux_2_28_x86_64"))
            .AddTorch("cu126", Torch("2.9.0+cu126", "win_amd64"))
            .AddTorch("cpu", new WheelSpec("triton", "3.0"))
            .AddTorch("cu126", new WheelSpec("triton", "3.0"))
            .Build(),
        cancellation: Cancel);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _cli.Dispose();
    }

    [Fact]
    public async Task Vendor_WritesFilesAndRequirements()
    {
        await LockAsync("app<2\n");
        CliAnswer answer = await _cli.RunAsync(["vendor", "air", .. Index]);
        Snapshot.Match(answer.ToString(), "answer");
        Snapshot.Match(await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "air", "requirements.cpu.txt"), Cancel), "cpu");
        Assert.Equal(
            [
                "app-1.0-py3-none-any.whl", "lib-2.0-py3-none-any.whl", "requirements.cpu.txt", "requirements.cu126.txt", "torch-2.9.0+cpu-py3-none-manylinux_2_28_x86_64.whl",
                "torch-2.9.0+cu126-py3-none-manylinux_2_28_x86_64.whl", "torch-2.9.0+cu126-py3-none-win_amd64.whl", "torch-2.9.0-py3-none-win_amd64.whl",
            ],
            FilesIn("air"));
    }

    [Fact]
    public async Task Vendor_GoesOnWithWhatIsThere()
    {
        await LockAsync("app\n");
        string[] vendor = ["vendor", "air", "--json", .. Index];
        Assert.All(Fetched(await _cli.RunAsync(vendor)), fetched => Assert.True(fetched));
        File.Delete(Path.Combine(_cli.Folder, "air", "lib-2.0-py3-none-any.whl"));
        _cli.Write("air/app-2.0-py3-none-any.whl", "somebody else's bytes");
        Assert.Equal(2, Fetched(await _cli.RunAsync(vendor)).Count(fetched => fetched));
        Assert.All(Fetched(await _cli.RunAsync([.. vendor, "--offline"])), fetched => Assert.False(fetched));
    }

    [Fact]
    public async Task Vendor_FetchesSideBySide()
    {
        await LockAsync("app\n");
        TaskCompletionSource together = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int waiting = 0;
        _server!.Faults = async (http, next) =>
        {
            if (http.Request.Path.Value!.EndsWith(".whl", StringComparison.Ordinal) && Interlocked.Increment(ref waiting) == 6) together.SetResult();
            if (http.Request.Path.Value.EndsWith(".whl", StringComparison.Ordinal)) await together.Task.WaitAsync(http.RequestAborted);
            await next();
        };
        (await _cli.RunAsync(["vendor", "air", .. Index])).MustBeDone();
        Assert.Equal(6, waiting);
    }

    [Fact]
    public async Task Vendor_GoesOnInTheMiddleOfAFile()
    {
        await LockAsync("big\n");
        int asked = 0;
        _server!.Faults = async (http, next) =>
        {
            if (!http.Request.Path.Value!.Contains("/big-", StringComparison.Ordinal)) await next();
            else if (asked++ == 0) await BreakAsync(http, 2_000_000);
            else http.Response.StatusCode = 404;
        };
        CliAnswer broken = await _cli.RunAsync(["vendor", "air", .. Index]);
        Assert.Equal((ExitCode.Failed, 2), (broken.ExitCode, asked));
        long part = Directory.EnumerateFiles(Path.Combine(_cli.Folder, "air"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(part, 1, 2_000_000);
        Assert.DoesNotContain("requirements.cpu.txt", FilesIn("air"));

        List<string> ranges = [];
        _server.Faults = (http, next) =>
        {
            ranges.Add(http.Request.Headers.Range.ToString());
            return next();
        };
        (await _cli.RunAsync(["vendor", "air", .. Index])).MustBeDone();

        Assert.Equal([$"bytes={part}-"], ranges);
        Assert.Equal(["big-1.0-py3-none-any.whl", "requirements.cpu.txt", "requirements.cu126.txt"], FilesIn("air"));
    }

    [Fact]
    public async Task Vendor_RunsTwiceAtOnceInOneFolder()
    {
        await LockAsync("app\nbig\n");
        CliAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _cli.RunAsync(["vendor", "air", .. Index]))));
        Assert.All(answers, answer => answer.MustBeDone());
        Assert.Equal(9, FilesIn("air").Length);
        Assert.All(Fetched(await _cli.RunAsync(["vendor", "air", "--offline", "--json", .. Index])), fetched => Assert.False(fetched));
    }

    [Fact]
    public async Task Vendor_LeavesNothingOfAFileWithOtherBytes()
    {
        await LockAsync("lib\n");
        _server!.Faults = (http, next) => http.Request.Path.Value!.EndsWith(".whl", StringComparison.Ordinal) ? http.Response.Body.WriteAsync("something else"u8.ToArray(), http.RequestAborted).AsTask() : next();
        CliAnswer answer = await _cli.RunAsync(["vendor", "air", .. Index]);
        Assert.Contains("error[LTT2", answer.Talk, StringComparison.Ordinal);
        Assert.Contains("has another sha256 than the lock", answer.Talk.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_cli.Folder, "air"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Vendor_RefusesNamesThatLeadOutOfTheFolder()
    {
        await LockAsync("lib\n");
        string path = Path.Combine(_cli.Folder, "requirements.cpu.txt");
        _cli.Write("requirements.cpu.txt", (await File.ReadAllTextAsync(path, Cancel)).Replace("lib-2.0-py3-none-any.whl", "..%2F..%2Flib-2.0-py3-none-any.whl", StringComparison.Ordinal));
        CliAnswer answer = await _cli.RunAsync(["vendor", "air", .. Index]);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "air")));
    }

    [Fact]
    public async Task AsMirror_HoldsAFileOfTwoIndexesTwice()
    {
        await LockAsync("triton\n");
        (await _cli.RunAsync(["vendor", "tree", "--as-mirror", .. Index])).MustBeDone();
        string[] places = [.. Directory.EnumerateFiles(Path.Combine(_cli.Folder, "tree"), "triton-*.whl", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_cli.Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.Equal(["tree/download.pytorch.org/whl/cpu/triton-3.0-py3-none-any.whl", "tree/download.pytorch.org/whl/cu126/triton-3.0-py3-none-any.whl"], places);
    }

    [Fact]
    public async Task Vendor_RefusesSdistsAndTheLockSaysThatItHasSome()
    {
        _cli.Write("requirements.txt", "source-only\n");
        CliAnswer locked = await _cli.RunAsync(["lock", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", .. Index]);
        Assert.True(locked.ExitCode == ExitCode.Done, locked.Talk);
        Assert.Contains("\n# sdists, which pip builds with requirements nobody hashed: source_only-1.0.tar.gz\n", await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "requirements.cpu.txt"), Cancel), StringComparison.Ordinal);
        Snapshot.Match((await _cli.RunAsync(["vendor", "air", .. Index])).ToString());
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "air")));
    }

    [Fact]
    public async Task Vendor_FetchesFromWhereItIsTold()
    {
        await LockAsync("lib\n");
        CliAnswer wrong = await _cli.RunAsync(["vendor", "air", "--rewrite", "a=b", .. Index]);
        Assert.Equal(ExitCode.Usage, wrong.ExitCode);
        string root = _server!.Root.ToString();
        CliAnswer answer = await _cli.RunAsync("vendor", "air", "--cache-dir", "other", "--rewrite", $"https://files.pythonhosted.org={root}files.pythonhosted.org");
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
        Assert.Contains("lib-2.0-py3-none-any.whl", FilesIn("air"));
    }

    [Fact]
    public async Task AsMirror_IsAMirrorThatGivesTheSameLocks()
    {
        await LockAsync("app<2\n", "--format", "both");
        string[] names = ["requirements.cpu.txt", "requirements.cu126.txt", "pylock.cpu.toml", "pylock.cu126.toml"];
        string[] before = await TextsAsync(names);
        CliAnswer answer = await _cli.RunAsync(["vendor", "tree", "--as-mirror", .. Index]);
        Snapshot.Match(answer.ToString());
        foreach (string name in names) File.Delete(Path.Combine(_cli.Folder, name));
        await _server!.DisposeAsync();

        CliAnswer locked = await _cli.RunAsync("lock", "-b", "cpu,cu126", "-p", "3.12", "--platforms", "linux_x86_64,win_amd64", "--format", "both", "--mirror", "tree", "--cache-dir", "none");

        Assert.True(locked.ExitCode == ExitCode.Done, locked.Talk);
        Assert.Equal(before, await TextsAsync(names));
        CliAnswer again = await _cli.RunAsync("vendor", "air", "--mirror", "tree", "--cache-dir", "none");
        Assert.True(again.ExitCode == ExitCode.Done, again.Talk);
    }

    private static WheelSpec Torch(string version, string platform) => new("torch", version) { Platform = platform, Requires = ["lib"] };

    private async Task LockAsync(string requirements, params string[] more)
    {
        _cli.Write("requirements.txt", requirements);
        CliAnswer answer = await _cli.RunAsync(["lock", "-b", "cpu,cu126", "-p", "3.12", "--platforms", "linux_x86_64,win_amd64", .. more, .. Index]);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk);
    }

    private string[] FilesIn(string folder) => [.. Directory.EnumerateFileSystemEntries(Path.Combine(_cli.Folder, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private async Task<string[]> TextsAsync(string[] names) => [.. await Task.WhenAll(names.Select(name => File.ReadAllTextAsync(Path.Combine(_cli.Folder, name), Cancel)))];

    // What a connection looks like that ends in the middle of a file.
    private static async Task BreakAsync(HttpContext http, int bytes)
    {
        http.Response.ContentLength = s_wheel.Length;
        await http.Response.Body.WriteAsync(s_wheel.AsMemory(0, bytes), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }

    private static bool[] Fetched(CliAnswer answer)
    {
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Talk + answer.Output);
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("fetched").GetBoolean())];
    }
}
