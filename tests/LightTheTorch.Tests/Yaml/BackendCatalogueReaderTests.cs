using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Yaml;

public sealed class BackendCatalogueReaderTests
{
    private static readonly BackendCatalogue s_embedded = BackendCatalogueReader.ReadEmbedded();

    [Fact]
    public void ReadEmbedded_HasEveryPublishedBackend()
    {
        string[] expected =
        [
            "cpu", "cu132", "cu130", "cu129", "cu128", "cu126", "cu124", "cu121", "cu118", "cu117", "cu116", "cu115", "cu113", "cu111", "cu110", "cu102",
            "cu134", "rocm7.2", "rocm7.1", "rocm7.0", "rocm6.4", "rocm6.3", "rocm6.2.4", "rocm6.2", "rocm6.1", "rocm6.0", "rocm5.7", "rocm5.6",
            "rocm5.5", "rocm5.4.2", "rocm5.3", "rocm5.2", "rocm5.1.1", "rocm5.0", "rocm7.14", "xpu",
        ];
        Assert.Equal(expected, s_embedded.All.Select(backend => backend.Name.Value));
        Assert.Equal(["cpu", "cu132", "cu130", "cu126", "cu134", "rocm7.2", "xpu"], s_embedded.Live.Select(backend => backend.Name.Value));
    }

    [Fact]
    public void ReadEmbedded_RoutesTheFamily()
    {
        string[] family = ["torch", "torchvision", "torchaudio", "triton", "pytorch-triton-rocm", "triton-rocm", "pytorch-triton-xpu", "triton-xpu", "torchcodec"];
        Assert.All(family, name => Assert.Contains(PackageName.Parse(name), s_embedded.Packages));
    }

    [Fact]
    public void ReadEmbedded_EveryBackendIsWhole()
    {
        Assert.All(s_embedded.All, backend =>
        {
            Assert.NotNull(backend.FirstTorch);
            Assert.NotEmpty(backend.Platforms);
            Assert.True(backend.Accelerator == Accelerator.Cuda == (backend.Driver is not null), $"{backend}: only NVIDIA's builds have a driver floor");
            Assert.True(backend.IsLive == (backend.LastTorch is null) || backend.Name.Value == "rocm7.14", $"{backend}: a live line has no last torch");
        });
    }

    [Fact]
    public void Read_AddsAndReplacesKeyByKey()
    {
        BackendCatalogue catalogue = BackendCatalogueReader.Read(
            """
            backends:
              cu140: { like: cu132, torch: "[2.16,)" }
              cu118: { live: true }
            packages: [torchao]
            """,
            "mine.yaml",
            s_embedded);
        Backend added = catalogue.Find(BackendName.Parse("cu140"))!;
        Assert.Equal("cu140/", added.Directory);
        Assert.Equal(">=2.16", added.Torch.ToString());
        Assert.Equal(catalogue.Find(BackendName.Parse("cu132"))!.Driver, added.Driver);
        Backend changed = catalogue.Find(BackendName.Parse("cu118"))!;
        Assert.True(changed.IsLive);
        Assert.Equal("cu118/", changed.Directory);
        Assert.Equal(s_embedded.All.Length + 1, catalogue.All.Length);
        Assert.Contains(PackageName.Parse("torchao"), catalogue.Packages);
    }

