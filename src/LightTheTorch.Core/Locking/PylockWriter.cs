using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;

namespace LightTheTorch.Locking;

/// <summary>
/// A lock as <c>pylock.toml</c> (PEP 751): pure ASCII, line feeds, keys in the order of the specification, the same bytes for the same lock.
/// One entry per file, under the markers that the requirements form has; <c>[tool.ltt]</c> holds what its header and its comments say.
/// </summary>
public static class PylockWriter
{
    /// <summary>What <c>created-by</c> says, without a version: a new program must not change a lock.</summary>
    public const string CreatedBy = "ltt";

    /// <summary>The line that holds the digest of all other lines.</summary>
    public const string DigestLead = "body-sha256 = \"";

    public static string Write(BackendLock locked)
    {
        (string before, string after) = Text(locked);
        return $"{before}{DigestLead}{LockDigest.OfText(before + after)}\"\n{after}";
    }

    /// <summary>Where the lock may be used, one marker per target.</summary>
    public static ImmutableArray<Marker> Environments(LockHeader header) => [.. Targets(header).Select(target => MarkerAlgebra.Exactly(target.Environment)).Distinct()];

    private static IEnumerable<Target> Targets(LockHeader header) =>
        header.Targets.Select(name => LockTargets.TryParse(header.Backend, name, out Target? target) ? target : throw new ArgumentException($"`{name}` is no target", nameof(header)));

    private static (string Before, string After) Text(BackendLock locked)
    {
        StringBuilder text = new();
        text.Append("lock-version = \"1.0\"\n");
        PylockText.AppendList(text, "environments", Environments(locked.Header).Select(marker => marker.ToString()));
        text.Append("requires-python = \">=").Append(Targets(locked.Header).Min(target => target.Python)?.MajorMinor).Append("\"\n");
        PylockText.Append(text, "created-by", CreatedBy);
        foreach (LockedPackage package in locked.Packages) AppendPackage(text, package);
        text.Append("\n[tool.ltt]\nformat = ").Append(CultureInfo.InvariantCulture, $"{LockHeader.Format}\n");
        PylockText.Append(text, "backend", locked.Header.Backend.Value);
        PylockText.AppendList(text, "torch", locked.Header.Torch.Select(version => version.ToString()));
        PylockText.AppendList(text, "hardware", locked.Header.Hardware);
        PylockText.AppendList(text, "targets", locked.Header.Targets);
        PylockText.Append(text, "inputs-sha256", locked.Header.InputsSha256);
        StringBuilder after = new();
        if (locked.Header.Expires is { } day) PylockText.Append(after, "expires", day.ToString("O", CultureInfo.InvariantCulture));
        PylockText.AppendList(after, "options", locked.Header.Options);
        PylockText.AppendList(after, "sdists", locked.Header.Sdists);
        return (text.ToString(), after.ToString());
    }

    private static void AppendPackage(StringBuilder text, LockedPackage package)
    {
        text.Append("\n[[packages]]\n");
        PylockText.Append(text, "name", package.Name.Value);
        PylockText.Append(text, "version", package.Version.ToString());
        if (package.Marker is { } marker) PylockText.Append(text, "marker", marker.ToString());
        if (package.RequiresPython is { } python) PylockText.Append(text, "requires-python", python.ToString());
        if (package.IndexUrl is { } index) PylockText.Append(text, "index", index);
        // A file that the user named by its address is no index's: installers record that (PEP 610).
        if (package.IsDirect) text.Append("archive = ").Append(File(package, withName: false)).Append('\n');
        else if (package.IsSdist) text.Append("sdist = ").Append(File(package, withName: true)).Append('\n');
        else text.Append("wheels = [\n    ").Append(File(package, withName: true)).Append(",\n]\n");
        text.Append("[packages.tool.ltt]\n");
        PylockText.AppendList(text, "via", package.Via.Select(via => via.ToString()));
    }

    private static string File(LockedPackage package, bool withName)
    {
        StringBuilder file = new("{ ");
        if (withName) file.Append("name = ").Append(PylockText.Quote(package.FileName)).Append(", ");
        if (package.UploadTime is { } time) file.Append("upload-time = ").Append(PylockText.Time(time)).Append(", ");
        file.Append("url = ").Append(PylockText.Quote(package.Url)).Append(", ");
        if (package.Size is { } size) file.Append(CultureInfo.InvariantCulture, $"size = {size}, ");
        return file.Append("hashes = { sha256 = \"").Append(package.Sha256).Append("\" } }").ToString();
    }
}
