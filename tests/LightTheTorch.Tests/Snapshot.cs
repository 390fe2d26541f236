using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace LightTheTorch.Tests;

/// <summary>
/// Compares text with a committed file, by Verify's conventions: <c>Snapshots/Class.Method[.case].verified.txt</c> beside the test.
/// A difference or a missing file fails the test and leaves <c>….received.txt</c> next to it; <c>LTT_ACCEPT=1</c> writes the verified file.
/// Line ends are LF, the file ends as the text ends.
/// <para>
/// This stands in for Verify.Xunit, which did not restore: its own dependency <c>Verify</c> is missing from the registry. Names and places
/// are the same, so that the real package is a swap of this one file.
/// </para>
/// </summary>
internal static class Snapshot
{
    private const string AcceptVariable = "LTT_ACCEPT";

    /// <summary>Fails unless <paramref name="text"/> is what the verified file says.</summary>
    /// <param name="text">What a user would read; machine-dependent parts already replaced.</param>
    /// <param name="caseName">The row of a theory; null for a fact.</param>
    public static void Match(string text, string? caseName = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string source = RepoRoot.Source(file);
        string name = $"{Path.GetFileNameWithoutExtension(source)}.{method}{(caseName is null ? "" : "." + FileSafe(caseName))}";
        string folder = Path.Combine(Path.GetDirectoryName(source)!, "Snapshots"); // a source file has a folder
        string verified = Path.Combine(folder, name + ".verified.txt"), received = Path.Combine(folder, name + ".received.txt");
        string actual = Lf(text);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }
        string? expected = File.Exists(verified) ? Lf(File.ReadAllText(verified)) : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(received, actual);
        if (expected is null)
            throw new XunitException($"`{name}.verified.txt` does not exist. Received:\n{actual}\n({AcceptVariable}=1 accepts it)");
        Assert.Equal(expected, actual);
    }

    private static string Lf(string text) => text.ReplaceLineEndings("\n");

    private static string FileSafe(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_'));
}
