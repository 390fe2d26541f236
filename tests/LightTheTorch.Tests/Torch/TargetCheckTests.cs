using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Torch;

public sealed class TargetCheckTests
{
    private static readonly TargetCheck s_check = new(BackendCatalogueReader.ReadEmbedded());

    [Theory]
    [InlineData("cpu", "linux_x86_64", "3.12", "")]
    [InlineData("cpu", "macos_arm64:13.0", "3.12", ">=2.7")]
    [InlineData("cu126", "linux_x86_64", "3.14", "")]
    [InlineData("cu118", "win_amd64", "3.13", "")]
    [InlineData("cu130", "linux_aarch64", "3.13t", "")]
    [InlineData("cu126", "linux_x86_64", "3.12", "==2.8.0+cpu")] // the resolver explains it, with the place of the requirement
    [InlineData("cu130", "linux_x86_64", "3.12", ">=2.16")] // newer than the tables
    [InlineData("cu130", "linux_x86_64", "3.16", "")] // a torch to come may have it
    [InlineData("cu130", "linux_x86_64", "3.12", "==2.9.7")] // the index knows whether there is one
    [InlineData("cpu", "macos_x86_64", "3.11", "")]
    public void Check_LetsThrough(string backend, string platform, string python, string torch) => Assert.Null(Check(backend, platform, python, torch));

