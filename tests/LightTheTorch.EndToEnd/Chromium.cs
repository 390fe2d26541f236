namespace LightTheTorch.EndToEnd;

/// <summary>Debian's headless Chromium, where the machine has one.</summary>
public static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The page's elements after its script ran, as Chromium sees them; skips the test where there is no Chromium.</summary>
    public static async Task<string> DumpAsync(string page, string folder, params string[] more)
    {
        string? program = s_names
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(place => Path.Combine(place, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"no Chromium is on PATH (tried {string.Join(", ", s_names)})");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            // Every host leads nowhere: a page that asks for something does not get it.
            "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder, "profile")}", .. more, "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        return (await Command.RunAsync(program, arguments, folder)).MustSucceed().Output;
    }
}
