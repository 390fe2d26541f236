using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Fuzzing;

/// <summary>A machine in one text: files (<c>=== PATH</c>) and answers of programs (<c>$ COMMAND</c>), as <c>fixtures/machines</c> has them, but of any form.</summary>
internal sealed class TextMachine : IMachine
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _commands = new(StringComparer.Ordinal);

    public TextMachine(TargetOs os, string text)
    {
        Os = os;
        foreach (string section in ("\n" + text).Split(["\n=== ", "\n$ "], StringSplitOptions.None))
        {
            int end = section.IndexOf('\n', StringComparison.Ordinal);
            if (end > 0) (section.StartsWith('/') ? _files : _commands)[section[..end]] = section[(end + 1)..];
        }
    }

    public TargetOs Os { get; }

    public Processor Processor { get; } = new(Architecture.X64);

    public Processor ProcessProcessor => Processor;

    public string? ReadText(string path) => _files.GetValueOrDefault(path);

    public ImmutableArray<string> List(string folder) =>
        [.. _files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(path => path[(folder.Length + 1)..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

    public bool Exists(string path) => _files.Keys.Any(known => known == path || known.StartsWith(path + "/", StringComparison.Ordinal));

    public string? Variable(string name) => null;

    public Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(_commands.TryGetValue(string.Join(' ', [request.FileName, .. request.Arguments]), out string? text) ? new ProcessAnswer(0, text, text) : null);

    public NvidiaReading? ReadNvml() => null;
}
