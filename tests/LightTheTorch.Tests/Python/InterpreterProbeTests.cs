using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Python;

public sealed class InterpreterProbeTests
{
    [Fact]
    public async Task ProbeAsync_ReadsARealInterpreter()
    {
        Interpreter interpreter = await new InterpreterProbe(new ProcessRunner()).ProbeAsync(RealPython.Path, TestContext.Current.CancellationToken);

        Assert.True(Path.IsPathRooted(interpreter.Executable));
        Assert.Equal(3, interpreter.Version.Release[0]);
        Assert.Equal(Environment.OSVersion.Platform == PlatformID.Win32NT ? "nt" : "posix", interpreter.OsName);
        Assert.Equal(interpreter.ImplementationName == "cpython", interpreter.Target is not null);
        Assert.NotEmpty(interpreter.SitePackages);
    }

    [Fact]
    public async Task ProbeAsync_TellsThePreReleaseAndTheFreeThreadedBuild()
    {
        const string Json = """
            {"executable":"/p","version":"3.14.0rc1","implementation_name":"cpython","implementation_version":"3.14.0rc1","os_name":"posix",
             "platform_machine":"x86_64","platform_python_implementation":"CPython","platform_release":"6","platform_system":"Linux",
             "platform_version":"#1","sys_platform":"linux","free_threaded":true,"bits":64,"sysconfig_platform":"linux-x86_64","glibc":"2.39",
             "site_packages":"/s","virtual":true,"managed":false}
            """;

        Interpreter interpreter = await Probe(new ProcessAnswer(0, Json, "")).ProbeAsync("p", TestContext.Current.CancellationToken);

        Assert.Equal("3.14t", interpreter.Target?.ToString());
    }

    public static TheoryData<ProcessAnswer?, string> Failures => new()
    {
        { null, "there is no Python at `p`" },
        { new ProcessAnswer(1, "", "Traceback\n  x\nSyntaxError: invalid syntax\n"), "`p` does not answer as a Python interpreter: exit code 1, SyntaxError: invalid syntax" },
        { new ProcessAnswer(0, "hello", ""), "`p` does not answer as a Python interpreter: exit code 0" },
        { new ProcessAnswer(0, "{}", ""), "`p` does not answer as a Python interpreter: exit code 0" },
        { new ProcessAnswer(0, "[]", ""), "`p` does not answer as a Python interpreter: exit code 0" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task ProbeAsync_SaysWhatIsWrong(ProcessAnswer? answer, string message)
    {
        LttException failure = await Assert.ThrowsAsync<LttException>(() => Probe(answer).ProbeAsync("p", TestContext.Current.CancellationToken));

        Assert.Equal((DiagnosticCode.PythonNotFound, message), (failure.Diagnostics[0].Code, failure.Diagnostics[0].Message));
    }

    private static InterpreterProbe Probe(ProcessAnswer? answer) => new(new FakeProcessRunner(_ => answer));
}
