namespace LightTheTorch.EndToEnd;

/// <summary>The scripts of <c>ltt completion</c> in the shells they are for; a test is skipped where there is no such shell.</summary>
public sealed class CompletionTests
{
    // What each shell does when somebody presses Tab; bash and zsh fill these variables before they call the function.
    [Theory]
    [InlineData("bash", """
        source script.bash
        complete -p ltt
        ask() { COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<<"$1"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _ltt; echo "${COMPREPLY[*]}"; }
        """)]
    [InlineData("zsh", """
        compdef() { :; }
        compadd() { shift; print -r -- "${(@M)@:#${words[CURRENT]}*}"; }
        source script.zsh
        ask() { words=(${=1}); CURRENT=${#words}; _ltt; }
        """)]
    [InlineData("fish", """
        source script.fish
        function ask; complete -C "$argv[1]"; end
        """)]
    public async Task Script_CompletesInItsShell(string shell, string setup)
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(place => Path.Combine(place, shell)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null || OperatingSystem.IsWindows(), $"no {shell} is on PATH");
        using TempFolder folder = new();
        (string start, string[] words) = Ltt.CommandLine();
        string wrapper = folder.Write("bin/ltt", $"#!/bin/sh\nexec {string.Join(' ', [start, .. words])} \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        folder.Write($"script.{shell}", (await new Ltt(folder.Path).RunAsync("completion", shell)).MustSucceed().Output);
        string asked = setup + "\nask 'ltt loc'\nask 'ltt lock --back'\nask 'ltt lock --platforms linux_x86_64,win_am'\n";

        string path = $"{folder.At("bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        CommandResult result = (await Command.RunAsync(program, [.. shell == "zsh" ? ["-f"] : shell == "bash" ? ["--norc"] : new[] { "--no-config" }, "-c", asked], folder.Path, ("PATH", path), ("HOME", folder.Path))).MustSucceed();

        string[] answers = [.. result.Output.Split(['\n', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(["lock", "--backends", "linux_x86_64,win_amd64"], answers[^3..]);
    }
}
