using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LightTheTorch.Locking;

namespace LightTheTorch.Reporting;

/// <summary>A lock as a bill of materials: CycloneDX 1.6, JSON. The same lock and METADATA give the same bytes: no clock, no chance.</summary>
public static class CycloneDx
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The document, with a line feed at its end.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="licenses">What is known of each component's licence, by <see cref="LockComponent.PackageUrl"/>; a missing one is left out.</param>
    /// <param name="toolVersion">The version of this program.</param>
    public static string Write(BackendLock locked, IReadOnlyDictionary<string, ImmutableArray<DeclaredLicense>> licenses, string toolVersion)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options)) new CycloneDxWriter(json, locked, licenses).Write(toolVersion);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}

/// <summary>Writes one document.</summary>
internal sealed class CycloneDxWriter(Utf8JsonWriter json, BackendLock locked, IReadOnlyDictionary<string, ImmutableArray<DeclaredLicense>> licenses)
{
    private readonly ImmutableArray<LockComponent> _components = LockComponent.Of(locked);

    private string Root => $"lock:{locked.Header.Backend}";

    public void Write(string toolVersion)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{SerialNumber()}");
        json.WriteNumber("version", 1);
        WriteMetadata(toolVersion);
        json.WriteStartArray("components");
        foreach (LockComponent component in _components) WriteComponent(component);
        json.WriteEndArray();
        WriteDependencies();
        json.WriteEndObject();
    }

    // A UUID of version 8 (RFC 9562): its bits are those of a digest over what the lock says.
    private string SerialNumber()
    {
        string digest = LockDigest.OfLines(
        [
            locked.Header.Backend.Value,
            locked.Header.InputsSha256,
            .. locked.Header.Targets,
            .. locked.Packages.SelectMany(package => (IEnumerable<string>)[package.Url, package.Sha256, package.Marker?.ToString() ?? "", .. package.Via.Select(via => via.ToString())]),
        ]);
        return $"{digest[..8]}-{digest[8..12]}-8{digest[13..16]}-a{digest[17..20]}-{digest[20..32]}";
    }

    private void WriteMetadata(string toolVersion)
    {
        json.WriteStartObject("metadata");
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "ltt");
        json.WriteString("version", toolVersion);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", "application");
        json.WriteString("bom-ref", Root);
        json.WriteString("name", $"requirements.{locked.Header.Backend}.txt");
        json.WriteEndObject();
        json.WriteStartArray("properties");
        WriteProperty("ltt:backend", locked.Header.Backend.Value);
        foreach (string target in locked.Header.Targets) WriteProperty("ltt:target", target);
        foreach (string need in locked.Header.Hardware) WriteProperty("ltt:hardware", need);
        WriteProperty("ltt:inputs", $"sha256:{locked.Header.InputsSha256}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteComponent(LockComponent component)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", component.PackageUrl);
        json.WriteString("name", component.Name.Value);
        json.WriteString("version", component.Version.ToString());
        if (component.Files.Length == 1) WriteHash(component.Files[0]);
        if (licenses.TryGetValue(component.PackageUrl, out ImmutableArray<DeclaredLicense> known) && !known.IsEmpty) WriteLicenses(known);
        json.WriteString("purl", component.PackageUrl);
        json.WriteStartArray("externalReferences");
        foreach (LockedPackage file in component.Files) WriteFile(file);
        json.WriteEndArray();
        if (component.Targets.Length < locked.Header.Targets.Length)
        {
            json.WriteStartArray("properties");
            foreach (string target in component.Targets) WriteProperty("ltt:target", target);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteFile(LockedPackage file)
    {
        json.WriteStartObject();
        json.WriteString("type", "distribution");
        json.WriteString("url", file.Url);
        if (file.IsSdist) json.WriteString("comment", "sdist, built where it is installed");
        WriteHash(file);
        json.WriteEndObject();
    }

    private void WriteHash(LockedPackage file)
    {
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", file.Sha256);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // Either one expression or any number of names; "declared" is the package's own word, which nobody has checked.
    private void WriteLicenses(ImmutableArray<DeclaredLicense> known)
    {
        json.WriteStartArray("licenses");
        foreach (DeclaredLicense license in known)
        {
            json.WriteStartObject();
            if (license is DeclaredLicense.Named) json.WriteStartObject("license");
            json.WriteString(license is DeclaredLicense.Named ? "name" : "expression", license.Text);
            json.WriteString("acknowledgement", "declared");
            if (license is DeclaredLicense.Named) json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteDependencies()
    {
        json.WriteStartArray("dependencies");
        WriteDependency(Root, _components.Where(component => component.IsDirect));
        foreach (LockComponent component in _components) WriteDependency(component.PackageUrl, _components.Where(other => other.IsNeededBy(component)));
        json.WriteEndArray();
    }

    private void WriteDependency(string who, IEnumerable<LockComponent> needs)
    {
        json.WriteStartObject();
        json.WriteString("ref", who);
        json.WriteStartArray("dependsOn");
        foreach (LockComponent need in needs) json.WriteStringValue(need.PackageUrl);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteProperty(string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
