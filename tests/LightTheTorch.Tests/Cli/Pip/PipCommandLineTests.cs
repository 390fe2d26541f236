using LightTheTorch.Cli.Pip;

namespace LightTheTorch.Tests.Cli.Pip;

public sealed class PipCommandLineTests
{
    // words | options that are understood | subcommand
    [Theory]
    [InlineData("install torch", "", "install")]
    [InlineData("install -r requirements.txt torch", "requirement=requirements.txt", "install")]
    [InlineData("install -rrequirements.txt", "requirement=requirements.txt", "install")]
    [InlineData("install -Ur requirements.txt", "upgrade requirement=requirements.txt", "install")]
    [InlineData("install -qqUrrequirements.txt", "quiet quiet upgrade requirement=requirements.txt", "install")]
    [InlineData("install --requirement=a.txt -c b.txt", "requirement=a.txt constraint=b.txt", "install")]
    [InlineData("install --index https://x/simple torch", "index-url=https://x/simple", "install")]
    [InlineData("install --extra-index=https://x/simple torch", "extra-index-url=https://x/simple", "install")]
    [InlineData("install --pypi-url https://x/simple torch", "index-url=https://x/simple", "install")]
    [InlineData("install --pre torch", "pre", "install")]
    [InlineData("install --pr torch", "", "install")]                              // pip says that it is ambiguous
    [InlineData("install --pcb cu126 torch", "pytorch-computation-backend=cu126", "install")]
    [InlineData("install --pytorch-computation-backend=cu126,cpu torch", "pytorch-computation-backend=cu126,cpu", "install")]
    [InlineData("install --pch=nightly --cpuonly torch", "pytorch-channel=nightly cpuonly", "install")]
    [InlineData("install --cpu torch", "", "install")]                             // ours are never cut short
    [InlineData("install --global-option --index-url torch", "global-option=--index-url", "install")]
    [InlineData("install --target -i torch", "target=-i", "install")]
    [InlineData("--isolated -v install torch", "isolated verbose", "install")]
    [InlineData("--python /usr/bin/install download torch", "python=/usr/bin/install", "download")]
    [InlineData("install -- --index-url", "", "install")]
    [InlineData("install -r", "requirement", "install")]                           // pip says what is missing
    [InlineData("install --report - torch", "report=-", "install")]
    [InlineData("install -Zx -e .", "editable=.", "install")]
    [InlineData("freeze -l", "", "freeze")]
    [InlineData("uninstall -y torch -r x.txt", "requirement=x.txt", "uninstall")]
    [InlineData("lock -b cpu", "", "lock")]
    [InlineData("--version", "version", null)]
    public void Parse_TellsOptionsFromValues(string words, string options, string? subcommand)
    {
        PipCommandLine line = PipCommandLine.Parse(words.Split(' '));
        Assert.Equal(options, string.Join(' ', line.Arguments.OfType<PipArgument.Option>().Select(option => option.Value is null ? option.Name : $"{option.Name}={option.Value}")));
        Assert.Equal(subcommand, line.Subcommand);
        // Nothing is lost but the way in which clusters are written.
        Assert.Equal(words.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), string.Concat(line.Words).Replace("-", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("install torch", true, true)]
    [InlineData("wheel torch", true, true)]
    [InlineData("freeze", true, false)]
    [InlineData("lock install", false, false)]
    [InlineData("sync", false, false)]
    [InlineData("cache dir", false, false)]
    [InlineData("", false, false)]
    public void IsForPip_LeavesOurCommandsAlone(string words, bool isForPip, bool installs)
    {
        PipCommandLine line = PipCommandLine.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((isForPip, installs), (line.IsForPip, line.Installs));
    }
}
