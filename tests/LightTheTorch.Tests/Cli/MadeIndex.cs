using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.Tests.Cli;

/// <summary>A made world as a mirror folder, and <c>ltt lock</c> in it: Python 3.12 on Linux unless the arguments say more.</summary>
internal sealed class MadeIndex : IDisposable
{
    private readonly DirectoryInfo _mirror = Directory.CreateTempSubdirectory("ltt-mirror-");

    public InProcess Cli { get; init; } = new();

    public Universe Universe { get; } = new();

    /// <summary>The mirror's folder.</summary>
    public string Folder => _mirror.FullName;

    /// <summary>A wheel of PyTorch's for Python 3.12 on Linux, tagged for a backend.</summary>
    public static WheelSpec Wheel(string name, string version, params string[] requires) =>
        new(name, version) { Python = "cp312", Abi = "cp312", Platform = "manylinux_2_28_x86_64", Requires = [.. requires] };

    /// <summary>Puts a file at <c>host/path</c>, for hosts that the made world does not have.</summary>
    public void Put(string path, byte[] content)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    public void Put(string path, string content) => Put(path, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Writes the input, builds the world and locks.</summary>
    public async Task<CliAnswer> LockAsync(string requirements, string backends, params string[] more)
    {
        Universe.Build().WriteTo(Folder);
        Cli.Write("requirements.txt", requirements);
        string[] python = more.Contains("--python") ? [] : ["--python", "3.12"];
        string[] platforms = more.Contains("--platforms") ? [] : ["--platforms", "linux_x86_64"];
        string[] place = more.Contains("--mirror") ? [] : ["--mirror", Folder];
        return await Cli.RunAsync(["lock", "requirements.txt", "--backends", backends, .. place, .. python, .. platforms, .. more]);
    }

    /// <summary>The lock of a backend; empty when there is none.</summary>
    public string Lock(string backend)
    {
        string path = Path.Combine(Cli.Folder, $"requirements.{backend}.txt");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    public void Dispose()
    {
        Cli.Dispose();
        _mirror.Delete(recursive: true);
    }
}
