using System.Collections.Immutable;
using System.Globalization;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Locking;

/// <summary>The header of a lock as comment lines, and back.</summary>
/// <remarks><code>
/// # ltt lock 1; cu126; torch 2.9.0+cu126; NVIDIA driver &gt;=525.60.13 (Linux), &gt;=527.41 (Windows); sm_50 to sm_90
/// # inputs sha256:…; body sha256:…; targets linux_x86_64-py3.12 win_amd64-py3.12; expires 2026-08-08; options channel=nightly
/// # sdists, which pip builds with requirements nobody hashed: openai_whisper-20250625.tar.gz
/// </code></remarks>
internal static class LockHeaderText
{
    private const string First = "# ltt lock ";
    private const string DayForm = "yyyy-MM-dd";
    private const string SdistLead = "# sdists, which pip builds with requirements nobody hashed: ";

    public static string Write(LockHeader header, string bodySha256)
    {
        string torch = header.Torch.IsEmpty ? "no torch" : $"torch {string.Join(", ", header.Torch)}";
        string options = header.Options.IsEmpty ? "" : $"; options {string.Join(' ', header.Options)}";
        string expires = header.Expires is { } day ? $"; expires {day.ToString(DayForm, CultureInfo.InvariantCulture)}" : "";
        return string.Join("; ", [First + LockHeader.Format.ToString(CultureInfo.InvariantCulture), header.Backend.Value, torch, .. header.Hardware]) + "\n"
            + $"# inputs sha256:{header.InputsSha256}; body sha256:{bodySha256}; targets {string.Join(' ', header.Targets)}{expires}{options}\n"
            + (header.Sdists.IsEmpty ? "" : SdistLead + string.Join(' ', header.Sdists) + "\n");
    }

    /// <summary>Reads what <see cref="Write"/> wrote; <paramref name="why"/> says what is wrong with anything else.</summary>
    public static bool TryRead(ReadOnlySpan<string> lines, out LockHeader? header, out string bodySha256, out int bodyStart, out string why)
    {
        header = null;
        bodySha256 = "";
        bodyStart = 2;
        why = "";
        if (lines.Length < 2 || !lines[0].StartsWith(First, StringComparison.Ordinal))
        {
            why = "it does not begin with `# ltt lock`";
            return false;
        }

        string[] facts = lines[0][First.Length..].Split("; ");
        if (facts[0] != LockHeader.Format.ToString(CultureInfo.InvariantCulture))
        {
            why = $"its format is `{facts[0]}`, and this program reads {LockHeader.Format}";
            return false;
        }

        Dictionary<string, string> fields = lines[1].StartsWith("# ", StringComparison.Ordinal) ? Fields(lines[1][2..]) : [];
        if (facts.Length < 3 || !BackendName.TryParse(facts[1], out BackendName? backend) || Torch(facts[2]) is not { } torch)
        {
            why = "its first line does not name a backend and a torch";
            return false;
        }

        if (Hash(fields, "inputs") is not { } inputs || Hash(fields, "body") is not { } body || !fields.TryGetValue("targets", out string? targets))
        {
            why = "its second line does not hold the digests of inputs and body and the targets";
            return false;
        }

        ImmutableArray<string> sdists = [];
        if (lines.Length > 2 && lines[2].StartsWith(SdistLead, StringComparison.Ordinal))
        {
            sdists = [.. lines[2][SdistLead.Length..].Split(' ')];
            bodyStart = 3;
        }

        bodySha256 = body;
        header = new LockHeader
        {
            Backend = backend,
            Torch = torch,
            Hardware = [.. facts[3..]],
            Targets = [.. targets.Split(' ')],
            InputsSha256 = inputs,
            Options = fields.TryGetValue("options", out string? options) ? [.. options.Split(' ')] : [],
            Expires = fields.TryGetValue("expires", out string? expires) && DateOnly.TryParseExact(expires, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null,
            Sdists = sdists,
        };
        return true;
    }

    private static ImmutableArray<PyVersion>? Torch(string fact)
    {
        if (fact == "no torch") return [];
        if (!fact.StartsWith("torch ", StringComparison.Ordinal)) return null;
        ImmutableArray<PyVersion>.Builder versions = ImmutableArray.CreateBuilder<PyVersion>();
        foreach (string text in fact["torch ".Length..].Split(", "))
        {
            if (!PyVersion.TryParse(text, out PyVersion? version)) return null;
            versions.Add(version);
        }

        return versions.ToImmutable();
    }

    private static Dictionary<string, string> Fields(string line)
    {
        Dictionary<string, string> fields = [];
        foreach (string field in line.Split("; "))
        {
            int space = field.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0) fields[field[..space]] = field[(space + 1)..];
        }

        return fields;
    }

    private static string? Hash(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? text) && text.StartsWith("sha256:", StringComparison.Ordinal) && text.Length == 71 ? text[7..] : null;
}
