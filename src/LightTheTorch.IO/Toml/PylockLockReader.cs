using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Toml;

/// <summary>Reads a <c>pylock.toml</c> that <c>ltt</c> wrote back as the lock that it is; those of other tools are for <see cref="PylockReader"/>.</summary>
public static partial class PylockLockReader
{
    /// <summary>Whether the file says that <c>ltt</c> made it.</summary>
    public static bool IsOurs(string text) => CreatedByLtt().IsMatch(text);

    /// <exception cref="LttException">It is no valid <c>pylock.toml</c>, or not one of ours (<see cref="DiagnosticCode.InvalidLock"/>).</exception>
    public static LockFile Read(string path, string text)
    {
        SourceText source = SourceText.Of(path, text);
        if (!TomlDocument.TryParse(source, DiagnosticCode.InvalidLock, out TomlDocument? document, out ImmutableArray<Diagnostic> errors))
        {
            throw new LttException([.. errors.Select(error => error with { Hints = [RestoreHint] })], ExitCode.Failed);
        }

        Pylock pylock = PylockReader.Read(document);
        PylockFields fields = new(new TomlFields(source, DiagnosticCode.InvalidLock));
        LockHeader header = pylock.CreatedBy == PylockWriter.CreatedBy && Own(document.Root) is { } own
            ? Header(own, fields, source)
            : throw Invalid(source, "this is not a lock that `ltt` wrote: it has no `[tool.ltt]` table");
        IReadOnlyList<TomlNode> tables = ((TomlNode.Array?)document.Root["packages"])?.Items ?? [];
        LockTargets targets = LockTargets.Of(header);
        ImmutableArray<LockedPackage> packages = [.. pylock.Packages.Zip(tables, (package, table) => Package(package, (TomlNode.Table)table, targets, fields))];
        if (!fields.Toml.Errors.IsEmpty) throw new LttException(fields.Toml.Errors, ExitCode.Failed);
        // Whoever empties the list of environments has taken the guard away.
        Marker? outside = pylock.Environments.IsEmpty ? null : MarkerAlgebra.Outside([.. targets.Environments]);
        return new LockFile(new BackendLock(header, packages), outside, IsUntouched(text));
    }

    private const string RestoreHint = "restore the file from version control, or write it anew with `ltt lock`";

    private static TomlNode.Table? Own(TomlNode.Table table) => (table["tool"] as TomlNode.Table)?["ltt"] as TomlNode.Table;

    private static LockHeader Header(TomlNode.Table own, PylockFields fields, SourceText source)
    {
        long? format = fields.Toml.Get<TomlNode.Whole>(own, "format", "integer")?.Value;
        if (format is { } other && other != LockHeader.Format) throw Invalid(source, $"its format is `{other}`, and this program reads {LockHeader.Format}");
        string backend = fields.Required(own, "backend");
        LockHeader? header = !BackendName.TryParse(backend, out BackendName? name) ? null : new LockHeader
        {
            Backend = name,
            Torch = [.. fields.Strings(own, "torch").Select(text => PyVersion.TryParse(text, out PyVersion? version) ? version : throw Invalid(source, $"`{text}` is no version of torch"))],
            Hardware = fields.Strings(own, "hardware"),
            Targets = fields.Strings(own, "targets"),
            InputsSha256 = fields.Required(own, "inputs-sha256"),
            Options = fields.Strings(own, "options"),
            Expires = fields.Toml.Text(own, "expires") is { } day && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly expires) ? expires : null,
            Sdists = fields.Strings(own, "sdists"),
        };
        if (!fields.Toml.Errors.IsEmpty) throw new LttException(fields.Toml.Errors, ExitCode.Failed);
        if (header is null || header.Targets.IsEmpty || LockTargets.Of(header).Known.Length != header.Targets.Length) throw Invalid(source, "its `[tool.ltt]` table does not name a backend and targets");
        return header;
    }

    private static LockedPackage Package(PylockPackage package, TomlNode.Table table, LockTargets targets, PylockFields fields)
    {
        (PylockFile? file, bool isDirect) = package.Source switch
        {
            PylockSource.Distributions { Sdist: null, Wheels: [var wheel] } => (wheel.File, false),
            PylockSource.Distributions { Sdist: { } sdist, Wheels: [] } => (sdist, false),
            PylockSource.Archive archive => (archive.File, true),
            PylockSource.Distributions or PylockSource.Vcs or PylockSource.Directory => (null, false),
            _ => throw new UnreachableException(),
        };
        if (file?.Url is not { } url || package.Version is not { } version || !file.Hashes.TryGetValue("sha256", out string? sha256))
        {
            throw Invalid(fields.Toml.Source, $"`{package.Name}` has not the version and the one file with a sha256 that `ltt` writes");
        }

        if (!AddressText.TryParse(url, out _)) throw Invalid(fields.Toml.Source, $"`{package.Name}` is at `{url}`, which is no address");
        return new LockedPackage
        {
            Name = package.Name,
            Version = version,
            Url = url,
            FileName = file.FileName,
            Sha256 = sha256,
            Marker = package.Marker,
            Targets = Where(package, targets, fields.Toml.Source),
            Via = [.. Own(table) is { } own ? fields.Strings(own, "via").Select(text => Reason(text, fields.Toml.Source)) : []],
            Size = file.Size,
            UploadTime = file.UploadTime,
            Index = isDirect ? LockedPackage.Direct : null,
            IndexUrl = package.Index,
            RequiresPython = package.RequiresPython,
        };
    }

    private static ImmutableArray<string> Where(PylockPackage package, LockTargets targets, SourceText source)
    {
        try
        {
            return targets.Where(package.Marker);
        }
        catch (MarkerException meaningless)
        {
            throw Invalid(source, $"the marker of `{package.Name}` has no value: {meaningless.Message}");
        }
    }

    private static LockedVia Reason(string text, SourceText source) =>
        LockedVia.TryParse(text, out LockedVia? via) ? via : throw Invalid(source, $"`{text}` does not say who needs the package");

    // The digest is that of every line but its own.
    private static bool IsUntouched(string text)
    {
        string lf = text.ReplaceLineEndings("\n");
        int at = lf.IndexOf('\n' + PylockWriter.DigestLead, StringComparison.Ordinal) + 1;
        if (at == 0) return false;
        int end = lf.IndexOf('\n', at);
        string digest = end < 0 ? "" : lf[(at + PylockWriter.DigestLead.Length)..end].TrimEnd('"');
        return digest == LockDigest.OfText(lf.Remove(at, Math.Max(0, end + 1 - at)));
    }

    private static LttException Invalid(SourceText source, string message) =>
        new(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, message, new SourceLocation(source.Path, 1, 1)) { Hints = [RestoreHint] });

    [GeneratedRegex("^created-by = \"ltt\"\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex CreatedByLtt();
}
