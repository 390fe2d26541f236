using System.Text;
using System.Text.Json;
using LightTheTorch.Cli.Pip;
using LightTheTorch.Diagnostics;
using LightTheTorch.Hardware;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Python;
using LightTheTorch.IO.Serving;
using LightTheTorch.IO.Simple;
using LightTheTorch.IO.Toml;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Locking;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;
using LightTheTorch.Tests.Inputs;
using LightTheTorch.Tests.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Torch;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Fuzzing;

/// <summary>Every parser of the program, with texts to begin from.</summary>
internal static class ParserTable
{
    private const int Longest = 20_000;

    private static readonly Uri s_folder = new("file:///srv/files/");
    private static readonly Uri s_page = new("https://index.example/simple/foo/");
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();
    private static readonly MarkerEnvironment s_machine = Machines.Grid(Machines.Platforms, "3.12")[0];
    private static readonly PyVersion s_version = PyVersion.Parse("2.9.0+cpu");

    private static readonly string[] s_text = ["", " ", "\n", "\r\n", "\0", "\u001b[31m", "\u00e9", "\u202e", "\ud83d\ude00", "9999999999999999999999", "-1", "../", "%00", "\""];
    private static readonly string[] s_versionSigns = ["1.", ".0", "!", "a", "rc", ".post", "dev", "+cu", "_", "-", "*", "v", "==", "===", "~=", "!=", "<", ">=", ",", "(", ")"];
    private static readonly string[] s_requirementSigns = [.. s_versionSigns, ";", "[", "]", "@", " and ", " or ", " not in ", "'", "python_version", "extra", "a @ https://", "#"];
    private static readonly string[] s_toml = ["[", "]", "[[", "{", "}", "=", "'''", "\"\"\"", "#", "\\", "[a.b]\n", "[[a]]\n", "a = [\n", "a.b = 1\n", "1979-05-27T07:32:00Z", "1e400", "nan", "[project]\n", "dependencies = ["];
    private static readonly string[] s_yaml = ["- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!x ", "| \n", "> \n", "---\n", "...\n", "%YAML 1.1\n", "? ", "<<: ", "  ", "\t", "a: {b: "];
    private static readonly string[] s_json = ["{", "}", "[", "]", ":", ",", "null", "true", "1e400", "\"\\ud800\"", "\\u0000", "{\"a\":", "\"files\": [", "\"url\""];
    private static readonly string[] s_html = ["<", ">", "</a>", "<a href=", "<a ", "<!--", "-->", "<script>", "</script>", "<base href=", "&#", "&amp;", "&#x110000;", "=", "'", "<svg>", "<template>", "<plaintext>", "<![CDATA[", "data-core-metadata=", "data-yanked", "#sha256="];
    private static readonly string[] s_headers = ["Requires-Dist: ", "Name: ", "Version: ", "Provides-Extra: ", "Requires-Python: ", "\n ", "\n\t", "\n\n", ":", "Metadata-Version: 2.2\n", "Dynamic: "];
    private static readonly string[] s_addresses = ["https://me:word@index.example:8443/simple/foo/?a=b#sha256=00", "http://[::1]:80/a%20b/", "file:///srv/a/foo-1.0.whl", "file://localhost/srv", "file://\u202e/srv/p-2.0", "git+ssh://git@host/path@v1", "https://:word@host/a?b#c", "https://b\u00fccher.example/\u00e9", "http://a\uffff/"];
    private static readonly string[] s_addressSigns = ["file:", "http:", "//", "/", "\\", "@", ":", "[", "]", "?", "#", "%2F", "%5C", "%E2%80%AE", "%C0%80", "..", ".", "xn--", "c:", "\u200e", "\u2066", "\u00ad", "\u200d", "\ufeff", "\u3002", "\uff0f", "\ud83d", "\u037e", "\ufdd0"];
    private static readonly string[] s_machineSigns = ["\n", "\n=== /", "\n$ nvidia-smi", "=", ":", "0x", "PCI_ID=10DE:2204\n", "DRIVER=", "PCI_CLASS=", "gfx_target_version ", "R36 (release), REVISION: 4.3", "580.95.05", "12.0", ", ", .. s_text];
    private static readonly string[] s_file = [.. s_requirementSigns, "-r ", "-e ", "--hash=sha256:", "--index-url ", "\\\n", "${TOKEN}", "#", " #", "-c ", "git+https://", "file:///", "--config-settings="];

