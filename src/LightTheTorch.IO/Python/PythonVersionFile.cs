using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Diagnostics;
using LightTheTorch.Targets;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Python;

/// <summary>Reads <c>.python-version</c>, the file of pyenv and uv.</summary>
public static class PythonVersionFile
{
    public const string Name = ".python-version";

    /// <summary>The nearest such file, from a folder upwards.</summary>
    public static string? Find(string folder)
    {
        for (string? at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            string path = Path.Combine(at, Name);
            if (File.Exists(path)) return path;
        }

        return null;
    }

    /// <summary>
    /// The first line that is neither blank nor a comment counts, as with uv: <c>3.12</c>, <c>3.12.4</c>, <c>3.13t</c>,
    /// <c>cpython@3.12</c>, <c>cpython-3.12.4-linux-x86_64-gnu</c>.
    /// </summary>
    public static bool TryParse(SourceText source, [NotNullWhen(true)] out PythonVersion? version, [NotNullWhen(false)] out Diagnostic? error)
    {
        version = null;
        error = null;
        foreach (TextSpan line in source.Lines)
        {
            string text = source.Text.Substring(line.Start, line.Length).Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            if (TryParse(text, out version)) return true;
            error = source.ErrorAt(
                line,
                DiagnosticCode.InvalidTarget,
                $"`{text}` is no Python version that can be locked for",
                "write a version like `3.12` into the file, or pass `--python 3.12`");
            return false;
        }

        error = source.ErrorAt(new TextSpan(0, 0), DiagnosticCode.InvalidTarget, "the file names no Python version", "pass `--python 3.12`");
        return false;
    }

    private static bool TryParse(string text, [NotNullWhen(true)] out PythonVersion? version)
    {
        string[] parts = text.Split(['@', '-']);
        string named = parts[0] is "cpython" or "python" && parts.Length > 1 ? parts[1] : text;
        if (named.StartsWith("python", StringComparison.Ordinal)) named = named["python".Length..];
        bool freeThreaded = named.EndsWith('t') || named.EndsWith("+freethreaded", StringComparison.Ordinal);
        string plain = named.EndsWith('t') ? named[..^1] : named.Replace("+freethreaded", "", StringComparison.Ordinal);
        version = null;
        return PyVersion.TryParse(plain, out PyVersion? full) && PythonVersion.TryFrom(full, freeThreaded, out version);
    }
}