    public static TheoryData<string, string, string> Errors => new()
    {
        { "backends:\n  cu126: { plattforms: {} }", "c.yaml:2:12: unknown key `plattforms`", "did you mean `platforms`?" },
        { "backend: {}", "c.yaml:1:1: unknown key `backend`", "did you mean `backends`?" },
        { "backends:\n  cu126: { torch: \"2.6..\" }", "c.yaml:2:19: expected a version range such as `[2.6, 2.15)`, got `2.6..`", "" },
        { "backends:\n  cu126: { torch: \"2.*\" }", "c.yaml:2:19: expected a version range such as `[2.6, 2.15)`, got `2.*`", "" },
        { "backends:\n  cu126: { torch: \"[2.7, 2.6]\" }", "c.yaml:2:19: expected a version range such as `[2.6, 2.15)`, got `[2.7, 2.6]`", "" },
        { "backends:\n  cu126:\n    gpus: [{ code: [sm_9] }]", "c.yaml:3:21: expected a GPU architecture such as `sm_86`, `compute_120` or `gfx90a`, got `sm_9`", "" },
        { "backends:\n  cu126:\n    driver: 525", "c.yaml:3:13: expected a table, got `525`", "" },
        { "backends:\n  cu126:\n    live: yes", "c.yaml:3:11: expected `true` or `false`, got `yes`", "" },
        { "backends:\n  cuda126: { like: cu126 }", "c.yaml:2:3: a backend is `cpu`, `xpu`, `cuNNN` or `rocmN.N`, not `cuda126`", "" },
        { "backends:\n  CU126: {}", "c.yaml:2:3: expected the name of a backend such as `cu126` or `rocm7.2`, got `CU126`", "" },
        { "backends:\n  cu140: {}", "c.yaml:2:3: the backend `cu140` names no platforms", "say `platforms: { linux_x86_64: \"[2.6,)\" }`, or `like: cu126` to take them from there" },
        { "backends:\n  cu140: { like: cu131 }", "c.yaml:2:18: no backend `cu131` stands before this one", "did you mean `cu132`?" },
        { "backends:\n  cu126: { platforms: { linux_x64: \"[2.6,)\" } }", "c.yaml:2:25: unknown key `linux_x64`", "did you mean `linux_x86_64`?" },
        { "backends:\n  cu126: { index: nvidia }", "c.yaml:2:19: no index is named `nvidia`", "the indexes are `amd`, `nvidia-windows-arm`, `pypi`, `pytorch`" },
        { "backends:\n  cu126: { directory: ../evil/ }", "c.yaml:2:23: expected a folder such as `cu126/`, got `../evil/`", "" },
        { "indexes: { pypi: ftp://x/ }", "c.yaml:1:18: expected an https address with a slash at its end, got `ftp://x/`", "" },
        { "backends:\n  rocm7.14: { packages: [rocm*] }", "c.yaml:2:26: expected the name of a package, or the beginning of names such as `rocm-sdk-*`, got `rocm*`", "" },
        { "backends:\n  cu126:\n    gpus: [{ torch: \"[2.6,)\" }]", "c.yaml:3:12: the key `code` is missing", "" },
        { "deny: [{ why: it smokes }]", "c.yaml:1:8: the key `gpu` is missing", "" },
        { "deny: [{ gpu: gfx }]", "c.yaml:1:15: expected a GPU architecture such as `gfx1033`, got `gfx`", "" },
        { "intel: { arc-b: [E20B] }", "c.yaml:1:18: expected a PCI device id: four hexadecimal digits in lower case, got `E20B`", "" },
        { "intel: { ArcB: [e20b] }", "c.yaml:1:10: expected the name of a family such as `arc-b`, got `ArcB`", "" },
        { "cuda-builds: { vllm: { cuda: [12, thirteen] } }", "c.yaml:1:35: expected a number, got `thirteen`", "" },
        { "pypi-torch: [{ torch: \"[3.0,)\" }]", "c.yaml:1:14: the key `cuda` is missing", "" },
        { "hosts: { download.pytorch.org: [\"https://cdn.example/\"] }", "c.yaml:1:33: expected the name of a host such as `download.pytorch.org`, got `https://cdn.example/`", "" },
        { "channels: { nightly: { path: /nightly } }", "c.yaml:1:30: expected a folder such as `cu126/`, got `/nightly`", "" },
        { "companions: { torchaudio: { torch: 2.x } }", "c.yaml:1:36: expected a version range such as `[2.6, 2.15)`, got `2.x`", "" },
        { "releases: [{ torch: \"[2.6,)\", pythons: [py312] }]", "c.yaml:1:41: expected a Python such as `3.12` or `3.13t`, got `py312`", "" },
        { "torch-versions: [newest]", "c.yaml:1:18: expected a version, got `newest`", "" },
        { "packages: [-torch]", "c.yaml:1:12: expected the name of a package, got `-torch`", "" },
        { "packages: &a [torch]", "c.yaml:1:11: anchors and aliases have no place in a catalogue", "" },
        { "a: [\nb]", "c.yaml:1:1: not valid YAML", "" },
        { "!!n]o", "c.yaml:1:1: not valid YAML", "" },
        { "- x", "c.yaml:1:1: expected a table, got a list", "" },
        { "", "c.yaml:1:1: expected one YAML document", "" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Read_TellsWhere(string text, string message, string hint)
    {
        LttException e = Assert.Throws<LttException>(() => BackendCatalogueReader.Read(text, "c.yaml", s_embedded));
        Diagnostic first = e.Diagnostics[0];
        Assert.Equal(message, first.ToString());
        Assert.Equal(hint, string.Join("; ", first.Hints));
        Assert.Equal(DiagnosticCode.InvalidCatalogue, first.Code);
    }

    [Fact]
    public void Embedded_TakesAboutEightLinesForACudaLine()
    {
        // astral-sh/uv#16319, uv#20235: a new CUDA is data, and a person can review it.
        string[] lines = File.ReadAllLines(RepoRoot.At("src", "LightTheTorch.IO", "Yaml", "backends.yaml"));
        int first = Array.IndexOf(lines, "  cu132:");
        int count = Array.FindIndex(lines, first, line => line.Length == 0) - first;
        Assert.InRange(count, 5, 10);
        BackendCatalogue alone = BackendCatalogueReader.Read("backends:\n" + string.Join('\n', lines.Skip(first).Take(count)).Replace("cu132", "cu141", StringComparison.Ordinal), "new.yaml", s_embedded);
        Backend added = alone.Find(BackendName.Parse("cu141"))!;
        Assert.Equal(s_embedded.Find(BackendName.Parse("cu132"))! with { Name = added.Name, Toolkit = added.Toolkit, Directory = "cu141/", Platforms = added.Platforms, Gpus = added.Gpus, Driver = added.Driver, ToolkitDriver = added.ToolkitDriver, Torch = added.Torch, Packages = added.Packages }, added);
        Assert.Equal(s_embedded.Find(BackendName.Parse("cu132"))!.Gpus.SelectMany(row => row.Architectures), added.Gpus.SelectMany(row => row.Architectures));
    }

    [Fact]
    public void Read_TellsEveryMistake()
    {
        LttException e = Assert.Throws<LttException>(() => BackendCatalogueReader.Read("pakages: []\nhost: {}\n", "c.yaml", s_embedded));
        Assert.Equal(2, e.Diagnostics.Length);
    }
}
