namespace LightTheTorch.Benchmarks;

/// <summary>Where the repository keeps what was recorded. Programs lie below the root, so the way there leads up.</summary>
internal static class Fixtures
{
    public static string Folder { get; } = Path.Combine(FindRoot(), "fixtures");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LightTheTorch.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("run this inside the repository");
    }
}
