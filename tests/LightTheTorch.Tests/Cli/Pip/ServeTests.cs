using System.Net.Sockets;
using System.Text.Json;
using LightTheTorch.Cli;
using LightTheTorch.Diagnostics;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Tests.Http;
using Spectre.Console.Testing;

namespace LightTheTorch.Tests.Cli.Pip;

public sealed class ServeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--quiet")]
    public async Task Serve_PrintsItsAddressAndAnswersUntilItIsEnded(string option)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(new Universe().AddTorch("cu118", new WheelSpec("torch", "2.7.1+cu118")).Build(), cancellation: Cancel);
        using CancellationTokenSource ctrlC = new();
        await using SignallingWriter output = new();
        using TestConsole talk = new();
        CommandContext context = new()
        {
            Output = output,
            Talk = talk,
            WorkingDirectory = Path.GetTempPath(),
            Environment = new Dictionary<string, string>(),
            Time = new HastyTime(),
            Machine = FixtureMachine.Load("gtx1080ti-driver580"),
        };
        string root = new Uri(server.Root, "download.pytorch.org/whl/").AbsoluteUri;
        Task<ExitCode> serving = Entry.RunAsync(["serve", "-b", "cu118", "--pytorch-index-url", root, .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)], context, ctrlC.Token);
        await Task.WhenAny(output.Flushed, serving);

        string printed = output.ToString();
        Uri address = new(option == "--json" ? JsonDocument.Parse(printed).RootElement.GetProperty("url").GetString()! : printed.Trim());
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        Assert.Contains("torch-2.7.1%2Bcu118", await client.GetStringAsync(new Uri(address, "torch/"), Cancel), StringComparison.Ordinal);
        using HttpResponseMessage other = await client.GetAsync(new Uri(address, "requests/"), Cancel);
        Assert.Equal("https://pypi.org/simple/requests/", other.Headers.Location?.AbsoluteUri);

        await ctrlC.CancelAsync();
        Assert.Equal(ExitCode.Done, await serving);
        Assert.Equal(option.Length > 0 ? "" : "PyTorch's packages come from `cu118`; Ctrl-C ends it\n", talk.Output);
        using TcpClient late = new();
        await Assert.ThrowsAnyAsync<SocketException>(async () => await late.ConnectAsync("127.0.0.1", address.Port, Cancel));
    }

    [Theory]
    [InlineData("unknown backend `cu999`", "--backend", "cu999")]
    [InlineData("`--port` takes a number up to 65535", "--port", "65536")]
    [InlineData("unknown channel `daily`", "--channel", "daily")]
    public async Task Serve_RefusesWhatDoesNotExist(string words, params string[] options)
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        CliAnswer answer = await ltt.RunAsync(["serve", .. options]);
        Assert.Equal(ExitCode.Usage, answer.ExitCode);
        Assert.Contains(words, answer.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_KnowsTheBackendsThatTheUserAdds(bool isFile)
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("server-without-gpu") };
        if (isFile) ltt.Write("more.yaml", "backends:\n  cu140: { like: cu118 }\n");
        else ltt.Write("ltt.toml", "[backends.cu140]\nlike = \"cu118\"\n");
        CliAnswer answer = await ltt.RunAsync(["serve", "-b", "cu140", "--channel", "daily", .. isFile ? (string[])["--catalogue", "more.yaml"] : []]);
        Assert.Equal(ExitCode.Usage, answer.ExitCode); // the channel is wrong, the backend is known
        Assert.Contains("unknown channel `daily`", answer.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("cu140", answer.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WhereNothingRunsSaysSo()
    {
        using InProcess ltt = new() { Machine = FixtureMachine.Load("alpine-container") };
        CliAnswer answer = await ltt.RunAsync("serve");
        Assert.Equal(ExitCode.NoBackendFits, answer.ExitCode);
        Assert.Contains("no backend of PyTorch runs on musllinux_x86_64", answer.Talk, StringComparison.Ordinal);
    }

    private sealed class SignallingWriter : StringWriter
    {
        private readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SignallingWriter() => NewLine = "\n";

        public Task Flushed => _flushed.Task;

        public override void Flush() => _flushed.TrySetResult();
    }
}
