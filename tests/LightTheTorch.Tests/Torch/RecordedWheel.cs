using System.IO.Compression;
using System.Text.Json;
using LightTheTorch.Targets;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Torch;

/// <summary>A wheel of PyTorch's index, as the records in <c>../shared/data/pytorch</c> have it.</summary>
/// <param name="Folder">The backend's directory, behind that of the channel; empty for the root, whose wheels every page lists.</param>
/// <param name="Name">The file.</param>
/// <param name="Url">On the canonical host.</param>
/// <param name="Sha256">Of the file; null where nobody recorded it.</param>
internal sealed record RecordedWheel(string Folder, WheelFileName Name, string Url, string? Sha256)
{
    private const string Root = "https://download.pytorch.org/whl/";

    /// <summary>The target that the file name speaks of, read without the code under test; null for what no target is: s390x, Python 3.6.</summary>
    public (Platform Platform, PythonVersion Python)? Target
    {
        get
        {
            string[] parts = Name.Text[..^".whl".Length].Split('-');
            string platform = parts[^1] switch
            {
                var tag when tag.Contains("linux", StringComparison.Ordinal) && tag.EndsWith("x86_64", StringComparison.Ordinal) => "linux_x86_64",
                var tag when tag.Contains("linux", StringComparison.Ordinal) && tag.EndsWith("aarch64", StringComparison.Ordinal) => "linux_aarch64",
                var tag when tag.StartsWith("macosx", StringComparison.Ordinal) && tag.EndsWith("arm64", StringComparison.Ordinal) => "macos_arm64",
                var tag when tag.StartsWith("macosx", StringComparison.Ordinal) && tag.EndsWith("x86_64", StringComparison.Ordinal) => "macos_x86_64",
                var tag => tag,
            };
            bool isKnown = Platform.TryParse(platform, out Platform? target);
            string python = parts[^3].StartsWith("cp3", StringComparison.Ordinal) ? $"3.{parts[^3]["cp3".Length..]}{(parts[^2].EndsWith('t') ? "t" : "")}" : "";
            return isKnown && PythonVersion.TryParse(python, out PythonVersion? version) ? (target!, version) : null;
        }
    }

    /// <summary>The wheels of one package on all channels.</summary>
    public static IEnumerable<RecordedWheel> Read(string path, string package)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement record = document.RootElement;
            if (record.GetProperty("package").GetString() != package) continue;
            string url = record.GetProperty("url").GetString()!;
            string rest = url[Root.Length..];
            string folder = rest.Contains('/', StringComparison.Ordinal) ? rest[..(rest.LastIndexOf('/') + 1)] : "";
            WheelFileName name = WheelFileName.Parse(record.GetProperty("filename").GetString()!);
            yield return new RecordedWheel(folder, name, url, record.GetProperty("sha256").GetString());
        }
    }
}
