using System.Collections.Immutable;

namespace LightTheTorch.Tests.Python;

/// <summary>The <c>python3</c> of this machine; a test that needs one is skipped where there is none.</summary>
internal static class RealPython
{
    private static readonly string? s_path = Find();

    public static string Path
    {
        get
        {
            Assert.SkipWhen(s_path is null, "no python3 on PATH");
            return s_path;
        }
    }

    /// <summary>Makes the interpreter write UTF-8 whatever the locale is.</summary>
    public static ImmutableDictionary<string, string?> Variables { get; } = ImmutableDictionary<string, string?>.Empty.Add("PYTHONIOENCODING", "utf-8");

    private static string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? ["python3.exe", "python.exe"] : ["python3"];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
