using LightTheTorch.Cli;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Python;
using Spectre.Console;
using Spectre.Console.Testing;

namespace LightTheTorch.Tests.Cli;

/// <summary>Runs the command line in this process, in a folder of its own, with an empty environment.</summary>
internal sealed class InProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-cli-");

    public string Folder => _folder.FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public TimeProvider Time { get; init; } = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();

    /// <summary>The machine to ask about; none of the tests looks at the one they run on.</summary>
    public IMachine? Machine { get; init; }

    /// <summary>Answers in the place of programs whose answer is read.</summary>
    public IProcessRunner? ProcessRunner { get; init; }

    /// <summary>Stands in for programs that take over the terminal.</summary>
    public IAttachedRunner? AttachedRunner { get; init; }

    /// <summary>The user's patience; that of the test unless said.</summary>
    public CancellationToken? Cancellation { get; set; }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string[] Files => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <returns>Exit code, stdout and stderr; the folder's path is replaced.</returns>
    public async Task<CliAnswer> RunAsync(params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using TestConsole talk = new();
        talk.Profile.Width = 80;
        talk.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        CommandContext context = new() { Output = output, Talk = talk, WorkingDirectory = Folder, Environment = Environment, Time = Time, Machine = Machine };
        if (ProcessRunner is not null) context = context with { ProcessRunner = ProcessRunner };
        if (AttachedRunner is not null) context = context with { AttachedRunner = AttachedRunner };
        ExitCode code = await Entry.RunAsync(args, context, Cancellation ?? TestContext.Current.CancellationToken);
        return new CliAnswer(code, Place(output.ToString()), Place(talk.Output));
    }

    /// <summary><c>ltt lock</c> on the slice of the recorded index, for Python 3.12 on Linux unless the arguments say more.</summary>
    public Task<CliAnswer> LockAsync(string backends, params string[] more)
    {
        string[] mirror = more.Contains("--mirror") ? [] : ["--mirror", Path.Combine(RepoRoot.Path, "fixtures", "index")];
        string[] common = ["lock", "--backends", backends, .. mirror];
        string[] python = more.Contains("--python") ? [] : ["--python", "3.12"];
        string[] platforms = more.Contains("--platforms") ? [] : ["--platforms", "linux_x86_64"];
        return RunAsync([.. common, .. python, .. platforms, .. more]);
    }

    public void Dispose()
    {
        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories)) file.Attributes = FileAttributes.Normal;
        _folder.Delete(recursive: true);
    }

    private string Place(string text) => text.Replace(Folder, "{folder}", StringComparison.Ordinal);
}

/// <summary>What the command line answered.</summary>
internal sealed record CliAnswer(ExitCode ExitCode, string Output, string Talk)
{
    /// <summary>Fails with everything that was said unless the command did what it was asked.</summary>
    public void MustBeDone() => Assert.True(ExitCode == ExitCode.Done, ToString());

    /// <summary>All three together, for a snapshot.</summary>
    public override string ToString() => $"exit {(int)ExitCode} ({ExitCode})\n--- stdout\n{Output}--- stderr\n{Talk}";
}
