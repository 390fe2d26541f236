using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Python;

public sealed class ProcessRunnerTests
{
    private static readonly ProcessRunner s_runner = new();

    [Fact]
    public async Task RunAsync_CapturesBothStreamsAndTheExitCode()
    {
        ProcessRequest request = new(RealPython.Path, "-c", "import os, sys; print(sys.stdin.read(), sys.argv[1], os.environ['LTT_X']); sys.stderr.write('\\u00e9'); sys.exit(3)", "a b\"c")
        {
            Input = "in",
            Variables = RealPython.Variables.Add("LTT_X", "set"),
        };

        ProcessAnswer? answer = await s_runner.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(new ProcessAnswer(3, "in a b\"c set" + Environment.NewLine, "\u00e9"), answer);
    }

    [Fact]
    public async Task RunAsync_AnswersNullForNoSuchProgram() =>
        Assert.Null(await s_runner.RunAsync(new ProcessRequest("no-such-program-of-ltt"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task RunAsync_EndsTheProgramWhenCancelled()
    {
        string python = RealPython.Path;
        using CancellationTokenSource source = new();
        Task<ProcessAnswer?> running = s_runner.RunAsync(new ProcessRequest(python, "-c", "import time; time.sleep(600)"), source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
