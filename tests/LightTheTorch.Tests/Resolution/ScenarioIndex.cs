using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Resolution;

/// <summary>
/// An index written as text, one file a line: <c>name version {flags} -> requirement &amp; requirement</c>. A version <c>1..300</c> stands for that many,
/// and <c>#</c> in the requirements for the number. Flags, with <c>;</c> between: <c>tags cp312-cp312-win_amd64</c>, <c>python &gt;=3.13</c>, <c>yanked why</c>,
/// <c>uploaded 2025-01-01</c>, <c>sdist</c>, <c>sdist dynamic</c>, <c>build 2</c>, <c>extras x y</c>, <c>needs &gt;=3.13</c> (in METADATA only), <c>broken</c>,
/// <c>hash 7</c> (64 times that digit) or <c>hash none</c>.
/// </summary>
internal sealed partial class ScenarioIndex : IPackageSource
{
    private readonly Dictionary<PackageName, List<DistributionFile>> _files = [];
    private readonly Dictionary<string, string> _metadata = [];

    public string DisplayName => "https://index.test/simple";

    /// <summary>How often METADATA was asked for, and of what.</summary>
    public HashSet<string> Read { get; } = [];

    public void Add(string line)
    {
        Match match = Form().Match(line);
        if (!match.Success) throw new FormatException($"no line of an index: `{line}`");
        string version = match.Groups["version"].Value;
        if (version.Split("..") is not [string first, string last])
        {
            Add(match.Groups["name"].Value, version, match.Groups["flags"].Value, match.Groups["needs"].Value);
            return;
        }

        int end = int.Parse(last, CultureInfo.InvariantCulture);
        for (int i = int.Parse(first, CultureInfo.InvariantCulture); i <= end; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            Add(match.Groups["name"].Value, number, match.Groups["flags"].Value, match.Groups["needs"].Value.Replace("#", number, StringComparison.Ordinal));
        }
    }

    public ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken) =>
        new(_files.TryGetValue(name, out List<DistributionFile>? files) ? new ProjectListing(name, [.. files]) : null);

    public ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken)
    {
        lock (Read) Read.Add(file.FileName);
        if (_metadata.TryGetValue(file.Url.AbsoluteUri, out string? text) && CoreMetadata.TryParse(text, out CoreMetadata? metadata, out _)) return new(metadata);
        throw new LttException(new Diagnostic(DiagnosticCode.InvalidMetadata, Severity.Error, $"the METADATA of {file} is broken"));
    }

    private void Add(string name, string version, string flags, string needs)
    {
        PackageName project = PackageName.Parse(name);
        Dictionary<string, string> values = flags.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static flag => flag.Split(' ', 2)).ToDictionary(static flag => flag[0], static flag => flag.Length > 1 ? flag[1] : "");
        string build = values.TryGetValue("build", out string? number) ? $"-{number}" : "";
        string file = values.ContainsKey("sdist") ? $"{name}-{version}.tar.gz" : $"{name}-{version}{build}-{values.GetValueOrDefault("tags", "py3-none-any")}.whl";
        DistributionKind kind = DistributionKind.Of(file, project) ?? throw new FormatException($"no name of a file: `{file}`");
        Uri url = new($"https://files.test/{Uri.EscapeDataString(file)}");
        string? python = values.GetValueOrDefault("python");
        if (!_files.TryGetValue(project, out List<DistributionFile>? files)) _files.Add(project, files = []);
        files.Add(new DistributionFile
        {
            Kind = kind,
            Url = url,
            Sha256 = values.TryGetValue("hash", out string? digit) ? digit == "none" ? null : new string(digit[0], 64) : new string('0', 64),
            HasMetadata = true,
            RequiresPython = python is null ? null : SpecifierSet.Parse(python),
            RequiresPythonText = python,
            Yanked = values.GetValueOrDefault("yanked"),
            UploadTime = values.TryGetValue("uploaded", out string? date) ? DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null,
        });
        StringBuilder text = new($"Metadata-Version: 2.3\nName: {name}\nVersion: {version}\n");
        if (values.GetValueOrDefault("sdist") == "dynamic") text.Append("Dynamic: Requires-Dist\n");
        if (values.TryGetValue("needs", out string? other)) text.Append(CultureInfo.InvariantCulture, $"Requires-Python: {other}\n");
        foreach (string extra in values.GetValueOrDefault("extras", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)) text.Append(CultureInfo.InvariantCulture, $"Provides-Extra: {extra}\n");
        foreach (string need in needs.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) text.Append(CultureInfo.InvariantCulture, $"Requires-Dist: {need}\n");
        if (!values.ContainsKey("broken")) _metadata[url.AbsoluteUri] = text.ToString();
    }

    [GeneratedRegex(@"\A(?<name>[^ ]+) (?<version>[^ ]+)( \{(?<flags>[^}]*)\})?( -> (?<needs>.*))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
