namespace LightTheTorch.Cli.Compiling;

/// <summary>Where the cache lies: <c>--cache-dir</c>, <c>LTT_CACHE_DIR</c>, else the platform's own place for caches.</summary>
internal static class CacheLocation
{
    /// <returns>A full path; null where nobody said and there is no home folder, as in many containers.</returns>
    public static string? Find(string? option, CommandContext context)
    {
        if ((option ?? context.Variable("LTT_CACHE_DIR")) is { } asked) return context.FullPath(asked);
        return Home(context) is { } home ? Path.Combine(home, "light-the-torch") : null;
    }

    private static string? Home(CommandContext context)
    {
        if (OperatingSystem.IsWindows()) return context.Variable("LOCALAPPDATA");
        string? home = context.Variable("HOME");
        if (OperatingSystem.IsMacOS()) return home is null ? null : Path.Combine(home, "Library", "Caches");
        return context.Variable("XDG_CACHE_HOME") ?? (home is null ? null : Path.Combine(home, ".cache"));
    }
}
