using LightTheTorch.Locking;
using LightTheTorch.Requirements;
using LightTheTorch.Syncing;
using LightTheTorch.Targets;
using LightTheTorch.Tests.Locking;

namespace LightTheTorch.Tests.Syncing;

public sealed class LockSelectionTests
{
    private static readonly LockFile s_file = new(SampleLock.Cu126, SampleLock.Outside, IsUntouched: true);

    [Theory]
    [InlineData("linux_x86_64:2.39", "3.12", "numpy-2.3.4-cp312-cp312-manylinux_2_28_x86_64.whl openai_whisper-20250625.tar.gz torch-2.9.0+cu126-cp312-cp312-manylinux_2_28_x86_64.whl typing_extensions-4.15.0-py3-none-any.whl")]
    [InlineData("win_amd64", "3.12", "numpy-2.3.4-cp312-cp312-win_amd64.whl openai_whisper-20250625.tar.gz torch-2.9.0+cu126-cp312-cp312-win_amd64.whl typing_extensions-4.15.0-py3-none-any.whl")]
    [InlineData("linux_x86_64:2.17", "3.12", "`numpy-2.3.4-cp312-cp312-manylinux_2_28_x86_64.whl` of the `cu126` lock does not install here: this machine is linux_x86_64:2.17")]
    [InlineData("linux_x86_64", "3.11", "the `cu126` lock does not cover Python 3.11 on linux_x86_64: it covers linux_x86_64-py3.12, win_amd64-py3.12")]
    [InlineData("linux_aarch64", "3.12", "the `cu126` lock does not cover Python 3.12 on linux_aarch64: it covers linux_x86_64-py3.12, win_amd64-py3.12")]
    [InlineData("macos_arm64", "3.12", "the `cu126` lock does not cover Python 3.12 on macos_arm64: it covers linux_x86_64-py3.12, win_amd64-py3.12")]
    public void Of_SaysWhatToInstallOrWhyNot(string platform, string python, string expected)
    {
        Target target = new(SampleLock.Cu126.Header.Backend, Platform.Parse(platform), PythonVersion.Parse(python));
        // A real interpreter names its patch release, and its own kernel.
        MarkerEnvironment environment = target.Environment with { PythonFullVersion = python + ".9", PlatformRelease = "6.8.0-45-generic" };
        Assert.Equal(expected, LockSelection.Of(s_file, environment, target.Platform, target.Python) switch
        {
            LockSelection.Selected selected => string.Join(' ', selected.Packages.Select(package => package.FileName)),
            LockSelection.Refused refused => refused.Message,
            _ => "",
        });
    }

    [Fact]
    public void Of_KnowsAFreeThreadedPythonFromTheOther()
    {
        Target target = new(SampleLock.Cu126.Header.Backend, Platform.Parse("linux_x86_64"), PythonVersion.Parse("3.13t"));
        Assert.IsType<LockSelection.Refused>(LockSelection.Of(s_file, target.Environment, target.Platform, target.Python));
    }
}
