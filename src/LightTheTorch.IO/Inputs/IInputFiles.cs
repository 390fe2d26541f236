namespace LightTheTorch.IO.Inputs;

/// <summary>What reading inputs may see of the file system. Paths are absolute.</summary>
public interface IInputFiles
{
    bool FileExists(string path);

    bool DirectoryExists(string path);

    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken);
}
