using System.Diagnostics;
using System.Globalization;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>Whatever happens to a run, each lock of either format is the old one or the new one, and never a part of one.</summary>
public sealed class LockWritingTests(MadeWorld world) : IClassFixture<MadeWorld>, IAsyncLifetime
{
    private static readonly string[] s_locks = ["pylock.cpu.toml", "pylock.cu118.toml", "requirements.cpu.txt", "requirements.cu118.txt"];

    private readonly TempFolder _folder = new();
    private string[] _old = [];
    private string[] _new = [];

    public async ValueTask InitializeAsync()
    {
        using TempFolder elsewhere = new();
        elsewhere.Write("requirements.txt", MadeWorld.Requirements);
        (await LockAsync(elsewhere)).MustSucceed();
        _new = Read(elsewhere);
        _folder.Write("requirements.txt", "six\n");
        (await LockAsync(_folder)).MustSucceed();
        _old = Read(_folder);
        Assert.NotEqual(_old, _new);
        _folder.Write("requirements.txt", MadeWorld.Requirements);
    }

    public ValueTask DisposeAsync()
    {
        world.Server.Faults = null;
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Lock_SeveralRunsAtOnceInOneFolder()
    {
        CommandResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LockAsync(_folder)));
        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(_new, Read(_folder));
        OnlyLocks();
    }

    [Theory]
    [InlineData("INT", 1, Traits = ["Category", "Wide"])]
    [InlineData("INT", 5)]
    [InlineData("INT", 9, Traits = ["Category", "Wide"])]
    [InlineData("INT", 14, Traits = ["Category", "Wide"])]
    [InlineData("TERM", 9, Traits = ["Category", "Wide"])]
    [InlineData("KILL", 1, Traits = ["Category", "Wide"])]
    [InlineData("KILL", 9)]
    public async Task Lock_EndedAtARequestLeavesTheOldLocks(string signal, int request)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals to send");
        int asked = 0;
        world.Server.Faults = async (http, right) =>
        {
            int mine = Interlocked.Increment(ref asked);
            if (mine < request)
            {
                await right();
                return;
            }

            if (mine == request) (await Command.RunAsync("kill", [$"-{signal}", RunningId()], _folder.Path)).MustSucceed();
            TaskCompletionSource gone = new();
            using CancellationTokenRegistration hungUp = http.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        CommandResult result = await LockAsync(_folder, "--cache-dir", $"cache-{signal}-{request}");
        Assert.True(result.ExitCode != 0 && asked >= request, result.ToString());
        if (signal == "INT")
        {
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.EndsWith("interrupted; nothing was written\n", result.Talk, StringComparison.Ordinal);
        }

        Assert.Equal(_old, Read(_folder));
        OnlyLocks();
    }

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Lock_KilledWhileItWritesLeavesWholeLocks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals to send");
        int killed = 0;
        for (int run = 0; run < 5; run++)
        {
            for (int i = 0; i < s_locks.Length; i++) _folder.Write($"locks/{s_locks[i]}", _old[i]);
            Task<CommandResult> running = LockAsync(_folder);
            while (!running.IsCompleted)
            {
                // Dot files: they are there from when the first lock is laid out beside its place until the last is in its place.
                if (Directory.EnumerateFiles(_folder.At("locks"), ".*").Any() && int.TryParse(RunningId(), CultureInfo.InvariantCulture, out int id))
                {
                    if (Kill(id)) killed++;
                    break;
                }

                await Task.Yield();
            }

            await running;
            string[] left = Read(_folder);
            for (int i = 0; i < s_locks.Length; i++) Assert.True(left[i] == _old[i] || left[i] == _new[i], left[i]);
        }

        Assert.True(killed > 0, "no run was killed while it wrote");
        (await LockAsync(_folder)).MustSucceed();
        Assert.Equal(_new, Read(_folder));
        // What they left is gone; a file that was killed before its first byte may be that of a run that goes on, for a minute.
        Assert.DoesNotContain(new DirectoryInfo(_folder.At("locks")).EnumerateFiles(".*"), left => left.Length > 0);
    }

    [Theory]
    [InlineData("a-full-disk", "mount -t tmpfs -o size=64k tmpfs locks && cp old/* locks/ && { cat /dev/zero > locks/filler; true; }")]
    [InlineData("a-folder-that-is-read-only", "cp old/* locks/ && mount --bind locks locks && mount -o remount,bind,ro locks")]
    public async Task Lock_WhereNothingCanBeWritten(string caseName, string mount)
    {
        // In a mount namespace of its own, which needs no rights where the system allows users to make one.
        CommandResult possible = OperatingSystem.IsLinux() ? await Command.RunAsync("sh", ["-c", "unshare --user --map-root-user --mount true"], _folder.Path) : new CommandResult(1, "", "");
        Assert.SkipWhen(possible.ExitCode != 0, $"no mount namespace can be made here: {possible.Talk}");
        for (int i = 0; i < s_locks.Length; i++) _folder.Write($"old/{s_locks[i]}", _old[i]);
        (string program, string[] words) = Ltt.CommandLine(Arguments());
        string script = $"{{ {mount}; }} 2>/dev/null || exit 99; \"$0\" \"$@\"; code=$?; cp -r locks seen; exit $code";
        CommandResult result = await Command.RunAsync("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", script, program, .. words], _folder.Path, new Ltt(_folder.Path).Variables);
        Assert.SkipWhen(result.ExitCode == 99, "nothing can be mounted here");
        Snapshot.Match(result.ToString().Replace(_folder.Path, "{folder}", StringComparison.Ordinal), caseName);
        Assert.Equal(_old, s_locks.Select(name => File.ReadAllText(_folder.At("seen", name))));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.At("seen")), file => Path.GetFileName(file).StartsWith('.'));
    }

    private string[] Arguments(params string[] more) =>
        ["lock", "requirements.txt", "-b", "cpu,cu118", "-p", "3.11,3.12", "--platforms", "linux_x86_64", "-o", "locks", "--format", "both", "--mirror", world.Server.Root.ToString(), .. more];

    // The shell writes down which process it becomes.
    private Task<CommandResult> LockAsync(TempFolder folder, params string[] more)
    {
        (string program, string[] words) = Ltt.CommandLine(Arguments(more));
        return OperatingSystem.IsWindows()
            ? Command.RunAsync(program, words, folder.Path, new Ltt(folder.Path).Variables)
            : Command.RunAsync("sh", ["-c", "echo $$ > pid; exec \"$0\" \"$@\"", program, .. words], folder.Path, new Ltt(folder.Path).Variables);
    }

    private string RunningId() => File.ReadAllText(_folder.At("pid")).Trim();

    private static bool Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false; // it had just ended
        }
    }

    private static string[] Read(TempFolder folder) => [.. s_locks.Select(name => File.ReadAllText(folder.At("locks", name)))];

    private void OnlyLocks() => Assert.Equal(s_locks, Directory.EnumerateFiles(_folder.At("locks")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
}
