using System.Text.Json;
using LightTheTorch.Diagnostics;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Python;

/// <summary>Asks an interpreter what it is; needs nothing installed in it.</summary>
public sealed class InterpreterProbe(IProcessRunner runner)
{
    // platform.* read uname; python_full_version is spelled as PEP 508 demands, which sys.version is not for pre-releases.
    private const string Script = """
        import json, os, platform, struct, sys, sysconfig
        def version(info):
            kind = info.releaselevel
            text = '{0.major}.{0.minor}.{0.micro}'.format(info)
            return text if kind == 'final' else text + {'alpha': 'a', 'beta': 'b'}.get(kind, 'rc') + str(info.serial)
        libc = platform.libc_ver()
        json.dump({
            'executable': sys.executable,
            'version': version(sys.version_info),
            'implementation_name': sys.implementation.name,
            'implementation_version': version(sys.implementation.version),
            'os_name': os.name,
            'platform_machine': platform.machine(),
            'platform_python_implementation': platform.python_implementation(),
            'platform_release': platform.release(),
            'platform_system': platform.system(),
            'platform_version': platform.version(),
            'sys_platform': sys.platform,
            'free_threaded': bool(sysconfig.get_config_var('Py_GIL_DISABLED')),
            'bits': struct.calcsize('P') * 8,
            'sysconfig_platform': sysconfig.get_platform(),
            'glibc': libc[1] if libc[0] == 'glibc' else '',
            'site_packages': sysconfig.get_path('purelib'),
            'compiled_site_packages': sysconfig.get_path('platlib'),
            'virtual': sys.prefix != sys.base_prefix,
            'managed': os.path.exists(os.path.join(sysconfig.get_path('stdlib'), 'EXTERNALLY-MANAGED')),
        }, sys.stdout)
        """;

    /// <param name="python">A path, or a name to look for on PATH.</param>
    /// <param name="cancellationToken">Ends the interpreter too.</param>
    /// <exception cref="LttException">There is none, or what there is does not answer as a Python (<see cref="DiagnosticCode.PythonNotFound"/>).</exception>
    public async Task<Interpreter> ProbeAsync(string python, CancellationToken cancellationToken) => (await AskAsync(python, cancellationToken)).Interpreter;

    /// <summary>The same, with the words of its answer, which <see cref="Read"/> understands later too.</summary>
    internal async Task<(Interpreter Interpreter, string Answer)> AskAsync(string python, CancellationToken cancellationToken)
    {
        ProcessAnswer answer = await runner.RunAsync(new ProcessRequest(python, "-I", "-c", Script), cancellationToken)
            ?? throw Failed($"there is no Python at `{python}`", "`--python PATH` names another interpreter");
        if (answer.ExitCode == 0 && Read(answer.Output) is { } interpreter) return (interpreter, answer.Output);
        string said = answer.Error.Trim().Split('\n')[^1].Trim();
        throw Failed(
            $"`{python}` does not answer as a Python interpreter: exit code {answer.ExitCode}{(said.Length > 0 ? ", " : "")}{said}",
            "it must be Python 3.7 or newer");
    }

    /// <summary>What an answer says; null when it is none.</summary>
    internal static Interpreter? Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            string Text(string name) => root.GetProperty(name).GetString() ?? "";
            if (!PyVersion.TryParse(Text("version"), out PyVersion? version)) return null;
            return new Interpreter
            {
                Executable = Text("executable"),
                Version = version,
                ImplementationName = Text("implementation_name"),
                ImplementationVersion = Text("implementation_version"),
                OsName = Text("os_name"),
                PlatformMachine = Text("platform_machine"),
                PlatformPythonImplementation = Text("platform_python_implementation"),
                PlatformRelease = Text("platform_release"),
                PlatformSystem = Text("platform_system"),
                PlatformVersion = Text("platform_version"),
                SysPlatform = Text("sys_platform"),
                IsFreeThreaded = root.GetProperty("free_threaded").GetBoolean(),
                Is64Bit = root.GetProperty("bits").GetInt32() == 64,
                SysconfigPlatform = Text("sysconfig_platform"),
                GlibcVersion = Text("glibc"),
                SitePackages = Text("site_packages"),
                CompiledSitePackages = root.TryGetProperty("compiled_site_packages", out JsonElement compiled) ? compiled.GetString() ?? "" : "",
                IsVirtualEnvironment = root.GetProperty("virtual").GetBoolean(),
                IsExternallyManaged = root.GetProperty("managed").GetBoolean(),
            };
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static LttException Failed(string message, string hint) =>
        new(new Diagnostic(DiagnosticCode.PythonNotFound, Severity.Error, message) { Hints = [hint] });
}
