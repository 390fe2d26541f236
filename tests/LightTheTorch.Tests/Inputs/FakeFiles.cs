using System.Text;
using LightTheTorch.IO.Inputs;

namespace LightTheTorch.Tests.Inputs;

/// <summary>A small tree of files in memory, below one folder.</summary>
internal sealed class FakeFiles : IInputFiles
{
    private readonly Dictionary<string, byte[]> _files;

    public FakeFiles(params (string Path, string Text)[] files) =>
        _files = files.ToDictionary(f => Path.GetFullPath(f.Path, Folder), f => Encoding.UTF8.GetBytes(f.Text));

    public static string Folder { get; } = Path.GetFullPath(OperatingSystem.IsWindows() ? @"C:\project" : "/project");

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool DirectoryExists(string path) => _files.Keys.Any(f => f.StartsWith(path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    public Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        _files.TryGetValue(path, out byte[]? bytes) ? Task.FromResult(bytes) : throw new FileNotFoundException("no such file", path);

    public InputReader Reader() => new(new InputContext(this, Folder, new Dictionary<string, string> { ["TOKEN"] = "s3cret" }));
}
