using System.Collections.Concurrent;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>A Python of this machine that can make virtual environments.</summary>
/// <param name="Executable">Name or path of the interpreter.</param>
/// <param name="Version">Major and minor, such as <c>3.12</c>.</param>
public sealed record PythonEnvironment(string Executable, string Version)
{
    private static readonly ConcurrentDictionary<string, Task<PythonEnvironment?>> s_found = new(StringComparer.Ordinal);

    /// <summary>The wheel tag of the interpreter and its ABI, such as <c>cp312</c>.</summary>
    public string Tag => "cp" + Version.Replace(".", "", StringComparison.Ordinal);

    /// <summary>The first of these interpreters that works, has <c>venv</c> and, if said, is of this version; skips the test when there is none.</summary>
    public static async Task<PythonEnvironment> RequireAsync(string? version = null)
    {
        string[] names = version is null ? ["python3", "python"] : [$"python{version}", "python3", "python"];
        foreach (string name in names)
        {
            if (await s_found.GetOrAdd(name, FindAsync) is { } python && (version is null || python.Version == version))
                return python;
        }
        Assert.Skip($"no CPython {version ?? "3"} for x86_64 Linux with venv and pip on PATH (tried {string.Join(", ", names)})");
        return null;
    }

    /// <summary>Makes a virtual environment, without pip of its own unless said, and returns its interpreter.</summary>
    public async Task<string> CreateAsync(string folder, bool withPip)
    {
        string place = Path.Combine(folder, "venv");
        (await Command.RunAsync(Executable, ["-m", "venv", .. withPip ? [] : new[] { "--without-pip" }, place], folder)).MustSucceed();
        return Path.Combine(place, "bin", "python");
    }

    /// <summary>The folder of wheels that the interpreter makes environments with.</summary>
    public required string OwnWheels { get; init; }

    /// <summary>
    /// The arguments that make an interpreter run a version of pip from <c>../shared/peers</c>, or one that a Python of this machine brings along; skips the
    /// test where it is absent. Null is its own.
    /// </summary>
    public static string[] Pip(string? version)
    {
        if (version is null)
            return ["-m", "pip"];
        string name = $"pip-{version}-py3-none-any.whl";
        string? wheel = RepoRoot.Shared("peers", name)
            ?? s_found.Values.Where(found => found.IsCompletedSuccessfully).Select(found => found.Result).OfType<PythonEnvironment>().Select(python => Path.Combine(python.OwnWheels, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(wheel is null, $"pip {version} is not in ../shared/peers, and no Python on PATH brings it along");
        return [Path.Combine(wheel, "pip")]; // pip runs from its wheel
    }

    private static async Task<PythonEnvironment?> FindAsync(string name)
    {
        const string Probe = "import os, sys, sysconfig, venv, ensurepip; print(sys.implementation.name, sysconfig.get_platform(), '%d.%d' % sys.version_info[:2]); print(sysconfig.get_config_var('WHEEL_PKG_DIR') or os.path.join(os.path.dirname(ensurepip.__file__), '_bundled'))";
        try
        {
            CommandResult result = await Command.RunAsync(name, ["-c", Probe], Path.GetTempPath());
            return result.ExitCode == 0 && result.Output.Split('\n') is [var about, var wheels, ..] && about.Split() is ["cpython", "linux-x86_64", var version]
                ? new PythonEnvironment(name, version) { OwnWheels = wheels }
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is no such program
        }
    }
}
