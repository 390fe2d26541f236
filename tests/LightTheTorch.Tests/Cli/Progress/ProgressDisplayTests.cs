using LightTheTorch.Cli;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Cli.Rendering.Progress;
using LightTheTorch.IO.Http;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using Spectre.Console.Testing;

namespace LightTheTorch.Tests.Cli.Progress;

/// <summary>Long work on a terminal, in a log, and where nobody wants to hear of it.</summary>
public sealed class ProgressDisplayTests : IDisposable
{
    private static readonly Speech s_usual = new(Json: false, Quiet: false, Verbose: false);

    private readonly TestConsole _talk = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, string> _environment = [];

    public ProgressDisplayTests()
    {
        _talk.Profile.Width = 120;
        _talk.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    public void Dispose() => _talk.Dispose();

    private CommandContext Context => new() { Output = TextWriter.Null, Talk = _talk, WorkingDirectory = "/", Environment = _environment, Time = _time };

    [Fact]
    public async Task Lines_TellStartPaceAndEndOfWhatIsLong()
    {
        await ProgressDisplay.RunAsync(Context, s_usual, display =>
        {
            using ITransfer torch = display.Start("torch-2.9.0.whl", 888_000_000);
            using ITransfer small = display.Start("six.whl", 11_000);
            small.Report(11_000);
            small.Finish();
            for (int second = 0; second < 60; second++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                torch.Report(14_800_000);
            }

            torch.Finish();
            torch.Finish();
            return Task.CompletedTask;
        });
        Snapshot.Match(_talk.Output);
    }

    [Fact]
    public async Task Lines_NameWhatTurnsOutToBeLong()
    {
        await ProgressDisplay.RunAsync(Context, s_usual, display =>
        {
            using ITransfer unknown = display.Start("slow.whl", null);
            using ITransfer targets = display.Start("resolving targets", 9, TransferUnit.Items);
            for (int second = 0; second < 20; second++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                unknown.Report(1000);
                if (second % 3 == 0) targets.Report(1);
            }

            targets.Finish();
            return Task.CompletedTask; // the slow one is given up: no line says that it came
        });
        Snapshot.Match(_talk.Output);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task QuietAndJson_ShowNothing(bool quiet, bool json)
    {
        _talk.Profile.Capabilities.Interactive = _talk.Profile.Capabilities.Ansi = true;
        await ProgressDisplay.RunAsync(Context, new Speech(json, quiet, Verbose: true), LongWorkAsync);
        Assert.Equal("", _talk.Output);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "false", true)]
    [InlineData(true, "true", false)]
    [InlineData(true, "1", false)]
    [InlineData(false, null, false)]
    public async Task Bars_NeedATerminalThatIsNoBuildMachines(bool terminal, string? ci, bool expected)
    {
        _talk.Profile.Capabilities.Interactive = _talk.Profile.Capabilities.Ansi = terminal;
        if (ci is not null) _environment["CI"] = ci;
        bool? bars = null;
        await ProgressDisplay.RunAsync(Context, s_usual, display =>
        {
            bars = display is BarDisplay;
            return Task.CompletedTask;
        });
        Assert.Equal(expected, bars);
    }

    [Fact]
    public async Task Bars_ShowForeignNamesAsTheyAre()
    {
        _talk.Profile.Capabilities.Interactive = _talk.Profile.Capabilities.Ansi = true;
        _talk.EmitAnsiSequences = true;
        await ProgressDisplay.RunAsync(Context, s_usual, LongWorkAsync);
        Assert.DoesNotContain("\u001b[31m", _talk.Output, StringComparison.Ordinal);
        Assert.Contains(@"[bold]\u001b[31mbad.whl", _talk.Output, StringComparison.Ordinal);
        Assert.Contains("40.0 MB of 100 MB", _talk.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_ShowForeignNamesAsTheyAre()
    {
        await ProgressDisplay.RunAsync(Context, s_usual, LongWorkAsync);
        Assert.Equal("fetching [bold]\\u001b[31mbad.whl (100 MB)\nfetched [bold]\\u001b[31mbad.whl (40.0 MB in 0 s)\n", _talk.Output);
    }

    [Theory]
    [InlineData(0L, null, TransferUnit.Bytes, "0 B")]
    [InlineData(1_500_000L, 3_000_000L, TransferUnit.Bytes, "1.5 MB of 3.0 MB")]
    [InlineData(4_000L, 3_000L, TransferUnit.Bytes, "4.0 kB")]
    [InlineData(3L, 9L, TransferUnit.Items, "3 of 9")]
    public void Amounts_SayHowMuchOfHowMuch(long done, long? size, object unit, string expected) => Assert.Equal(expected, Amounts.Of(done, size, (TransferUnit)unit));

    [Fact]
    public async Task Failure_PassesThrough()
    {
        _talk.Profile.Capabilities.Interactive = _talk.Profile.Capabilities.Ansi = true;
        await Assert.ThrowsAsync<InvalidDataException>(() => ProgressDisplay.RunAsync(Context, s_usual, async display =>
        {
            using ITransfer transfer = display.Start("a.whl", 10);
            await Task.Yield();
            throw new InvalidDataException();
        }));
    }

    // The bars are drawn at the end too, so that one that still stands is seen without waiting for a timer.
    private static Task LongWorkAsync(ITransferDisplay display)
    {
        ITransfer transfer = display.Start("[bold]\u001b[31mbad.whl", 100_000_000);
        transfer.Report(50_000_000);
        transfer.Report(-10_000_000);
        if (display is not BarDisplay) transfer.Finish();
        return Task.CompletedTask;
    }
}
