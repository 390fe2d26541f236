using LightTheTorch.LoopbackIndex;

namespace LightTheTorch.EndToEnd;

/// <summary>Two backends whose torch differs between three Pythons and three platforms, in files, versions and requirements; and what each target gets of it.</summary>
public sealed class TargetsWorld() : ServedWorld(Tree)
{
    /// <summary>The input that is locked.</summary>
    public const string Requirements = "torch\nbackport ; python_version < \"3.12\"\n";

    public static string[] Pythons { get; } = ["3.11", "3.12", "3.13"];

    public static string[] Platforms { get; } = ["linux_x86_64", "win_amd64", "macos_arm64"];

    /// <summary>Everything, as a mirror tree.</summary>
    public static MemoryTree Tree { get; } = Make();

    /// <summary>The targets of a backend, as a lock names them; CUDA is not built for macOS.</summary>
    public static IEnumerable<string> Targets(string backend) => from platform in Platforms where backend == "cpu" || platform != "macos_arm64" from python in Pythons select $"{platform}-py{python}";

    /// <summary>The files of a target, sorted.</summary>
    public static string[] Files(string backend, string target)
    {
        (string platform, string python) = target.Split("-py") is [var first, var second] ? (first, second) : throw new FormatException(target);
        string cp = Tag(python), tag = WheelTag(platform);
        string local = platform == "macos_arm64" ? "" : $"+{backend}";
        return
        [
            .. new[]
            {
                $"torch-2.9.0{local}-{cp}-{cp}-{tag}.whl",
                $"native-{(python == "3.11" ? "1.0" : "2.0")}-{cp}-{cp}-{tag}.whl",
                "filelock-3.20.0-py3-none-any.whl",
                python == "3.11" ? "backport-1.0-py3-none-any.whl" : "",
                platform == "macos_arm64" ? "mac_only-1.0-py3-none-any.whl" : "",
                backend != "cpu" && platform == "linux_x86_64" ? "nvidia_lib-12.0-py3-none-manylinux_2_17_x86_64.whl" : "",
            }.Where(file => file.Length > 0).Order(StringComparer.Ordinal),
        ];
    }

    private static MemoryTree Make()
    {
        Universe universe = new Universe()
            .Add("filelock", "3.20.0").Add("backport", "1.0").Add("mac-only", "1.0")
            .Add(new WheelSpec("nvidia-lib", "12.0") { Platform = "manylinux_2_17_x86_64" });
        foreach (string python in Pythons)
        {
            foreach (string platform in Platforms)
            {
                string native = python == "3.11" ? "1.0" : "2.0";
                universe.Add(Native("native", native, platform, python) with { RequiresPython = python == "3.11" ? ">=3.9" : ">=3.12" });
                string[] requires = ["filelock", "native", "mac-only ; sys_platform == 'darwin'"];
                universe.AddTorch("cpu", Native("torch", platform == "macos_arm64" ? "2.9.0" : "2.9.0+cpu", platform, python) with { Requires = [.. requires] });
                if (platform != "macos_arm64")
                    universe.AddTorch("cu126", Native("torch", "2.9.0+cu126", platform, python) with { Requires = [.. requires, "nvidia-lib ; platform_system == 'Linux'"] }, new TorchLink { Hash = platform == "win_amd64" });
            }
        }

        return universe.Build();
    }

    private static WheelSpec Native(string name, string version, string platform, string python) => new(name, version) { Python = Tag(python), Abi = Tag(python), Platform = WheelTag(platform) };

    private static string Tag(string python) => "cp" + python.Replace(".", "", StringComparison.Ordinal);

    private static string WheelTag(string platform) => platform switch
    {
        "linux_x86_64" => "manylinux_2_28_x86_64",
        "macos_arm64" => "macosx_11_0_arm64",
        _ => platform,
    };
}
