using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LightTheTorch.LoopbackIndex;

/// <summary>How a PyTorch page links a wheel: every form below is on the real pages.</summary>
public sealed record TorchLink
{
    /// <summary>Whether the link ends in <c>#sha256=…</c>. The real pages leave many out.</summary>
    public bool Hash { get; init; } = true;

    /// <summary>Whether METADATA lies beside the wheel and the link says so (PEP 658, under both of its names).</summary>
    public bool Metadata { get; init; } = true;

    /// <summary>Whether the link names PyTorch's content network by its host; otherwise it begins with <c>/whl/</c>.</summary>
    public bool Absolute { get; init; }

    /// <summary>Whether the wheel lies in <c>/whl/</c> itself, as wheels that are the same for every backend do.</summary>
    public bool Root { get; init; }
}

/// <summary>
/// A small made world: wheels and sdists on a PyPI with JSON pages (PEP 691) and on PyTorch-like indexes with HTML pages. Add what the test
/// needs, then <see cref="Build"/>. Not for concurrent use.
/// </summary>
public sealed class Universe
{
    private static readonly DateTimeOffset s_uploaded = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ImmutableDictionary<string, TreeFile>.Builder _files = ImmutableDictionary.CreateBuilder<string, TreeFile>(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<Action<Utf8JsonWriter>>> _pypi = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, List<string>>> _torch = new(StringComparer.Ordinal);

    /// <summary>Puts a wheel on PyPI.</summary>
    /// <param name="wheel">The wheel.</param>
    /// <param name="yanked">Why it was yanked; null when it was not.</param>
    /// <param name="metadata">Whether METADATA is offered on its own (PEP 658).</param>
    /// <param name="uploaded">When it was uploaded; a day in 2025 unless said.</param>
    public Universe Add(WheelSpec wheel, string? yanked = null, bool metadata = true, DateTimeOffset? uploaded = null)
    {
        byte[] bytes = WheelBuilder.Build(wheel), text = Encoding.UTF8.GetBytes(wheel.Metadata);
        string path = PypiPath(wheel.FileName, bytes);
        _files[path] = new TreeFile(bytes);
        if (metadata)
            _files[path + ".metadata"] = new TreeFile(text);
        OnPypi(wheel.Name).Add(json => WriteFile(json, path, bytes, wheel.RequiresPython, yanked, uploaded, metadata ? Sha256(text) : null));
        return this;
    }

    /// <summary>Puts a pure wheel on PyPI that needs nothing but these requirements.</summary>
    public Universe Add(string name, string version, params ImmutableArray<string> requires) => Add(new WheelSpec(name, version) { Requires = requires });

    /// <summary>Puts an sdist on PyPI.</summary>
    /// <param name="spec">What the wheel that is built from it will say.</param>
    /// <param name="dynamicRequires">Whether its PKG-INFO leaves the requirements open.</param>
    public Universe AddSdist(WheelSpec spec, bool dynamicRequires = false)
    {
        byte[] bytes = SdistBuilder.Build(spec, dynamicRequires);
        string path = PypiPath(SdistBuilder.FileName(spec), bytes);
        _files[path] = new TreeFile(bytes);
        OnPypi(spec.Name).Add(json => WriteFile(json, path, bytes, spec.RequiresPython, null, null, null));
        return this;
    }

    /// <summary>Puts a wheel on a backend's PyTorch index.</summary>
    public Universe AddTorch(string backend, WheelSpec wheel, TorchLink? link = null)
    {
        link ??= new TorchLink();
        byte[] bytes = WheelBuilder.Build(wheel), text = Encoding.UTF8.GetBytes(wheel.Metadata);
        string folder = link.Root ? "/whl/" : $"/whl/{backend}/";
        string path = RealHosts.Torch + folder + wheel.FileName;
        _files[path] = new TreeFile(bytes);
        if (link.Metadata)
            _files[path + ".metadata"] = new TreeFile(text);
        string address = (link.Absolute ? $"https://{RealHosts.TorchCdn}" : "") + folder + Uri.EscapeDataString(wheel.FileName);
        string hash = link.Hash ? $"#sha256={Sha256(bytes)}" : "";
        string metadata = link.Metadata ? $" data-dist-info-metadata=\"sha256={Sha256(text)}\" data-core-metadata=\"sha256={Sha256(text)}\"" : "";
        string python = wheel.RequiresPython is { } requires ? $" data-requires-python=\"{requires.Replace(">", "&gt;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}\"" : "";
        OnTorch(backend, wheel.Name).Add($"    <a href=\"{address}{hash}\"{python}{metadata}>{wheel.FileName}</a><br/>\n");
        return this;
    }

