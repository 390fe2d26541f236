using System.Security.Cryptography;

namespace LightTheTorch.EndToEnd;

/// <summary>A folder with locks and an environment that writes down which Pythons are started in it.</summary>
public sealed class SyncProject(PythonEnvironment python, MadeWorld made, string cache) : IDisposable
{
    private const string Hook = "hook.pth";

    public TempFolder Folder { get; } = new();

    public string Environment => Folder.At("venv");

    public string Python => Path.Combine(Environment, "bin", "python");

    public string SitePackages => Path.Combine(Environment, "lib", $"python{python.Version}", "site-packages");

    /// <summary>The command lines of all Pythons that were started in the environment since <see cref="Forget"/>.</summary>
    public string[] Starts => File.Exists(Folder.At("starts")) ? File.ReadAllLines(Folder.At("starts")) : [];

    /// <summary>Of those, pip's that change something.</summary>
    public string[] PipStarts => [.. Starts.Where(line => line.Contains("'install'", StringComparison.Ordinal) || line.Contains("'uninstall'", StringComparison.Ordinal))];

    /// <summary>Every file of the environment that a package could have brought, with its content.</summary>
    public string[] Installed =>
    [
        .. Directory.GetFiles(SitePackages, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("__pycache__", StringComparison.Ordinal))
            .Select(file => $"{Path.GetRelativePath(SitePackages, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What the program is given: the environment is the active one, the cache is named.</summary>
    public (string, string)[] Variables => [("VIRTUAL_ENV", Environment), ("LTT_CACHE_DIR", cache)];

    public async Task CreateEnvironmentAsync()
    {
        await python.CreateAsync(Folder.Path, withPip: false);
        Hooked("pass");
        Forget();
    }

    /// <summary>Runs in each Python of the environment when it starts, beside the list of starts.</summary>
    public void Hooked(string code)
    {
        // Python reads such files of an environment twice.
        string once = $"if not hasattr(sys, 'hooked'):\n sys.hooked = True\n open({Quoted(Folder.At("starts"))}, 'a').write(repr(sys.orig_argv) + chr(10))\n {code}";
        File.WriteAllText(Path.Combine(SitePackages, Hook), $"import sys, os; exec({Quoted(once)})\n");
    }

    public void Forget() => File.Delete(Folder.At("starts"));

    /// <summary><c>ltt sync</c> against the made world as a mirror.</summary>
    public Task<CommandResult> SyncAsync(params string[] options) => LttAsync(["sync", "--mirror", made.Server.Root.ToString(), .. options]);

    /// <summary>The program in the project's folder, with no network but what the options name.</summary>
    public Task<CommandResult> LttAsync(params string[] words) => new Ltt(Folder.Path, [("HTTPS_PROXY", "http://127.0.0.1:9"), .. Variables]).RunAsync(words);

    /// <summary>What the environment's Python prints.</summary>
    public async Task<string> PrintAsync(string code) => (await Command.RunAsync(Python, ["-c", code], Folder.Path)).MustSucceed().Output.Trim();

    /// <summary>Puts a package there as some other tool would have: METADATA, a list of files, and where it came from.</summary>
    public string Put(string name, string version, string? origin = null)
    {
        string info = Path.Combine(SitePackages, $"{name}-{version}.dist-info");
        Directory.CreateDirectory(info);
        File.WriteAllText(Path.Combine(info, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        File.WriteAllText(Path.Combine(info, "INSTALLER"), "somebody\n");
        if (origin is not null) File.WriteAllText(Path.Combine(info, "direct_url.json"), origin);
        string[] files = [.. Directory.GetFiles(info).Select(Path.GetFileName).OfType<string>(), "RECORD"];
        File.WriteAllText(Path.Combine(info, "RECORD"), string.Concat(files.Select(file => $"{Path.GetFileName(info)}/{file},,\n")));
        return info;
    }

    public void Dispose() => Folder.Dispose();

    private static string Quoted(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "'";
}