    public static TheoryData<string, string, string, string, string, string[]> Impossible => new()
    {
        {
            "cu118", "macos_arm64", "3.12", "", "`cu118` does not exist for macos_arm64",
            [
                "`cu118` exists for linux_x86_64 and win_amd64", "for macos_arm64 there is `cpu`",
                "the newest torch for Python 3.12 on macos_arm64 is 2.14.0, on `cpu`",
            ]
        },
        {
            "rocm7.2", "win_amd64", "3.12", "", "`rocm7.2` does not exist for win_amd64",
            [
                "`rocm7.2` exists for linux_x86_64", "for win_amd64 there are `cpu`, `cu132`, `cu130`, `cu126` and `xpu`",
                "the newest torch for Python 3.12 on win_amd64 is 2.14.0, on `cpu`, `cu132`, `cu130`, `cu126`, `rocm7.14` and `xpu`",
            ]
        },
        {
            "cpu", "musllinux_x86_64", "3.12", "", "`cpu` does not exist for musllinux_x86_64",
            [
                "`cpu` exists for linux_x86_64, linux_aarch64, win_amd64, win_arm64, macos_arm64 and macos_x86_64",
                "torch has no wheels for musllinux_x86_64 on any backend",
            ]
        },
        {
            // uv#12357: a new Python, and a silent fall to an old version
            "cu126", "linux_x86_64", "3.14", "==2.6.*", "no `torch==2.6.*` of `cu126` has wheels for Python 3.14 on linux_x86_64",
            ["torch 2.6.0 on linux_x86_64 has wheels for Python 3.9 to 3.13, 3.13t", "the newest torch of `cu126` for Python 3.14 on linux_x86_64 is 2.14.0"]
        },
        {
            "cu118", "linux_x86_64", "3.14", "", "no torch of `cu118` has wheels for Python 3.14 on linux_x86_64",
            [
                "torch 2.7.1 on linux_x86_64 has wheels for Python 3.9 to 3.13, 3.13t",
                "the newest torch for Python 3.14 on linux_x86_64 is 2.14.0, on `cpu`, `cu132`, `cu130`, `cu126`, `rocm7.2`, `rocm7.14` and `xpu`",
            ]
        },
        {
            "cu118", "linux_x86_64", "3.12", ">=2.8", "`cu118` has no `torch>=2.8` for linux_x86_64: its builds are torch >=2.0,<=2.7.1",
            [
                "the newest torch of `cu118` for Python 3.12 on linux_x86_64 is 2.7.1",
                "`torch>=2.8` for linux_x86_64 is on `cpu`, `cu132`, `cu130`, `cu129`, `cu128`, `cu126`, `rocm7.2`, `rocm7.1`, `rocm7.0`, `rocm6.4`, `rocm6.3`, `rocm7.14` and `xpu`",
            ]
        },
        {
            "cu130", "linux_x86_64", "3.9", "", "no torch of `cu130` has wheels for Python 3.9 on linux_x86_64",
            [
                "torch 2.14.0 on linux_x86_64 has wheels for Python 3.10 to 3.15, 3.14t, 3.15t",
                "the newest torch for Python 3.9 on linux_x86_64 is 2.8.0, on `cpu`, `cu129`, `cu128`, `cu126`, `rocm6.4`, `rocm6.3` and `xpu`",
            ]
        },
        {
            "cpu", "macos_x86_64", "3.12", ">=2.3", "`cpu` has no `torch>=2.3` for macos_x86_64: its builds are torch >=1.0,<=2.2.2", // uv#8358
            ["the newest torch of `cpu` for Python 3.12 on macos_x86_64 is 2.2.2"]
        },
        {
            "cpu", "macos_x86_64", "3.13", "", "no torch of `cpu` has wheels for Python 3.13 on macos_x86_64",
            ["torch 2.2.2 on macos_x86_64 has wheels for Python 3.8 to 3.12"]
        },
        {
            "cu129", "win_amd64", "3.12", ">=2.9.1", "`cu129` has no `torch>=2.9.1` for win_amd64: its builds are torch >=2.8,<=2.9.0",
            [
                "the newest torch of `cu129` for Python 3.12 on win_amd64 is 2.9.0",
                "`torch>=2.9.1` for win_amd64 is on `cpu`, `cu132`, `cu130`, `cu128`, `cu126`, `rocm7.14` and `xpu`",
            ]
        },
        {
            "cpu", "win_arm64", "3.14", "==2.14.0", "no `torch==2.14.0` of `cpu` has wheels for Python 3.14 on win_arm64", // pytorch#195033
            ["torch 2.14.0 on win_arm64 has wheels for Python 3.11 to 3.13"]
        },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Check_SaysWhatExists(string backend, string platform, string python, string torch, string message, string[] hints)
    {
        Diagnostic diagnostic = Check(backend, platform, python, torch)!;
        Assert.Equal(message, diagnostic.Message);
        Assert.Equal(hints, diagnostic.Hints);
        Assert.Equal(DiagnosticCode.ImpossibleTarget, diagnostic.Code);
    }

    [Theory]
    [InlineData("cu118", "linux_x86_64 win_amd64", "3.11 3.12", ">=2.8", "`cu118` has no `torch>=2.8` for linux_x86_64 and win_amd64: its builds are torch >=2.0,<=2.7.1")]
    [InlineData("cu130", "linux_x86_64 win_amd64", "3.10 3.12", "==2.8.*", "`cu130` has no `torch==2.8.*` for linux_x86_64 and win_amd64: its builds are torch >=2.9")]
    [InlineData("cu118", "linux_x86_64 win_amd64", "3.12 3.14 3.15", "", "no torch of `cu118` has wheels for Python 3.14 and 3.15 on linux_x86_64 and win_amd64")]
    [InlineData("cu118", "macos_arm64 win_arm64 linux_x86_64", "3.11 3.12 3.13", "", "`cu118` does not exist for macos_arm64 and win_arm64")]
    [InlineData("rocm6.4", "win_amd64", "3.11 3.12", "", "`rocm6.4` does not exist for win_amd64")]
    [InlineData("cu129", "linux_x86_64 win_amd64", "3.12", ">=2.14", "`cu129` has no `torch>=2.14` for linux_x86_64: its builds are torch >=2.8,<=2.13.0\n`cu129` has no `torch>=2.14` for win_amd64: its builds are torch >=2.8,<=2.9.0")]
    [InlineData("cu126", "linux_x86_64 macos_arm64", "3.11 3.12", "==2.2.*", "`cu126` has no `torch==2.2.*` for linux_x86_64: its builds are torch >=2.6,<2.15\n`cu126` does not exist for macos_arm64")]
    [InlineData("cu118", "linux_x86_64 macos_arm64", "3.12 3.14", "==2.6.*", "no `torch==2.6.*` of `cu118` has wheels for Python 3.14 on linux_x86_64\n`cu118` does not exist for macos_arm64")]
    public void Check_SaysOnceWhatIsTrueOfManyTargets(string backend, string platforms, string pythons, string torch, string expected)
    {
        IEnumerable<Target> targets = from platform in platforms.Split(' ') from python in pythons.Split(' ') select new Target(BackendName.Parse(backend), Platform.Parse(platform), PythonVersion.Parse(python));
        System.Collections.Immutable.ImmutableArray<Diagnostic> found = s_check.Check(targets, torch.Length == 0 ? null : SpecifierSet.Parse(torch));
        Assert.Equal(expected, string.Join('\n', found.Select(diagnostic => diagnostic.Message)));
        Assert.All(found, diagnostic => Assert.Equal(diagnostic.Hints.Distinct(), diagnostic.Hints));
    }

    /// <summary>Hints of several targets: what is true of several Pythons and platforms is said once, and nothing of one target alone is left out.</summary>
    [Theory]
    [InlineData(
        "cpu", "win_amd64 linux_x86_64 macos_x86_64", "3.14 3.15", "==2.6.*",
        "torch 2.6.0 on win_amd64 and linux_x86_64 has wheels for Python 3.9 to 3.13, 3.13t",
        "the newest torch of `cpu` for Python 3.14 on win_amd64 is 2.14.0",
        "the newest torch of `cpu` for Python 3.14 and 3.15 on linux_x86_64 is 2.14.0")]
    [InlineData(
        "cu118", "linux_x86_64", "3.8 3.14", "==2.7.*", // uv#12357, pytorch#140798: each Python has another answer
        "torch 2.7.1 on linux_x86_64 has wheels for Python 3.9 to 3.13, 3.13t",
        "the newest torch of `cu118` for Python 3.8 on linux_x86_64 is 2.4.1",
        "the newest torch for Python 3.14 on linux_x86_64 is 2.14.0, on `cpu`, `cu132`, `cu130`, `cu126`, `rocm7.2`, `rocm7.14` and `xpu`")]
    [InlineData(
        "rocm7.2", "win_amd64 macos_arm64", "3.12 3.13", "",
        "`rocm7.2` exists for linux_x86_64",
        "for win_amd64 there are `cpu`, `cu132`, `cu130`, `cu126` and `xpu`",
        "the newest torch for Python 3.12 and 3.13 on win_amd64 is 2.14.0, on `cpu`, `cu132`, `cu130`, `cu126`, `rocm7.14` and `xpu`",
        "for macos_arm64 there is `cpu`",
        "the newest torch for Python 3.12 and 3.13 on macos_arm64 is 2.14.0, on `cpu`")]
    public void Check_SaysOfEveryTargetWhatExists(string backend, string platforms, string pythons, string torch, params string[] hints)
    {
        IEnumerable<Target> targets = from platform in platforms.Split(' ') from python in pythons.Split(' ') select new Target(BackendName.Parse(backend), Platform.Parse(platform), PythonVersion.Parse(python));
        Assert.Equal(hints, s_check.Check(targets, torch.Length == 0 ? null : SpecifierSet.Parse(torch))[0].Hints);
    }

    private static Diagnostic? Check(string backend, string platform, string python, string torch) => s_check.Check(
        new Target(BackendName.Parse(backend), Platform.Parse(platform), PythonVersion.Parse(python)),
        torch.Length == 0 ? null : SpecifierSet.Parse(torch));
}
