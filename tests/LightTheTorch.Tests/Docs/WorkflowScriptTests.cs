using System.Diagnostics;

namespace LightTheTorch.Tests.Docs;

/// <summary>The last step of the workflow in <c>docs/ci.md</c>, run by the shell that GitHub would run it with: what changed goes to a branch, and nothing does when nothing did.</summary>
public sealed class WorkflowScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-workflow-");

    public WorkflowScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the workflow runs on Ubuntu");
        Directory.CreateDirectory(At("bin"));
        File.WriteAllText(At("bin", "gh"), "#!/bin/sh\necho \"$@\" >> ../asked\n"); // GitHub's own program, which asks for a review
        Run("chmod", "+x", At("bin", "gh"));
        Run("git", "init", "-q", "--bare", At("origin"));
        Run("git", "init", "-q", "-b", "main", At("work"));
        File.WriteAllText(At("work", "requirements.cpu.txt"), "old\n");
        InWork("git", "remote", "add", "origin", At("origin"));
        InWork("git", "add", ".");
        InWork("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "locks");
    }

    public void Dispose()
    {
        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories)) file.Attributes = FileAttributes.Normal;
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Upgrade_PushesWhatChanged()
    {
        foreach (string text in (string[])["new\n", "newer\n"]) // the second takes the place of the first
        {
            InWork("git", "switch", "-q", "main");
            InWork("sh", "-c", "git branch -q -D upgrade-locks 2> /dev/null || true");
            File.WriteAllText(At("work", "requirements.cpu.txt"), text);
            InWork("bash", "-e", "-c", Script());
            Assert.Equal(text, Run("git", "-C", At("origin"), "show", "upgrade-locks:requirements.cpu.txt"));
        }

        Assert.Equal("pr create --fill\npr create --fill\n", File.ReadAllText(At("asked")));
    }

    [Fact]
    public void Upgrade_DoesNothingWhenNothingChanged()
    {
        InWork("bash", "-e", "-c", Script());
        Assert.Equal("", Run("git", "-C", At("origin"), "branch", "--list"));
        Assert.False(File.Exists(At("asked")));
    }

    private static string Script()
    {
        string[] lines = File.ReadAllLines(RepoRoot.At("docs", "ci.md"));
        int start = Array.FindIndex(lines, line => line.EndsWith("- run: |", StringComparison.Ordinal)) + 1;
        int indent = lines[start].Length - lines[start].TrimStart().Length;
        return string.Join('\n', lines[start..].TakeWhile(line => line.StartsWith(new string(' ', indent), StringComparison.Ordinal)).Select(line => line[indent..]));
    }

    private void InWork(string program, params string[] words) => Run(program, At("work"), words);

    private string Run(string program, params string[] words) => Run(program, _folder.FullName, words);

    private string Run(string program, string folder, string[] words)
    {
        ProcessStartInfo start = new(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(start)!;
        Task<string> talk = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)}\n{output}{talk.Result}");
        return output;
    }

    private string At(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);
}
