using System.IO.Compression;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>uv out of its wheel in <c>../shared/peers</c>, set up as its users do for PyTorch: an explicit index for PyTorch's names, PyPI for the rest.</summary>
internal sealed class Peer(string program, Uri root)
{
    /// <exception cref="InvalidOperationException">The wheel is not there.</exception>
    public static string Unpack(string folder)
    {
        string peers = Path.Combine(Path.GetDirectoryName(Fixtures.Folder)!, "..", "shared", "peers");
        string wheel = Directory.Exists(peers) ? Directory.GetFiles(peers, "uv-*.whl").FirstOrDefault() ?? "" : "";
        if (wheel.Length == 0) throw new InvalidOperationException("uv's wheel is not in ../shared/peers");
        using ZipArchive archive = ZipFile.OpenRead(wheel);
        string program = Path.Combine(folder, "uv");
        archive.Entries.Single(entry => entry.FullName.EndsWith("/scripts/uv", StringComparison.Ordinal)).ExtractToFile(program);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    /// <summary>A project of uv's for each backend: <c>BACKEND/pyproject.toml</c> below the folder.</summary>
    public void WriteProjects(string folder, IEnumerable<string> backends, IEnumerable<string> requirements)
    {
        foreach (string backend in backends)
        {
            // An explicit index serves direct dependencies only, so uv's documentation asks for Intel's Triton by name.
            string[] wanted = [.. requirements, .. backend == "xpu" ? new[] { "pytorch-triton-xpu ; sys_platform == 'linux' and python_version < '3.11'", "triton-xpu ; sys_platform == 'linux' and python_version >= '3.11'" } : []];
            Directory.CreateDirectory(Path.Combine(folder, backend));
            File.WriteAllText(Path.Combine(folder, backend, "pyproject.toml"), $"""
                [project]
                name = "measured"
                version = "1"
                requires-python = ">=3.10"
                dependencies = [{string.Join(", ", wanted.Select(line => $"\"{line}\""))}]
                [tool.uv.sources]
                torch = [{"{"} index = "pytorch" {"}"}]
                torchvision = [{"{"} index = "pytorch" {"}"}]
                torchaudio = [{"{"} index = "pytorch" {"}"}]
                pytorch-triton-xpu = [{"{"} index = "pytorch" {"}"}]
                triton-xpu = [{"{"} index = "pytorch" {"}"}]
                [[tool.uv.index]]
                name = "pytorch"
                url = "{root}download.pytorch.org/whl/{backend}/"
                explicit = true
                [[tool.uv.index]]
                url = "{root}pypi.org/simple/"
                default = true

                """);
        }
    }

    /// <summary><c>uv pip compile</c> for one target.</summary>
    public Job Compile(string folder, string backend, string platform, string python, string cache) =>
        Run(Path.Combine(folder, backend), cache, ["--python-platform", platform, "--python-version", python]);

    /// <summary><c>uv pip compile --universal</c>: one answer for all platforms and Pythons of a backend.</summary>
    public Job CompileUniversal(string folder, string backend, string python, string cache) =>
        Run(Path.Combine(folder, backend), cache, ["--universal", "--python-version", python]);

    // An interpreter is named, so that uv does not look for one of the target's version on every run.
    private Job Run(string folder, string cache, string[] target) =>
        new(program, folder, ["pip", "compile", "pyproject.toml", "--no-build", "-q", "--python", "python3", "-o", $"{Path.GetRandomFileName()}.txt", .. target],
            ("UV_PYTHON_DOWNLOADS", "never"), ("UV_CACHE_DIR", cache), ("UV_NO_PROGRESS", "1"));
}
