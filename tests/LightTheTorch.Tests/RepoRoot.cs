using System.Runtime.CompilerServices;

namespace LightTheTorch.Tests;

/// <summary>Finds the checkout that the tests were built from, and what lies in it and beside it.</summary>
internal static class RepoRoot
{
    private static readonly Lazy<string> s_path = new(Find);

    /// <summary>The folder that holds <c>LightTheTorch.sln</c>, absolute, without a slash at the end.</summary>
    public static string Path => s_path.Value;

    /// <summary>A file or folder of the repository: <c>RepoRoot.At("fixtures", "index")</c>.</summary>
    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>
    /// A file or folder of <c>../shared</c>, which not every checkout has beside it; null when it is not there.
    /// A test that needs it says <c>Assert.SkipUnless(path is not null, "…")</c>.
    /// </summary>
    public static string? Shared(params string[] parts)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, "..", "shared", .. parts]));
        return System.IO.Path.Exists(path) ? path : null;
    }

    /// <summary>The path of a source file as the compiler wrote it down. Deterministic builds replace the root by <c>/_/</c>.</summary>
    public static string Source([CallerFilePath] string file = "") =>
        file.StartsWith("/_/", StringComparison.Ordinal) ? System.IO.Path.Combine(Path, file[3..]) : file;

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LightTheTorch.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"no LightTheTorch.sln above `{AppContext.BaseDirectory}`");
    }
}
