using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>What <c>packaging/build.py</c> makes of the native program: a wheel for pip, and a tarball.</summary>
public sealed partial class PackagingTests
{
    [Fact]
    public async Task Wheel_IsInstalledByPipAndRuns()
    {
        string program = NativeProgram();
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        (string wheel, _) = await PackAsync(python, program, folder.Path);
        string version = (await Command.RunAsync(program, ["--version"], folder.Path)).MustSucceed().Output;

        string interpreter = await python.CreateAsync(folder.Path, withPip: true);
        (await Command.RunAsync(interpreter, ["-m", "pip", "install", "--no-index", "--disable-pip-version-check", wheel], folder.Path)).MustSucceed();

        Assert.Equal(version, (await Command.RunAsync(folder.At("venv", "bin", "ltt"), ["--version"], folder.Path)).MustSucceed().Output);
        Assert.Equal(version, (await Command.RunAsync(interpreter, ["-m", "light_the_torch", "--version"], folder.Path)).MustSucceed().Output);
        CommandResult usage = await Command.RunAsync(interpreter, ["-m", "light_the_torch", "lock"], folder.Path);
        Assert.Equal(2, usage.ExitCode);
        (await Command.RunAsync(interpreter, ["-m", "pip", "uninstall", "-y", "light-the-torch"], folder.Path)).MustSucceed();
        Assert.False(File.Exists(folder.At("venv", "bin", "ltt")));
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

        (await Command.RunAsync("tar", ["-xzf", tarball, "--strip-components=1"], folder.Path)).MustSucceed();
        Assert.Equal(Sha256(program), Sha256(folder.At("ltt")));
        (await Command.RunAsync(folder.At("ltt"), ["--version"], folder.Path)).MustSucceed();
    }

    [Theory]
    [InlineData("1.2.0", "1.2.0")]
    [InlineData("1.2.0+abcdef", "1.2.0")]
    [InlineData("1.2.0-alpha.0.7", "1.2.0a0.dev7")]
    [InlineData("1.2.0-alpha.0.7+abcdef", "1.2.0a0.dev7")]
    [InlineData("1.2.0-beta.2", "1.2.0b2")]
    [InlineData("1.2.0-rc.1", "1.2.0rc1")]
    public async Task Version_IsSpelledForPython(string version, string expected)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        CommandResult result = await Command.RunAsync(python.Executable, ["-B", "-c", "import sys; from build import python_version; print(python_version(sys.argv[1]))", version], folder.Path, ("PYTHONPATH", RepoRoot.At("packaging")));
        Assert.Equal(expected, result.MustSucceed().Output.Trim());
    }

    [Fact]
    public async Task ProgramOfAnotherKind_IsRefused()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        string program = folder.Write("ltt", "#!/bin/sh\necho 1.0.0\n");
        CommandResult result = await Command.RunAsync(python.Executable, ["-B", RepoRoot.At("packaging", "build.py"), program, "--version", "1.0.0", "--output", folder.Path], folder.Path);
        Assert.Equal((1, $"error: {program} is not a 64-bit little-endian ELF file\n"), (result.ExitCode, result.Talk));
    }

    [GeneratedRegex(@"GLIBC_2\.(\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex GlibcVersion();

    private static string NativeProgram()
    {
        string? named = Environment.GetEnvironmentVariable("LTT_BINARY");
        Assert.SkipWhen(named is null or "" || named.EndsWith(".dll", StringComparison.Ordinal), "only a native program is packed, and LTT_BINARY names none");
        return Path.GetFullPath(named, RepoRoot.Path);
    }

    private static async Task<(string Wheel, string Tarball)> PackAsync(PythonEnvironment python, string program, string folder)
    {
        CommandResult result = await Command.RunAsync(python.Executable, ["-B", RepoRoot.At("packaging", "build.py"), program, "--output", Path.Combine(folder, "dist")], Path.GetTempPath());
        return result.MustSucceed().Output.Split('\n') is [var wheel, var tarball, ""] ? (wheel, tarball) : throw new InvalidDataException(result.ToString());
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
