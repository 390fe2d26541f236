using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Python;
using Microsoft.Extensions.Time.Testing;

namespace LightTheTorch.Tests.Python;

public sealed class EnvironmentLocatorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-env-");
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Delete(recursive: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LocatedEnvironment Locate(string? asked = null, bool system = false, string folder = "") =>
        new EnvironmentLocator(_variables.GetValueOrDefault, Path.Combine(_folder.FullName, folder)).Locate(asked, system);

    private FakeEnvironment Environment(string folder) => new(Path.Combine(_folder.FullName, folder));

    [Fact]
    public void Locate_TakesTheNearestDotVenvUpwards()
    {
        FakeEnvironment outer = Environment(".venv"), inner = Environment("a/.venv");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "a", "b"));
        Assert.Equal((inner.Python, ".venv"), (Locate(folder: "a/b").Python, Locate(folder: "a/b").NamedBy));
        Assert.Equal(outer.Python, Locate().Python);
    }

    [Fact]
    public void Locate_TakesTheActiveOneBeforeDotVenvAndTheNamedOneBeforeBoth()
    {
        Environment(".venv");
        FakeEnvironment active = Environment("active"), named = Environment("named");
        _variables["VIRTUAL_ENV"] = active.Folder;
        Assert.Equal(new LocatedEnvironment(active.Python, "VIRTUAL_ENV", IsSystemAllowed: false), Locate());
        Assert.Equal(named.Python, Locate("named").Python); // a folder
        Assert.Equal(named.Python, Locate(named.Python).Python); // an interpreter
        Assert.Equal(new LocatedEnvironment("python3.12", "--python", IsSystemAllowed: false), Locate("python3.12")); // a name on PATH
    }

    [Fact]
    public void Locate_TakesCondasButNotItsBase()
    {
        FakeEnvironment conda = Environment("conda");
        _variables["CONDA_PREFIX"] = conda.Folder;
        Assert.Equal(conda.Python, Locate().Python);
        _variables["CONDA_DEFAULT_ENV"] = "base";
        Assert.Throws<LttException>(() => Locate());
    }

    [Theory]
    [InlineData(null, null, "there is no environment to install into: no `.venv` lies here or above, and `VIRTUAL_ENV` is not set")]
    [InlineData(null, "gone", "`VIRTUAL_ENV` names `gone`, which holds no Python environment")]
    [InlineData("gone/bin/python", null, "there is no Python at `gone/bin/python`")]
    [InlineData("empty", null, "`empty` holds no Python environment")]
    public void Locate_SaysWhatIsMissing(string? asked, string? active, string message)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "empty"));
        if (active is not null) _variables["VIRTUAL_ENV"] = active;
        LttException error = Assert.Throws<LttException>(() => Locate(asked));
        Assert.Equal((DiagnosticCode.EnvironmentNotFound, message), (error.Diagnostics[0].Code, error.Message));
    }

    [Theory]
    [InlineData(true, false, false, null)]
    [InlineData(false, false, false, "is in no virtual environment")]
    [InlineData(false, false, true, null)]
    [InlineData(false, true, true, "is managed by the operating system, which forbids to install into it (PEP 668)")]
    [InlineData(true, true, false, null)] // an environment made from a managed Python
    public async Task Check_KeepsOutOfTheSystemsPython(bool isVirtual, bool managed, bool system, string? expected)
    {
        FakeEnvironment environment = Environment("some");
        (environment.IsVirtual, environment.IsManaged) = (isVirtual, managed);
        Interpreter interpreter = await new InterpreterProbe(environment.Runner).ProbeAsync(environment.Python, Cancel);
        LocatedEnvironment located = new(environment.Python, "--python", system);
        if (expected is null) EnvironmentLocator.Check(located, interpreter);
        else Assert.Equal($"`{environment.Python}` {expected}", Assert.Throws<LttException>(() => EnvironmentLocator.Check(located, interpreter)).Message);
    }

    [Fact]
    public async Task KnownInterpreters_AskOnceAndAgainWhenAFileChanges()
    {
        FakeEnvironment environment = Environment("some");
        KnownInterpreters known = new(environment.Runner, new CacheFolder(Path.Combine(_folder.FullName, "cache"), new FakeTimeProvider()));
        Interpreter first = await known.ProbeAsync(environment.Python, Cancel), second = await known.ProbeAsync(environment.Python, Cancel);
        Assert.Single(environment.Runner.Requests);
        Assert.Equal((first.Executable, first.Version, "linux_x86_64:2.39"), (second.Executable, second.Version, second.Platform?.Name));
        await File.AppendAllTextAsync(Path.Combine(environment.Folder, "pyvenv.cfg"), "prompt = x\n", Cancel);
        File.SetLastWriteTimeUtc(Path.Combine(environment.Folder, "pyvenv.cfg"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await known.ProbeAsync(environment.Python, Cancel);
        Assert.Equal(2, environment.Runner.Requests.Count);
    }

    [Fact]
    public async Task KnownInterpreters_DoNotKeepTheAnswerOfALauncher()
    {
        FakeEnvironment environment = Environment("some");
        string shim = Path.Combine(_folder.FullName, "shim");
        await File.WriteAllTextAsync(shim, "", Cancel);
        FakeProcessRunner runner = new(request => environment.Answer(request with { FileName = environment.Python }));
        KnownInterpreters known = new(runner, new CacheFolder(Path.Combine(_folder.FullName, "cache"), new FakeTimeProvider()));
        await known.ProbeAsync(shim, Cancel);
        await known.ProbeAsync(shim, Cancel);
        Assert.Equal(2, runner.Requests.Count);
    }

    [Theory]
    [InlineData("linux", "2.17", "linux-x86_64", "x86_64", "5.0", "linux_x86_64:2.17")]
    [InlineData("linux", "", "linux-aarch64", "aarch64", "5.0", "musllinux_aarch64")]
    [InlineData("win32", "", "win-amd64", "AMD64", "10", "win_amd64")]
    [InlineData("win32", "", "win-arm64", "ARM64", "11", "win_arm64")]
    [InlineData("darwin", "", "macosx-10.13-universal2", "arm64", "23.5.0", "macos_arm64")] // macOS 14, whatever Python was built for
    [InlineData("darwin", "", "macosx-11.0-arm64", "arm64", "25.0.0", "macos_arm64:26.0")]
    [InlineData("darwin", "", "macosx-10.9-x86_64", "x86_64", "19.6.0", "macos_x86_64:10.15")]
    [InlineData("linux", "2.39", "linux-riscv64", "riscv64", "6.0", null)]
    public async Task Interpreter_KnowsItsPlatform(string sysPlatform, string glibc, string sysconfig, string machine, string release, string? expected)
    {
        FakeEnvironment environment = Environment("some");
        Interpreter interpreter = await new InterpreterProbe(environment.Runner).ProbeAsync(environment.Python, Cancel);
        interpreter = interpreter with { SysPlatform = sysPlatform, GlibcVersion = glibc, SysconfigPlatform = sysconfig, PlatformMachine = machine, PlatformRelease = release };
        Assert.Equal(expected, interpreter.Platform?.Name);
        Assert.Null((interpreter with { Is64Bit = false }).Platform);
    }
}
