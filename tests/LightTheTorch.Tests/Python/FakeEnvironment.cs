using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Python;

/// <summary>A virtual environment that is nothing but files; its Python answers as it is told and cannot do anything else.</summary>
internal sealed class FakeEnvironment
{
    private readonly string _version;

    public FakeEnvironment(string folder, string version = "3.12.4")
    {
        _version = version;
        Folder = folder;
        SitePackages = Path.Combine(folder, "lib", "site-packages");
        Python = OperatingSystem.IsWindows() ? Path.Combine(folder, "Scripts", "python.exe") : Path.Combine(folder, "bin", "python");
        Directory.CreateDirectory(SitePackages);
        Directory.CreateDirectory(Path.GetDirectoryName(Python)!);
        File.WriteAllText(Python, "");
        File.WriteAllText(Path.Combine(folder, "pyvenv.cfg"), "home = /usr/bin\n");
        Runner = new FakeProcessRunner(Answer);
    }

    public string Folder { get; }

    public string Python { get; }

    public string SitePackages { get; }

    public FakeProcessRunner Runner { get; }

    /// <summary>What any call but the probe answers.</summary>
    public Func<ProcessRequest, ProcessAnswer?> Else { get; set; } = _ => new ProcessAnswer(1, "", "this Python does nothing");

    public bool IsVirtual { get; set; } = true;

    public bool IsManaged { get; set; }

    /// <summary>Puts a package there as pip would leave it; without a list of its files or the name of its installer, as if it had been ended.</summary>
    public string Add(string name, string version, string? directUrl = null, string? record = "", string? installer = "pip\n")
    {
        string info = Path.Combine(SitePackages, $"{name.Replace('-', '_')}-{version}.dist-info");
        Directory.CreateDirectory(info);
        File.WriteAllText(Path.Combine(info, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: nonsense\n");
        if (record is not null) File.WriteAllText(Path.Combine(info, "RECORD"), record);
        if (installer is not null) File.WriteAllText(Path.Combine(info, "INSTALLER"), installer);
        if (directUrl is not null) File.WriteAllText(Path.Combine(info, "direct_url.json"), directUrl);
        return info;
    }

    public ProcessAnswer? Answer(ProcessRequest request)
    {
        if (request.FileName != Python) return null;
        if (!request.Arguments.Any(argument => argument.Contains("sys_platform", StringComparison.Ordinal))) return Else(request);
        string Quote(string path) => path.Replace("\\", "\\\\", StringComparison.Ordinal);
        return new ProcessAnswer(0, $$"""
            {"executable":"{{Quote(Python)}}","version":"{{_version}}","implementation_name":"cpython","implementation_version":"{{_version}}","os_name":"posix",
             "platform_machine":"x86_64","platform_python_implementation":"CPython","platform_release":"6.8.0","platform_system":"Linux",
             "platform_version":"#1","sys_platform":"linux","free_threaded":false,"bits":64,"sysconfig_platform":"linux-x86_64","glibc":"2.39",
             "site_packages":"{{Quote(SitePackages)}}","compiled_site_packages":"{{Quote(SitePackages)}}","virtual":{{(IsVirtual ? "true" : "false")}},"managed":{{(IsManaged ? "true" : "false")}}}
            """, "");
    }
}
