using System.Diagnostics;
using System.Text.Json;
using LightTheTorch.Cli;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Tests.Http;
using Spectre.Console.Testing;

namespace LightTheTorch.Tests.Docs;

/// <summary>What the commands print with <c>--json</c>, over runs that show all of their keys.</summary>
internal sealed class JsonRuns : IAsyncDisposable
{
    private readonly InProcess _cli = new() { Time = new HastyTime(), Machine = FixtureMachine.Load("gtx1080ti-driver580") };
    private LoopbackServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Index => ["--mirror", _server!.Root.ToString(), "--cache-dir", "cache", "--json"];

    private static string[] Targets => ["-b", "cpu,cu126", "-p", "3.12", "--platforms", "linux_x86_64,win_amd64"];

    /// <summary>Objects by the words of the command; those of commands that need an environment are the verified answers of their own tests.</summary>
    public async Task<IReadOnlyList<(string Command, JsonElement Answer)>> RunAsync()
    {
        _server = await LoopbackServer.StartAsync(World().Build(), cancellation: Cancel);
        List<(string, JsonElement)> answers = [];
        async Task Ask(string name, params string[] words) => answers.Add((name, Parse((await _cli.RunAsync(words)).Output)));

        _cli.Write("requirements.txt", "app<2\n");
        await Ask("lock", ["lock", .. Targets, .. Index]);
        await Ask("lock", ["lock", "--dry-run", "--same-versions", "--upgrade", "--exclude-newer", "2030-01-01", .. Targets, .. Index]);
        await Ask("lock --check", ["lock", "--check", .. Targets, .. Index]);
        await Ask("tree", "tree", "--json");
        await Ask("why", "why", "lib", "--json");
        await Ask("diff", "diff", "cpu", "cu126", "--json");
        Commit();
        await Ask("lock", ["lock", "--upgrade-package", "app", .. Targets, .. Index]);
        await Ask("diff", "diff", "--json");
        await Ask("export", ["export", .. Index]);
        await Ask("export", ["export", "-o", "boms/", .. Index]);
        await Ask("report", ["report", .. Index]);
        await Ask("vendor", ["vendor", "air", .. Index]);
        _cli.Write("requirements.txt", "app\nother\n");
        await Ask("lock --check", ["lock", "--check", .. Targets, .. Index]);
        await Ask("outdated", ["outdated", .. Targets, .. Index]);
        await Ask("report", "report", "--offline", "--cache-dir", "none", "--json");
        await Ask("backends", "backends", "--json");
        await Ask("detect", "detect", "--json");
        await Ask("cache dir", "cache", "dir", "--cache-dir", "cache", "--json");
        await Ask("cache prune", "cache", "prune", "--cache-dir", "cache", "--json");
        await Ask("cache clean", "cache", "clean", "--cache-dir", "cache", "--json");
        await Ask("completion", "completion", "bash", "--json");
        _cli.Write("requirements.txt", "app==[\n");
        await Ask("errors", ["lock", .. Targets, .. Index]);
        await Ask("errors", "why", "nothing", "--json");
        answers.Add(("serve", await ServeAsync()));
        answers.AddRange(Recorded("sync", "SyncTests.Sync_ShowsItsPlan.json"));
        answers.AddRange(Recorded("verify", "VerifyTests.Verify_NamesEveryDifference.json"));
        answers.AddRange(Recorded("verify", "VerifyTests.Verify_SaysHowTorchDoesItsWork.torch-json"));
        answers.AddRange(Recorded("verify", "VerifyTests.Verify_SaysHowTorchDoesItsWork.note-json"));
        answers.AddRange(Recorded("why-not", "WhyNotTests.WhyNot_SaysWhatStandsInTheWay.json"));
        answers.AddRange(Recorded("detect", "DetectTests.Detect_PrintsJson"));
        return answers;
    }

    private void Commit()
    {
        foreach (string[] words in (string[][])[["init", "-q"], ["add", "requirements.cpu.txt", "requirements.cu126.txt"], ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "locks"]])
        {
            using Process git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = _cli.Folder })!; // it is no shell's
            git.WaitForExit();
            Assert.Equal(0, git.ExitCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _cli.Dispose();
    }

    private static Universe World() => new Universe()
        .Add("app", "1.0", "torch", "lib")
        .Add("app", "2.0", "torch", "lib")
        .Add("lib", "2.0")
        .Add("other", "1.0")
        .AddTorch("cpu", new WheelSpec("torch", "2.9.0+cpu") { Requires = ["lib"] })
        .AddTorch("cpu", new WheelSpec("torch", "2.10.0+cpu") { Requires = ["lib"] })
        .AddTorch("cu126", new WheelSpec("torch", "2.9.0+cu126") { Requires = ["lib"] });

    // It ends with Ctrl-C, here as soon as it has said where it is.
    private async Task<JsonElement> ServeAsync()
    {
        using CancellationTokenSource ctrlC = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using EndingWriter output = new(ctrlC);
        using TestConsole talk = new();
        CommandContext context = new() { Output = output, Talk = talk, WorkingDirectory = _cli.Folder, Environment = new Dictionary<string, string>(), Time = new HastyTime(), Machine = FixtureMachine.Load("server-without-gpu") };
        await Entry.RunAsync(["serve", "-b", "cpu", "--json"], context, ctrlC.Token);
        return Parse(output.ToString());
    }

    private static IEnumerable<(string, JsonElement)> Recorded(string command, string snapshot)
    {
        string text = File.ReadAllText(RepoRoot.At("tests", "LightTheTorch.Tests", "Cli", "Snapshots", snapshot + ".verified.txt")) + "\n";
        int start = text.IndexOf("{\n  \"format\": 1", StringComparison.Ordinal);
        yield return (command, Parse(text[start..(text.IndexOf("\n}\n", start, StringComparison.Ordinal) + 2)]));
    }

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private sealed class EndingWriter(CancellationTokenSource ctrlC) : StringWriter
    {
        public override void Flush() => ctrlC.Cancel();
    }
}
