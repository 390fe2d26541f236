namespace LightTheTorch.IO.Inputs;

/// <summary>The files of this machine.</summary>
public sealed class DiskFiles : IInputFiles
{
    public bool FileExists(string path) => File.Exists(path);

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken) => File.ReadAllBytesAsync(path, cancellationToken);
}
