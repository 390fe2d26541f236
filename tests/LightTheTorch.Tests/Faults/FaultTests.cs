using System.Collections.Concurrent;
using System.Globalization;
using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>
/// <c>ltt lock</c> against a server that does one thing wrong: what the user sees, that the old lock stays or the right one comes, that nothing else is
/// written anywhere, and that the cache is none the worse for it.
/// </summary>
public sealed class FaultTests(FaultWorld world) : IClassFixture<FaultWorld>
{
    // Two hundred thousand files take their time; the rest is everyday.
    public static TheoryData<string> Names => [.. FaultTable.Rows.Keys.Where(name => !name.Contains("200000", StringComparison.Ordinal))];

    public static TheoryData<string> Large => ["json-200000-files", "html-200000-links", "metadata-unhashed-requirements-200000-different"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // What grows with the square of the text does not come to an end.
    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Names))]
    public Task Lock_EndsInTheRightLockOrInWords(string name) => RunAsync(name, nameof(Lock_EndsInTheRightLockOrInWords), TestContext.Current.CancellationToken);

    private async Task RunAsync(string name, string method, CancellationToken cancellationToken)
    {
        Fault fault = FaultTable.Rows[name];
        HastyTime time = new() { LosesPatience = fault.IsSilent };
        using InProcess cli = new() { Time = time, Cancellation = cancellationToken };
        cli.Write("requirements.txt", FaultWorld.Requirements);
        cli.Write("requirements.cpu.txt", world.OldLock);
        world.Server.Faults = Answer(fault);
        try
        {
            CliAnswer answer = await cli.RunAsync(world.Lock());
            Snapshot.Match(Shown(answer.ToString()), name, method: method);
            Assert.Equal(fault.Exit, (int)answer.ExitCode);
            string found = await LockAsync(cli);
            if (fault is { Exit: 0, HasOtherReasons: true }) Assert.Equal(Pins(world.RightLock), Pins(found));
            else Assert.Equal(fault.Exit == 0 ? world.RightLock : world.OldLock, found);
            Assert.DoesNotContain(answer.Talk + answer.Output, IsUnprintable);
            Assert.True(answer.Talk.Length < 5000, "nobody reads so much");
            Assert.Equal(["cache", "requirements.cpu.txt", "requirements.txt"], Directory.EnumerateFileSystemEntries(cli.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(cli.Folder, "cache"), "*", SearchOption.AllDirectories), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        }
        finally
        {
            world.Server.Faults = null;
        }

        time.Advance(TimeSpan.FromDays(2)); // whatever the bad answers said of their freshness
        CliAnswer healed = await cli.RunAsync(world.Lock());
        Assert.True(healed.ExitCode == ExitCode.Done, healed.ToString());
        Assert.Equal(world.RightLock, await LockAsync(cli));
    }

    [Theory(Timeout = 300_000)]
    [Trait("Category", "Wide")]
    [MemberData(nameof(Large))]
    public Task Lock_GetsThroughAPageOf200000Files(string name) => RunAsync(name, nameof(Lock_EndsInTheRightLockOrInWords), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("no-such-host.invalid", "no-such-host")]
    [InlineData("127.0.0.1:1", "refused")]
    public async Task Lock_SaysThatTheHostDoesNotAnswer(string host, string name)
    {
        using InProcess cli = new() { Time = new HastyTime() };
        cli.Write("requirements.txt", "six\n");
        CliAnswer answer = await cli.RunAsync("lock", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "--index-url", $"http://me:secret@{host}/simple");
        Snapshot.Match(Shown(answer.ToString()), name);
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
    }

    // A token has no user, and an address as it is often written no slash at its end.
    [Fact]
    public async Task Lock_TakesATokenWithoutAUserInTheAddress()
    {
        using InProcess cli = new() { Time = new HastyTime() };
        cli.Write("requirements.txt", "six\n");
        CliAnswer answer = await cli.RunAsync("lock", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "--index-url", "http://:secret@127.0.0.1:1/simple");
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("cannot read `http://127.0.0.1:1/simple/six/`", answer.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_SaysThatACertificateIsNotTrusted()
    {
        using InProcess cli = new() { Time = new HastyTime() };
        cli.Write("requirements.txt", "six\n");
        CliAnswer answer = await cli.RunAsync("lock", "-b", "cpu", "-p", "3.12", "--platforms", "linux_x86_64", "--cache-dir", "cache", "--index-url", $"https://localhost:{world.Server.TlsPort}/simple");
        Snapshot.Match(Shown(answer.ToString()));
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
    }

    private static string[] Pins(string found) => [.. found.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))];

    private static bool IsUnprintable(char c) => c is not ('\n' or '\t') && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Func<Task>, Task> Answer(Fault fault)
    {
        ConcurrentDictionary<string, int> numbers = new();
        return (context, right) =>
        {
            string path = (context.Request.Path.Value ?? "").TrimStart('/');
            return path == fault.Path || path == fault.Beside ? fault.Answer(context, right, numbers.AddOrUpdate(path, 1, (_, number) => number + 1)) : right();
        };
    }

    private static Task<string> LockAsync(InProcess cli) => File.ReadAllTextAsync(Path.Combine(cli.Folder, "requirements.cpu.txt"), Cancel);

    private string Shown(string text) => System.Text.RegularExpressions.Regex.Replace(
        text.Replace(world.Server.Root.Authority, "{server}", StringComparison.Ordinal).Replace($"localhost:{world.Server.TlsPort}", "{tls}", StringComparison.Ordinal),
        @" \(tried \d+ times\)(?=\s*$|\n)",
        " (tried N times)",
        System.Text.RegularExpressions.RegexOptions.Multiline);
}
