using System.Collections.Immutable;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Cli.Pip;

/// <summary>Plays Python and its pip: says what it is asked about itself, keeps how it was started, and asks the index as a test wants.</summary>
internal sealed class FakePip : IProcessRunner, IAttachedRunner
{
    /// <summary>The output of <c>pip config list</c>.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>What <c>pip config list</c> fails with; empty when it does not.</summary>
    public string Failure { get; init; } = "";

    public string Python { get; init; } = "3.12.4";

    public int ExitCode { get; init; }

    /// <summary>Runs while the index is there.</summary>
    public Func<PipRun, Task> Act { get; init; } = _ => Task.CompletedTask;

    /// <summary>The questions before pip was started for good.</summary>
    public List<string> Asked { get; } = [];

    public PipRun? Run { get; private set; }

    public Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(string.Join(' ', request.Arguments.Where(argument => !argument.Contains('\n', StringComparison.Ordinal))));
        ProcessAnswer answer = request.Arguments.Contains("config")
            ? new ProcessAnswer(Failure.Length > 0 ? 1 : 0, Configuration, Failure)
            : new ProcessAnswer(0, Interpreter, "");
        return Task.FromResult<ProcessAnswer?>(answer);
    }

    public async Task<int?> RunAsync(ProcessRequest request)
    {
        Run = PipRun.Of(request);
        await Act(Run);
        return ExitCode;
    }

    private string Interpreter => $$"""
        {"executable":"/venv/bin/python","version":"{{Python}}","implementation_name":"cpython","implementation_version":"{{Python}}","os_name":"posix","platform_machine":"x86_64",
         "platform_python_implementation":"CPython","platform_release":"6","platform_system":"Linux","platform_version":"1","sys_platform":"linux","free_threaded":false,"bits":64,
         "sysconfig_platform":"linux-x86_64","glibc":"2.39","site_packages":"/venv/lib","virtual":true,"managed":false}
        """;
}

/// <summary>How pip was started, and what it read then.</summary>
internal sealed record PipRun(ProcessRequest Request, string Configuration, ImmutableDictionary<string, string> Files)
{
    /// <summary>The words behind <c>-m pip</c>.</summary>
    public string Words => string.Join(' ', Request.Arguments.Skip(2));

    /// <summary>Keeps what is gone when the run is over: the configuration file and every file that an argument or a file names.</summary>
    public static PipRun Of(ProcessRequest request)
    {
        string configuration = request.Variables.GetValueOrDefault("PIP_CONFIG_FILE") is { } path ? File.ReadAllText(path) : "";
        Dictionary<string, string> files = [];
        Queue<string> names = new(request.Arguments.Concat(request.Variables.Values.OfType<string>()).Concat(configuration.Split((char[])[' ', '\n'])));
        while (names.TryDequeue(out string? name))
        {
            if (!name.Contains("ltt-pip-", StringComparison.Ordinal) || files.ContainsKey(name) || !File.Exists(name)) continue;
            files[name] = File.ReadAllText(name);
            foreach (string word in files[name].Split((char[])[' ', '\n'])) names.Enqueue(word.Trim('\''));
        }

        return new PipRun(request, configuration, files.ToImmutableDictionary());
    }

    /// <summary>A setting of the configuration file.</summary>
    public string? Setting(string section, string key)
    {
        string? text = Configuration.Split('[').FirstOrDefault(part => part.StartsWith(section + "]", StringComparison.Ordinal));
        return text?.Split('\n').Where(line => line.StartsWith(key + " =", StringComparison.Ordinal)).Select(line => line[(key.Length + 2)..].Trim()).FirstOrDefault();
    }

    /// <summary>The index that pip was given, wherever it stands.</summary>
    public Uri Index => new(Setting("global", "index-url") ?? Request.Variables.GetValueOrDefault("PIP_INDEX_URL") ?? Request.Arguments[^1]);
}
