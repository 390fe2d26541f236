using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>What <c>packaging/build.py</c> makes of the native program: a wheel for pip, and a tarball.</summary>
public sealed partial class PackagingTests
{
    [Theory]
    [InlineData(null)] // the one that Python brings along
    [InlineData("22.3.1")]
    [InlineData("24.3.1")]
    [InlineData("26.3")]
    public async Task Wheel_IsInstalledByPipAndRuns(string? pip)
    {
        string program = NativeProgram();
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string[] runPip = PythonEnvironment.Pip(pip);
        using TempFolder folder = new();
        (string wheel, _) = await PackAsync(python, program, folder.Path);
        string interpreter = await python.CreateAsync(folder.Path, withPip: pip is null);
        Task<CommandResult> PipAsync(params string[] words) => Command.RunAsync(interpreter, [.. runPip, .. words], folder.Path, ("PIP_DISABLE_PIP_VERSION_CHECK", "1"), ("PYTHONDONTWRITEBYTECODE", "1"));

        string[] before = Files(folder.At("venv"));
        (await PipAsync("install", "--no-index", "--require-hashes", "-r", folder.Write("r.txt", $"light-the-torch @ {new Uri(wheel).AbsoluteUri} --hash=sha256:{Sha256(wheel)}\n"))).MustSucceed();
        await MustRunAsync(program, interpreter, folder);
        Assert.Equal("No broken requirements found.\n", (await PipAsync("check")).MustSucceed().Output);
        (await PipAsync("uninstall", "-y", "light-the-torch")).MustSucceed();
        Assert.Equal(before, Files(folder.At("venv")));
    }

    [Fact]
    public async Task Wheel_IsInstalledByUvAndRuns()
    {
        string program = NativeProgram();
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        Uv uv = await Uv.RequireAsync(folder);
        (string wheel, _) = await PackAsync(python, program, folder.Path);
        string interpreter = await python.CreateAsync(folder.Path, withPip: false);

        string[] before = Files(folder.At("venv"));
        (await uv.RunAsync(folder, "pip", "install", "--no-index", "--python", interpreter, wheel)).MustSucceed();
        await MustRunAsync(program, interpreter, folder);
        (await uv.RunAsync(folder, "pip", "uninstall", "--python", interpreter, "light-the-torch")).MustSucceed();
        // uv's own mark of an environment that it has locked once.
        Assert.Equal(before, Files(folder.At("venv")).Where(file => file != ".lock"));
    }

    [Fact]
    public async Task PlatformTag_IsTheNewestGlibcThatTheProgramNames()
    {
        string program = NativeProgram();
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        (string wheel, _) = await PackAsync(python, program, folder.Path);

        // Another way to the same answer: every version that is asked for stands in the file as text.
        string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(program, TestContext.Current.CancellationToken));
        int newest = GlibcVersion().Matches(text).Max(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        Assert.EndsWith($"-py3-none-manylinux_2_{newest}_x86_64.whl", wheel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packing_GivesTheSameBytesAgain()
    {
        string program = NativeProgram();
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        (string wheel, string tarball) = await PackAsync(python, program, folder.At("one"));
        (string wheelAgain, string tarballAgain) = await PackAsync(python, program, folder.At("two"));

        Assert.Equal(Sha256(wheel), Sha256(wheelAgain));
        Assert.Equal(Sha256(tarball), Sha256(tarballAgain));
        Assert.Equal($"{Sha256(tarball)}  {Path.GetFileName(tarball)}\n", await File.ReadAllTextAsync(tarball + ".sha256", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tarball_HoldsTheProgram()
    {
        string program = NativeProgram();
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        (_, string tarball) = await PackAsync(python, program, folder.Path);

        (await Command.RunAsync("sha256sum", ["-c", Path.GetFileName(tarball) + ".sha256"], Path.GetDirectoryName(tarball)!)).MustSucceed();
        (await Command.RunAsync("tar", ["-xzf", tarball, "--strip-components=1"], folder.Path)).MustSucceed();
        Assert.Equal(Sha256(program), Sha256(folder.At("ltt")));
        (await Command.RunAsync(folder.At("ltt"), ["--version"], folder.Path)).MustSucceed();
    }

    [GeneratedRegex(@"GLIBC_2\.(\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex GlibcVersion();

    private static string NativeProgram()
    {
        string? named = Environment.GetEnvironmentVariable("LTT_BINARY");
        Assert.SkipWhen(named is null or "" || named.EndsWith(".dll", StringComparison.Ordinal), "only a native program is packed, and LTT_BINARY names none");
        return Path.GetFullPath(named, RepoRoot.Path);
    }

    private static async Task MustRunAsync(string program, string interpreter, TempFolder folder)
    {
        string version = (await Command.RunAsync(program, ["--version"], folder.Path)).MustSucceed().Output;
        Assert.Equal(version, (await Command.RunAsync(folder.At("venv", "bin", "ltt"), ["--version"], folder.Path)).MustSucceed().Output);
        Assert.Equal(version, (await Command.RunAsync(interpreter, ["-m", "light_the_torch", "--version"], folder.Path)).MustSucceed().Output);
        Assert.Equal(2, (await Command.RunAsync(interpreter, ["-m", "light_the_torch", "lock"], folder.Path)).ExitCode);
    }

    private static string[] Files(string folder) => [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];

    private static async Task<(string Wheel, string Tarball)> PackAsync(PythonEnvironment python, string program, string folder)
    {
        CommandResult result = await Command.RunAsync(python.Executable, ["-B", RepoRoot.At("packaging", "build.py"), program, "--output", Path.Combine(folder, "dist")], Path.GetTempPath());
        return result.MustSucceed().Output.Split('\n') is [var wheel, var tarball, ""] ? (wheel, tarball) : throw new InvalidDataException(result.ToString());
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
