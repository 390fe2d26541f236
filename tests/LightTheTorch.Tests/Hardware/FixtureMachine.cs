using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Python;
using LightTheTorch.Targets;

namespace LightTheTorch.Tests.Hardware;

/// <summary>
/// A machine as a folder of <c>fixtures/machines</c>: <c>machine.json</c> says what it is and where its probe output was seen,
/// <c>files.txt</c> holds files (<c>=== PATH</c>, then the text), <c>commands.txt</c> what programs answer (<c>$ COMMAND</c>, an optional
/// <c>? EXIT-CODE</c>, then the text), <c>nvml.json</c> what NVIDIA's library says, <c>report.txt</c> what must be found out, and the backend to choose.
/// </summary>
internal sealed class FixtureMachine : IMachine
{
    private readonly ImmutableDictionary<string, string> _files;
    private readonly ImmutableDictionary<string, string> _commands;
    private readonly ImmutableDictionary<string, string> _variables;
    private readonly NvidiaReading? _nvml;

    private FixtureMachine(string folder)
    {
        Folder = folder;
        using JsonDocument about = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "machine.json")));
        JsonElement root = about.RootElement;
        Os = Enum.Parse<TargetOs>(root.GetProperty("os").GetString()!, ignoreCase: true);
        Processor = new Processor(Enum.Parse<Architecture>(root.GetProperty("processor").GetString()!, ignoreCase: true));
        ProcessProcessor = root.TryGetProperty("process", out JsonElement process)
            ? new Processor(Enum.Parse<Architecture>(process.GetString()!, ignoreCase: true))
            : Processor;
        Seen = root.GetProperty("seen").GetString()!;
        Filled = root.GetProperty("filled").GetString()!;
        _variables = root.TryGetProperty("variables", out JsonElement variables)
            ? variables.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal)
            : ImmutableDictionary<string, string>.Empty;
        _files = Sections(Path.Combine(folder, "files.txt"), "=== ");
        _commands = Sections(Path.Combine(folder, "commands.txt"), "$ ");
        _nvml = Nvml(Path.Combine(folder, "nvml.json"));
    }

    public static string Root { get; } = RepoRoot.At("fixtures", "machines");

    public string Folder { get; }

    /// <summary>The address of the place where the output was seen, or <c>invented</c>.</summary>
    public string Seen { get; }

    public bool IsInvented => Seen == "invented";

    /// <summary>What was added so that the folder is a whole machine; empty when nothing was.</summary>
    public string Filled { get; }

    public TargetOs Os { get; }

    public Processor Processor { get; }

    public Processor ProcessProcessor { get; }

    public static IEnumerable<string> Names => Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    public static FixtureMachine Load(string name) => new(Path.Combine(Root, name));

    public string? ReadText(string path) => _files.GetValueOrDefault(path);

    public ImmutableArray<string> List(string folder) =>
    [
        .. _files.Keys
            .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(path => path[(folder.Length + 1)..].Split('/')[0])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public bool Exists(string path) => _files.Keys.Any(known => known == path || known.StartsWith(path + "/", StringComparison.Ordinal));

    public string? Variable(string name) => _variables.GetValueOrDefault(name);

    public Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(string.Join(' ', [request.FileName, .. request.Arguments]), out string? text)) return Task.FromResult<ProcessAnswer?>(null);
        if (!text.StartsWith("? ", StringComparison.Ordinal)) return Task.FromResult<ProcessAnswer?>(new ProcessAnswer(0, text, ""));
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return Task.FromResult<ProcessAnswer?>(new ProcessAnswer(int.Parse(text[2..end]), "", text[(end + 1)..]));
    }

    public NvidiaReading? ReadNvml() => _nvml;

    private static ImmutableDictionary<string, string> Sections(string path, string mark)
    {
        if (!File.Exists(path)) return ImmutableDictionary<string, string>.Empty;
        ImmutableDictionary<string, string>.Builder sections = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        string? name = null;
        foreach (string line in File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith(mark, StringComparison.Ordinal)) sections.Add(name = line[mark.Length..], "");
            else if (name is not null) sections[name] += line + "\n";
        }

        return sections.ToImmutable();
    }

    private static NvidiaReading? Nvml(string path)
    {
        if (!File.Exists(path)) return null;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("error", out JsonElement error)) return new NvidiaReading(null, [], NvidiaFailures.OfLibrary(error.GetInt32()));
        return new NvidiaReading(DriverVersion.Parse(root.GetProperty("driver").GetString()!), [.. root.GetProperty("devices").EnumerateArray().Select(Device)]);
    }

    private static NvidiaDevice Device(JsonElement device) => new(
        device.GetProperty("name").GetString()!,
        NvidiaSmi.Capability(device.GetProperty("capability").GetString()!),
        device.TryGetProperty("bus", out JsonElement bus) ? PciDevice.NormalizeAddress(bus.GetString()!) : null,
        device.TryGetProperty("pci", out JsonElement pci) && PciId.TryParse(pci.GetString()!, out PciId? id) ? id : null,
        device.TryGetProperty("mig", out JsonElement mig) && mig.GetBoolean());
}
