using System.Text;
using LightTheTorch.Requirements;

namespace LightTheTorch.Locking;

/// <summary>A lock as the text of a requirements file that pip has read for years: pure ASCII, line feeds, the same bytes for the same lock.</summary>
public static class RequirementsLockWriter
{
    /// <param name="locked">The lock.</param>
    /// <param name="outside">True exactly on the machines that the lock does not cover; goes into the guard line.</param>
    public static string Write(BackendLock locked, Marker outside)
    {
        string body = Body(locked, outside);
        // The header's own words are facts that `sync` chooses by; the digest covers them too, with itself left out.
        return LockHeaderText.Write(locked.Header, LockDigest.OfText(LockHeaderText.Write(locked.Header, "") + body)) + body;
    }

    private static string Body(BackendLock locked, Marker outside)
    {
        StringBuilder text = new();
        text.Append(GuardLine.Write(outside, locked.Header.Targets));
        foreach (LockedPackage package in locked.Packages)
        {
            text.Append(package.Name).Append(" @ ").Append(package.Url);
            if (package.Marker is { } marker) text.Append(" ; ").Append(marker);
            text.Append(" \\\n    --hash=sha256:").Append(package.Sha256).Append('\n');
            if (package.Via is [LockedVia only])
            {
                text.Append("    # via ").Append(Ascii(only.ToString())).Append('\n');
            }
            else
            {
                text.Append("    # via\n");
                foreach (LockedVia via in package.Via) text.Append("    #   ").Append(Ascii(via.ToString())).Append('\n');
            }
        }

        return text.ToString();
    }

    // Older pips read requirement files in the machine's own code page. Only a file's name or a requirement's words can hold
    // anything else, and both stand in comments.
    private static string Ascii(string text)
    {
        if (System.Text.Ascii.IsValid(text)) return text;
        StringBuilder escaped = new();
        foreach (char c in text)
        {
            if (char.IsAscii(c)) escaped.Append(c);
            else escaped.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