    /// <summary>Adds a project whose page lists nothing.</summary>
    public Universe AddEmpty(string name)
    {
        OnPypi(name);
        return this;
    }

    /// <summary>The mirror tree with everything added so far.</summary>
    public MemoryTree Build()
    {
        ImmutableDictionary<string, TreeFile>.Builder files = _files.ToImmutable().ToBuilder();
        foreach ((string name, List<Action<Utf8JsonWriter>> entries) in _pypi)
            files[$"{RealHosts.Pypi}/simple/{name}/index.json"] = new TreeFile(JsonPage(name, entries));
        foreach ((string backend, SortedDictionary<string, List<string>> projects) in _torch)
        {
            files[$"{RealHosts.Torch}/whl/{backend}/index.html"] = HtmlPage("Simple Index", projects.Keys.Select(name => $"    <a href=\"{name}/\">{name}</a><br/>\n"));
            foreach ((string name, List<string> links) in projects)
                files[$"{RealHosts.Torch}/whl/{backend}/{name}/index.html"] = HtmlPage($"Links for {name}", links);
        }
        return new MemoryTree(files.ToImmutable());
    }

    private List<Action<Utf8JsonWriter>> OnPypi(string name) => GetOrAdd(_pypi, Normalize(name));

    private List<string> OnTorch(string backend, string name) => GetOrAdd(GetOrAdd(_torch, backend, () => new(StringComparer.Ordinal)), Normalize(name));

    private static List<T> GetOrAdd<T>(SortedDictionary<string, List<T>> map, string key) => GetOrAdd(map, key, () => []);

    private static T GetOrAdd<T>(SortedDictionary<string, T> map, string key, Func<T> create)
    {
        if (!map.TryGetValue(key, out T? value))
            map[key] = value = create();
        return value;
    }

    private static byte[] JsonPage(string name, List<Action<Utf8JsonWriter>> entries)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("api-version", "1.1");
            json.WriteEndObject();
            json.WriteString("name", name);
            json.WriteStartArray("files");
            entries.ForEach(write => write(json));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void WriteFile(Utf8JsonWriter json, string path, byte[] bytes, string? requiresPython, string? yanked, DateTimeOffset? uploaded, string? metadata)
    {
        json.WriteStartObject();
        json.WriteString("filename", path[(path.LastIndexOf('/') + 1)..]);
        json.WriteString("url", $"https://{path}");
        json.WriteStartObject("hashes");
        json.WriteString("sha256", Sha256(bytes));
        json.WriteEndObject();
        if (requiresPython is not null)
            json.WriteString("requires-python", requiresPython);
        json.WriteNumber("size", bytes.Length);
        json.WriteString("upload-time", (uploaded ?? s_uploaded).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null));
        if (yanked is null)
            json.WriteBoolean("yanked", false);
        else
            json.WriteString("yanked", yanked);
        if (metadata is not null)
        {
            json.WriteStartObject("core-metadata");
            json.WriteString("sha256", metadata);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static TreeFile HtmlPage(string title, IEnumerable<string> links) => new(Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html>\n<html>\n  <body>\n    <h1>{title}</h1>\n{string.Concat(links)}  </body>\n</html>\n<!--TIMESTAMP 1790000000-->\n"));

    private static string PypiPath(string fileName, byte[] bytes)
    {
        string hash = Sha256(bytes);
        return $"{RealHosts.Files}/packages/{hash[..2]}/{hash[2..4]}/{hash[4..]}/{fileName}";
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // A run of dots, dashes and underscores is one dash (PEP 503).
    private static string Normalize(string name) => string.Join('-', name.ToLowerInvariant().Split('-', '_', '.').Where(part => part.Length > 0));
}
