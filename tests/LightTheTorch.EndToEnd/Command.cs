using System.Diagnostics;

namespace LightTheTorch.EndToEnd;

/// <summary>What a program answered.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Talk)
{
    /// <summary>All three, as a failing assertion shows them and a snapshot holds them.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Output}--- stderr\n{Talk}";

    /// <summary>Fails with everything that was said unless the program succeeded.</summary>
    public CommandResult MustSucceed()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }
}

/// <summary>Runs a program with an environment that has nothing of the machine's but <c>PATH</c> and what the test gives it.</summary>
public static class Command
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    // What a program needs to start at all; everything else (proxies, caches, pip's and our own settings) would make a test depend on the machine.
    private static readonly string[] s_inherited = ["PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "DOTNET_ROOT", "LD_LIBRARY_PATH"];

    /// <param name="program">A path or a name on <c>PATH</c>.</param>
    /// <param name="arguments">As they are; nothing is quoted by hand.</param>
    /// <param name="folder">The working directory; also <c>HOME</c>, unless <paramref name="variables"/> says otherwise.</param>
    /// <param name="variables">Added to the bare environment.</param>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string folder, params (string Name, string Value)[] variables)
    {
        using Process process = Start(program, arguments, folder, variables);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), talk = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await talk).ReplaceLineEndings("\n"));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts a program and kills it, without a chance to tidy up, at a moment that must come before it ends by itself.</summary>
    public static async Task KillAsync(string program, IEnumerable<string> arguments, string folder, Task moment, params (string Name, string Value)[] variables)
    {
        using Process process = Start(program, arguments, folder, variables);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), talk = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        bool isInTime = await Task.WhenAny(moment, process.WaitForExitAsync(TestContext.Current.CancellationToken)) == moment;
        process.Kill(entireProcessTree: true);
        Assert.True(isInTime, $"it ended too early: {await output}{await talk}");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static Process Start(string program, IEnumerable<string> arguments, string folder, (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        Dictionary<string, string?> inherited = s_inherited.ToDictionary(name => name, name => start.Environment.TryGetValue(name, out string? value) ? value : null);
        start.Environment.Clear();
        foreach ((string name, string? value) in inherited)
        {
            if (value is not null)
                start.Environment[name] = value;
        }
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = folder;
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"`{program}` did not start");
        process.StandardInput.Close();
        return process;
    }
}
