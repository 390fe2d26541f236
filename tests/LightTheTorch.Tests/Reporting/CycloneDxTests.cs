using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Reporting;
using LightTheTorch.Tests.Locking;

namespace LightTheTorch.Tests.Reporting;

public sealed partial class CycloneDxTests
{
    private static readonly ImmutableDictionary<string, ImmutableArray<DeclaredLicense>> s_licenses = ImmutableDictionary.Create<string, ImmutableArray<DeclaredLicense>>()
        .Add("pkg:pypi/numpy@2.3.4", [new DeclaredLicense.Expression("BSD-3-Clause AND MIT")])
        .Add("pkg:pypi/typing-extensions@4.15.0", [new DeclaredLicense.Named("PSF"), new DeclaredLicense.Named("<script>\u001b[31m")]);

    [Fact]
    public void Write_SaysWhatTheLockSays() => Snapshot.Match(CycloneDx.Write(SampleLock.Cu126, s_licenses, "1.0"));

    [Fact]
    public void Write_HoldsWhatTheSchemaRequires() => MustBeValid(CycloneDx.Write(SampleLock.Cu126, s_licenses, "1.0"));

    [Fact]
    public void SerialNumber_IsThatOfTheLock()
    {
        string same = Serial(SampleLock.Cu126);
        Assert.Equal(same, Serial(SampleLock.Cu126));
        Assert.NotEqual(same, Serial(SampleLock.Cu126 with { Packages = SampleLock.Cu126.Packages[1..] }));
        Assert.NotEqual(same, Serial(SampleLock.Cu126 with { Header = SampleLock.Cu126.Header with { Backend = BackendName.Parse("cu118") } }));
    }

    [Fact]
    public void Dependencies_HoldWhereBothSidesAreInstalled()
    {
        BackendLock locked = SampleLock.Cu126 with
        {
            Packages =
            [
                SampleLock.Package("app", "1", "https://files.pythonhosted.org/a/app-1-py3-none-any.whl", null, [SampleLock.Linux, SampleLock.Windows], new LockedVia(new Via.Direct("requirements.txt", "app"), [])),
                SampleLock.Package("lib", "2", "https://files.pythonhosted.org/l/lib-2-py3-none-any.whl", "sys_platform == 'linux'", [SampleLock.Linux], SampleLock.Parent("app", null, "lib", [])),
                SampleLock.Package("lib", "1", "https://files.pythonhosted.org/l/lib-1-py3-none-any.whl", "sys_platform == 'win32'", [SampleLock.Windows], SampleLock.Parent("app", null, "lib", [])),
                SampleLock.Package("base", "1", "https://files.pythonhosted.org/b/base-1-py3-none-any.whl", "sys_platform == 'win32'", [SampleLock.Windows], SampleLock.Parent("lib", null, "base", [])),
            ],
        };
        using JsonDocument document = JsonDocument.Parse(CycloneDx.Write(locked, s_licenses, "1.0"));
        string[] edges =
        [
            .. document.RootElement.GetProperty("dependencies").EnumerateArray()
                .Select(node => $"{node.GetProperty("ref").GetString()}: {string.Join(' ', node.GetProperty("dependsOn").EnumerateArray().Select(on => on.GetString()))}".TrimEnd()),
        ];
        Assert.Equal(
            ["lock:cu126: pkg:pypi/app@1", "pkg:pypi/app@1: pkg:pypi/lib@2 pkg:pypi/lib@1", "pkg:pypi/base@1:", "pkg:pypi/lib@2:", "pkg:pypi/lib@1: pkg:pypi/base@1"],
            edges);
    }

    private static string Serial(BackendLock locked)
    {
        using JsonDocument document = JsonDocument.Parse(CycloneDx.Write(locked, s_licenses, "1.0"));
        return document.RootElement.GetProperty("serialNumber").GetString()!;
    }