    public static IReadOnlyDictionary<string, Parser> Rows { get; } = new Dictionary<string, Parser>
    {
        ["version"] = new(Oracle("versions.jsonl"), [.. s_versionSigns, .. s_text], text => PyVersion.Parse(text).CompareTo(s_version)),
        ["specifiers"] = new(Oracle("specifiers.jsonl"), [.. s_versionSigns, .. s_text], text => SpecifierSet.Parse(text).Contains(s_version)),
        ["lenient specifiers"] = new(Oracle("specifiers.jsonl"), [.. s_versionSigns, .. s_text], text => LenientSpecifier.ParseOrNull(text)),
        ["requirement"] = new(Oracle("requirements.jsonl"), [.. s_requirementSigns, .. s_text], text => Requirement.Parse(text).ToString()),
        ["marker"] = new(Oracle("markers.jsonl"), [.. s_requirementSigns, .. s_text], text => Marker.Parse(text).TryEvaluate(s_machine, out _, out _)),
        ["name"] = new(Oracle("names.jsonl"), ["-", "_", ".", .. s_text], text => PackageName.TryParse(text, out _)),
        ["wheel name"] = new(Oracle("wheel_names.jsonl"), ["-", "_", ".", ".whl", "py3", "none", "any", "+cpu", "%2B", .. s_text], text => WheelFileName.Parse(text)),
        ["sdist name"] = new(["six-1.17.0.tar.gz", "a-b-1.zip", "torch-1.0.tar.gz", "x.tar.bz2"], ["-", "_", ".", ".tar.gz", .. s_text], text => SdistFileName.Parse(text)),
        ["METADATA"] = new(Slice("*.metadata"), [.. s_headers, .. s_requirementSigns, .. s_text], text => CoreMetadata.Parse(text)),
        ["requirements file"] = new(Files("requirements_files"), [.. s_file, .. s_text], text => ReadInput("requirements.txt", text)),
        ["pyproject.toml"] = new(Files("pyproject"), [.. s_toml, .. s_requirementSigns, .. s_text], text => ReadInput("pyproject.toml", text)),
        ["environment.yml"] = new(
            ["name: demo\nchannels: [conda-forge]\ndependencies:\n  - python=3.12\n  - numpy>=2,<3\n  - pip\n  - pip:\n    - torch>=2\n    - -r more.txt\n", "dependencies: [\"a=1\", 'b', {pip: [c]}]\n", "# nothing\n---\nname: x\n"],
            [.. s_yaml, .. s_requirementSigns, .. s_text],
            text => ReadInput("environment.yml", text)),
        ["ltt.toml"] = new(
            ["backends = [\"cpu\", \"cu118\"]\npython = \"3.12\"\n[sources.a]\nindex = \"https://a.example/simple\"\n", "[backends.mine]\nindex = \"x\"\n"],
            [.. s_toml, "backends", "sources", "python", .. s_text],
            text => SettingsReader.Parse(SourceText.Of("ltt.toml", text))),
        ["pylock.toml"] = new(Files("pylock"), [.. s_toml, .. s_requirementSigns, "packages", "wheels", "hashes", .. s_text], text => PylockReader.Read(SourceText.Of("pylock.toml", text))),
        ["lock"] = new(Snapshots("# ltt lock 1"), [.. s_requirementSigns, "# ltt lock 1; cpu", "# via ", " \\\n", "    --hash=sha256:", "; targets ", "{", "}", .. s_text], text => RequirementsLockReader.Read("requirements.cpu.txt", text)),
        ["pylock of ours"] = new(Snapshots("lock-version"), [.. s_toml, .. s_text], text => PylockLockReader.Read("pylock.cpu.toml", text)),
        ["via"] = new(["torch: six>=1", "-r requirements.txt: six", "a[b]: c {linux_x86_64-py3.12 win_amd64-py3.12}"], [": ", "[", "]", "{", "}", " ", "-r ", .. s_text], text => LockedVia.TryParse(text, out _)),
        ["lock of another tool"] = new(
            ["version = 1\n[[package]]\nname = \"six\"\nversion = \"1.17.0\"\nsource = { registry = \"https://pypi.org/simple\" }\nwheels = [{ url = \"https://x/y.whl\" }]\n", "[[package]]\nname = \"torch\"\nversion = \"2.9.0\"\n[package.source]\ntype = \"legacy\"\n[metadata]\nlock-version = \"2.0\"\n",
                "[metadata]\ngroups = [\"default\"]\nlock_version = \"4.5.0\"\n[[package]]\nname = \"six\"\nversion = \"1.17.0\"\nrequires_python = \">=2.7\"\nfiles = [{file = \"six-1.17.0-py2.py3-none-any.whl\", hash = \"sha256:47\"}]\n[[package]]\nname = \"mine\"\nversion = \"1\"\ngit = \"https://x/y.git\"\n"],
            [.. s_toml, "name", "version", "source", "[[package]]\nname = \"six\"\nversion = \"1\"\nsource = { registry = \"x\" }\n#", .. s_text],
            text => ForeignLock.ReadPins(SourceText.Of("uv.lock", text))),
        ["HTML page"] = new(Slice("*.html"), [.. s_html, .. s_text], text => PageLinks.Form.Distil(s_page, "text/html", Encoding.UTF8.GetBytes(text))),
        ["JSON page"] = new(Slice("*.json"), [.. s_json, .. s_text], text => PageLinks.Form.Distil(s_page, "application/vnd.pypi.simple.v1+json", Encoding.UTF8.GetBytes(text))),
        ["catalogue"] = new(
            ["backends:\n  cu126:\n    extends: cu126\n", .. Blocks(File.ReadAllText(RepoRoot.At("src", "LightTheTorch.IO", "Yaml", "backends.yaml")))],
            [.. s_yaml, "backends", "torch", ">=2.6,<2.8", "sm_90", .. s_text],
            text => BackendCatalogueReader.Read(text, "backends.yaml", s_catalogue)),
        ["netrc"] = new(["machine a.example login me password \"s e\" # no\ndefault login x\n", "macdef init\ncd /\n\nmachine b login c\n"], ["machine ", "login ", "password ", "macdef ", "default ", "\"", "\\", "#", "\n\n", .. s_text], text => Netrc.Parse(text).Find("a.example")),
        ["address"] = new(s_addresses, [.. s_addressSigns, .. s_text], text => { if (AddressText.TryParse(text, out Uri? address)) Show(address); }),
        ["address on a page"] = new(["../foo-1.0.tar.gz", "/files/foo.whl", .. s_addresses], [.. s_addressSigns, .. s_text], text => { if (LinkAddress.TryRead(s_page, text.AsSpan(), out Uri? address)) Show(address); }),
        ["address in a folder"] = new(["../foo-1.0.tar.gz", "foo.whl", .. s_addresses], [.. s_addressSigns, .. s_text], text => { if (LinkAddress.TryRead(s_folder, text.AsSpan(), out Uri? address)) Show(address); }),
        ["RECORD"] = new(["six.py,sha256=abc,10\nsix-1.17.0.dist-info/RECORD,,\n", "\"a,b\".py,,\r\n\"a\"\"b\",x,1\n"], [",", "\"", "\"\"", ",,", "sha256=", .. s_text], text => WheelRecord.Parse(text)),
        ["direct_url.json"] = new(["{\"url\": \"https://x/y.whl\", \"archive_info\": {\"hashes\": {\"sha256\": \"ab\"}}}", "{\"url\": \"file:///x\", \"dir_info\": {\"editable\": true}}"], [.. s_json, .. s_text], text => DirectUrlFile.Parse(Utf8(text))),
        ["wheel"] = new([Bytes(WheelBuilder.Build(new WheelSpec("foo", "1.0") { Requires = ["six"] })), Bytes(WheelBuilder.Build(new WheelSpec("foo", "1.0") { Padding = 3000 }))], ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "\u00ff\u00ff\u00ff\u00ff", "\0\0\0\0", "foo-1.0.dist-info/METADATA"], text => ReadArchive("foo-1.0-py3-none-any.whl", text)),
        ["sdist"] = new([Bytes(SdistBuilder.Build(new WheelSpec("foo", "1.0")))], ["\u001f\u008b\b", "\0\0\0\0", "\u00ff\u00ff"], text => ReadArchive("foo-1.0.tar.gz", text)),
        ["tar in sdist"] = new([Bytes(Unzipped(SdistBuilder.Build(new WheelSpec("foo", "1.0"))))], ["\0\0\0\0", "ustar\0", "0000644\0", "99999999999\0", "L", "x", "foo-1.0/PKG-INFO"], text => ReadArchive("foo-1.0.tar.gz", Bytes(Zipped(Of(text))))),
        ["request to the served index"] = new(["GET /simple/torch/ HTTP/1.1\r\nHost: a\r\nAccept: b", "HEAD /x?y HTTP/1.0\r\nConnection: close"], ["GET ", "/", " HTTP/1.1", "\r\n", ":", "?", " ", .. s_text], text => HttpQuestion.Parse(Of(text))),
        ["nvidia-smi"] = new(["580.95.05, NVIDIA GeForce RTX 5090, 12.0\n", "No devices were found\n", "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"], [",", ", ", "[N/A]", "12.0", .. s_text], text => NvidiaSmi.Parse(text)),
        ["kfd node"] = new(["cpu_cores_count 0\ngfx_target_version 110000\nvendor_id 4098\n"], [" ", "gfx_target_version ", "vendor_id ", .. s_text], text => KfdNode.Parse(text)),
        [".python-version"] = new(["3.12\n", "# mine\ncpython-3.12.4-linux-x86_64-gnu\n", "3.13t", "cpython@3.12"], ["cpython", "@", "-", "t", "+freethreaded", "3.", "#", .. s_versionSigns, .. s_text], text => PythonVersionFile.TryParse(SourceText.Of(".python-version", text), out _, out _)),
        ["pip config list"] = new(["global.index-url='https://me:word@index.example/simple'\n:env:.find-links='a\\nb'\n"], ["global.", ":env:.", "=", "'", "\"", "\\x", "\\u", "\\N{", "\\", .. s_text], text => PipConfiguration.Parse(text).List("install", "index-url")),
        ["backends in ltt.toml"] = new(
            ["[backends.cu140]\nlike = \"cu118\"\n", "[backends.cpu]\ntorch = [{ range = \">=2.6\", gpus = [1, true, 1.5, 1979-05-27] }]\n"],
            [.. s_toml, "like = ", "index", "gpus", .. s_text],
            text => { if (SettingsReader.Parse(SourceText.Of("ltt.toml", text)).CatalogueBackends is { } node) CatalogueParser.ParseBackends(node, s_catalogue); }),
        ["headers of an answer"] = new(
            ["200\nContent-Type: text/html; charset=utf-8\nETag: W/\"a\"\nCache-Control: max-age=600", "206\nContent-Range: bytes 0-4/5\nETag: \"a\"", "503\nRetry-After: 3", "429\nRetry-After: Fri, 31 Dec 2027 23:59:59 GMT", "302\nLocation: https://cdn.example/a", "200\nContent-Encoding: gzip, br"],
            ["200\n", "206\n", "304\n", "302\n", "Retry-After: ", "Content-Range: bytes ", "ETag: ", "Location: ", "Content-Encoding: ", "Content-Type: ", "Content-Length: ", "Cache-Control: max-age=", "*/*", "0-0/1", "/", "\"", ",", ";", .. s_addressSigns, .. s_text],
            Foreign.Ask),
        ["cache entry"] = new(["https://pypi.org/simple/six/\n:text/html\n:\"tag\"\n1700000000\n4\n\nbody", "https://pypi.org/simple/six/\n:\n:\n0\n0\n\n"], ["\n", "\n\n", ":", "https://", "99999999999", .. s_text], Foreign.ReadEntry),
        ["installed package"] = new(["Metadata-Version: 2.1\nName: six\nVersion: 1.17.0\n\nbody\n", "/home/me/plain/src\n."], ["Name: ", "Version:", "\n", "/", "..", .. s_headers, .. s_text], Foreign.ReadInstalled),
        ["torch's answer"] = new(["{\"devices\": [{\"id\": \"cpu\", \"name\": \"the processor\", \"arch\": null, \"error\": null}], \"stage\": \"done\", \"version\": \"2.9.0+cpu\", \"code\": [\"sm_90a\", \"gfx90a:xnack-\"]}\n"], ["{\"devices\": [", "\"stage\"", "\"code\": [", "sm_", "gfx", .. s_json, .. s_text], text => Foreign.ReadTorch(Utf8(text))),
        ["Linux machine"] = new(Foreign.Machines(TargetOs.Linux), s_machineSigns, text => Foreign.Probe(TargetOs.Linux, Utf8(text), s_catalogue)),
        ["Windows machine"] = new(Foreign.Machines(TargetOs.Windows), [.. s_json, .. s_machineSigns], text => Foreign.Probe(TargetOs.Windows, Utf8(text), s_catalogue)),
        ["Mac"] = new(Foreign.Machines(TargetOs.MacOS), [.. s_json, .. s_machineSigns], text => Foreign.Probe(TargetOs.MacOS, Utf8(text), s_catalogue)),
        ["interpreter"] = new(["{\"executable\": \"/usr/bin/python3\", \"version\": \"3.12.3\", \"implementation_name\": \"cpython\", \"free_threaded\": false, \"tags\": [\"py3-none-any\"]}"], [.. s_json, .. s_text], text => InterpreterProbe.Read(Utf8(text))),
    };

    // All that is asked of an address on its way to a request and into a message.
    private static void Show(Uri address)
    {
        Assert.NotEqual("", $"{Addresses.Show(address)} {address.Authority} {address.LocalPath} {FileNames.Of(address)} {string.Concat(address.Segments)}");
        if (address.Scheme is "http" or "https" or "file") Assert.EndsWith("/", AddressText.WithoutQuery(AddressText.AsFolder(address)).AbsoluteUri, StringComparison.Ordinal);
        if (address.Scheme is "http" or "https") Assert.NotEqual("", address.IdnHost);
    }

    // Every string of the table's rows.
    private static string[] Oracle(string table) => [.. File.ReadLines(Oracles.PathOf(table)).Where(line => line.Length > 0).Take(400).SelectMany(line => Strings(JsonElement.Parse(line))).Distinct()];

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString() ?? ""],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };

    private static string[] Files(string folder) => Texts(Directory.EnumerateFiles(Oracles.PathOf(folder), "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".jsonl", StringComparison.Ordinal)));

    private static string[] Slice(string pattern) => [.. Texts(Directory.EnumerateFiles(RepoRoot.At("fixtures", "index"), pattern, SearchOption.AllDirectories)).Take(60)];

    private static string[] Snapshots(string start) =>
        [.. Texts(Directory.EnumerateFiles(RepoRoot.At("tests", "LightTheTorch.Tests"), "*.verified.txt", SearchOption.AllDirectories)).Select(text => (text, at: text.IndexOf(start, StringComparison.Ordinal))).Where(found => found.at >= 0).Select(found => found.text[found.at..])];

    private static string[] Texts(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal).Select(File.ReadAllText).Select(text => text[..Math.Min(text.Length, Longest)])];

    // A whole catalogue is read in milliseconds: too long for many thousand readings.
    private static IEnumerable<string> Blocks(string catalogue)
    {
        string[] lines = catalogue.Split('\n');
        int backends = Array.IndexOf(lines, "backends:");
        return lines.Skip(Math.Max(0, backends + 1)).Chunk(40).Take(6).Select(block => "backends:\n" + string.Join('\n', block));
    }

    private static void ReadInput(string name, string text) =>
        new FakeFiles((name, text), ("more.txt", "six\n")).Reader().ReadAsync(new InputRequest { Inputs = [name], AllExtras = name == "pyproject.toml" }, CancellationToken.None).GetAwaiter().GetResult();

    private static void ReadArchive(string name, string bytes)
    {
        DistributionKind kind = DistributionKind.Of(name, PackageName.Parse("foo")) ?? throw new InvalidOperationException();
        byte[] content = Of(bytes);
        int tail = Math.Min(content.Length, 1000);
        using Stream archive = kind is DistributionKind.Wheel
            ? new RangeStream(content.Length, content.Length - tail, content[^tail..], (from, to, _) => Task.FromResult(content[(int)from..(int)(to + 1)]))
            : new MemoryStream(content);
        ArchiveMetadata.ReadAsync(kind, archive, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static string Bytes(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    // What a file or a program can say.
    private static string Utf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static byte[] Of(string bytes) => Encoding.Latin1.GetBytes(bytes);

    private static byte[] Unzipped(byte[] gzip)
    {
        using System.IO.Compression.GZipStream unpack = new(new MemoryStream(gzip), System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream all = new();
        unpack.CopyTo(all);
        return all.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using MemoryStream all = new();
        using (System.IO.Compression.GZipStream pack = new(all, System.IO.Compression.CompressionLevel.Fastest)) pack.Write(content);
        return all.ToArray();
    }
}
