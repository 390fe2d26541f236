namespace LightTheTorch.Cli.Vendoring;

/// <summary>A run's stay in a folder of parts. The last run that leaves takes the empty folders with it; parts stay for the next.</summary>
internal sealed class PartsFolder : IDisposable
{
    private const string Prefix = "run-";

    private readonly string _root;
    private readonly FileStream _marker;

    private PartsFolder(string root, FileStream marker)
    {
        _root = root;
        _marker = marker;
    }

    /// <exception cref="IOException">The folder cannot be made or written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static PartsFolder Enter(string root)
    {
        while (true)
        {
            Directory.CreateDirectory(root);
            try
            {
                return new PartsFolder(root, new FileStream(Path.Combine(root, Prefix + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
            }
            catch (DirectoryNotFoundException)
            {
                // Another run has just left and taken the folder with it.
            }
        }
    }

    public void Dispose()
    {
        _marker.Dispose();
        try
        {
            foreach (string other in Directory.GetFiles(_root, Prefix + "*"))
            {
                // Whoever is still there holds this open. A run that was killed does not, and leaves it behind.
                new FileStream(other, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }

            RemoveEmpty(_root);
        }
        catch (IOException)
        {
            // Another run is there, or was quicker.
        }
        catch (UnauthorizedAccessException)
        {
            // It can stay as well.
        }
    }

    private static void RemoveEmpty(string folder)
    {
        foreach (string part in Directory.GetDirectories(folder)) RemoveEmpty(part);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