    /// <summary>The required parts, patterns and choices of bom-1.6.schema.json, as far as the document uses them; nothing that the schema does not name.</summary>
    internal static void MustBeValid(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement bom = document.RootElement;
        Keys(bom, "$schema bomFormat specVersion serialNumber version metadata components dependencies");
        Assert.Equal("http://cyclonedx.org/schema/bom-1.6.schema.json", bom.GetProperty("$schema").GetString());
        Assert.Equal("CycloneDX", bom.GetProperty("bomFormat").GetString());
        Assert.Equal("1.6", bom.GetProperty("specVersion").GetString());
        Assert.Matches(SerialNumber(), bom.GetProperty("serialNumber").GetString());
        Assert.True(bom.GetProperty("version").GetInt32() >= 1);
        JsonElement metadata = bom.GetProperty("metadata");
        Keys(metadata, "tools component properties");
        Component(metadata.GetProperty("component"));
        foreach (JsonElement tool in metadata.GetProperty("tools").GetProperty("components").EnumerateArray()) Component(tool);
        Properties(metadata);
        HashSet<string> references = [metadata.GetProperty("component").GetProperty("bom-ref").GetString()!];
        foreach (JsonElement component in bom.GetProperty("components").EnumerateArray())
        {
            Component(component);
            Assert.True(references.Add(component.GetProperty("bom-ref").GetString()!), "a bom-ref stands for one component");
        }

        HashSet<string> nodes = [];
        foreach (JsonElement node in bom.GetProperty("dependencies").EnumerateArray())
        {
            Keys(node, "ref dependsOn");
            Assert.True(nodes.Add(node.GetProperty("ref").GetString()!), "dependencies are unique");
            string[] needs = [.. node.GetProperty("dependsOn").EnumerateArray().Select(need => need.GetString()!)];
            Assert.Equal(needs.Distinct(), needs);
            Assert.All(needs, need => Assert.Contains(need, references));
        }

        Assert.Equal(references.Order(), nodes.Order());
    }

    private static void Component(JsonElement component)
    {
        Keys(component, "type bom-ref name version hashes licenses purl externalReferences properties");
        Assert.Contains(component.GetProperty("type").GetString(), (string[])["application", "library"]);
        Assert.NotEqual("", component.GetProperty("name").GetString());
        Hashes(component);
        Properties(component);
        if (component.TryGetProperty("purl", out JsonElement purl)) Assert.Matches(Purl(), purl.GetString());
        if (component.TryGetProperty("externalReferences", out JsonElement references))
        {
            foreach (JsonElement reference in references.EnumerateArray())
            {
                Keys(reference, "type url comment hashes");
                Assert.Equal("distribution", reference.GetProperty("type").GetString());
                Assert.True(Uri.TryCreate(reference.GetProperty("url").GetString(), UriKind.Absolute, out _));
                Hashes(reference);
            }
        }

        if (!component.TryGetProperty("licenses", out JsonElement licenses)) return;
        JsonElement[] all = [.. licenses.EnumerateArray()];
        Assert.NotEmpty(all);
        // Either exactly one expression, or licences by name.
        if (all.Any(one => one.TryGetProperty("expression", out _))) Keys(Assert.Single(all), "expression acknowledgement");
        else foreach (JsonElement one in all) Keys(one.GetProperty("license"), "name acknowledgement");
    }

    private static void Hashes(JsonElement of)
    {
        if (!of.TryGetProperty("hashes", out JsonElement hashes)) return;
        foreach (JsonElement hash in hashes.EnumerateArray())
        {
            Keys(hash, "alg content");
            Assert.Equal("SHA-256", hash.GetProperty("alg").GetString());
            Assert.Matches(Sha256(), hash.GetProperty("content").GetString());
        }
    }

    private static void Properties(JsonElement of)
    {
        if (!of.TryGetProperty("properties", out JsonElement properties)) return;
        foreach (JsonElement property in properties.EnumerateArray()) Keys(property, "name value");
    }

    private static void Keys(JsonElement of, string allowed) => Assert.All(of.EnumerateObject(), property => Assert.Contains(property.Name, allowed.Split(' ')));

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", RegexOptions.NonBacktracking)]
    private static partial Regex SerialNumber();

    [GeneratedRegex(@"^pkg:pypi/[a-z0-9-]+@[A-Za-z0-9.%!_-]+(\?repository_url=[A-Za-z0-9.%_-]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Purl();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Sha256();
}
