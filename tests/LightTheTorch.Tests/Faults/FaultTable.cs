using System.Globalization;
using System.Text;
using LightTheTorch.LoopbackIndex;
using LightTheTorch.Text;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>What servers do wrong, by mistake or on purpose. Each row is a name and a fault.</summary>
internal static class FaultTable
{
    private const string Json = "application/vnd.pypi.simple.v1+json", Html = "text/html", Bytes = "application/octet-stream";
    private const string Page = FaultWorld.Page, TorchPage = FaultWorld.TorchPage;

    // Odd, and understood all the same.
    private static readonly string[] s_harmless = ["unhashed-escape-in-a-marker", "unhashed-markers-100000", "unhashed-requirements-100000", "unhashed-requirements-200000-different", "unhashed-extras-500000", "unhashed-extras-in-a-circle", "unhashed-zeros-100000"];

    // A wheel of a better version, whole and sound. Whoever is taken in by its name or its address locks it.
    private const string Nine = "files.pythonhosted.org/packages/nine/six-9-py3-none-any.whl";
    private static readonly byte[] s_nine = WheelBuilder.Build(new WheelSpec("six", "9"));
    private static readonly string s_local = Local();

    private static readonly string s_sixUrl = $"https://{FaultWorld.Metadata[..^".metadata".Length]}";

    public static IReadOnlyDictionary<string, Fault> Rows { get; } = Statuses().Concat(Connections()).Concat(JsonPages()).Concat(HtmlPages()).Concat(Metadata()).Concat(Archives()).Concat(Redirects()).ToDictionary();

    private static IEnumerable<KeyValuePair<string, Fault>> Statuses()
    {
        foreach (int status in (int[])[204, 206, 304, 400, 401, 406, 407, 408, 429, 451, 500, 501, 502, 503, 504])
            yield return new($"status-{status}", Fault.Status(Page, status));
        foreach (int status in (int[])[403, 404, 410])
            yield return new($"status-{status}", Fault.Status(Page, status).Ends(3));
        yield return new("429-retry-after", Fault.Status(Page, 429, ("Retry-After", "3")));
        yield return new("429-retry-after-an-hour", Fault.Status(Page, 429, ("Retry-After", "3600")));
        yield return new("503-retry-after-a-date", Fault.Status(Page, 503, ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")));
        yield return new("503-retry-after-garbage", Fault.Status(Page, 503, ("Retry-After", "soon")));
        yield return new("500-once", Fault.Status(Page, 500).Once());
        yield return new("429-once", Fault.Status(Page, 429, ("Retry-After", "1")).Once());
        yield return new("404-for-promised-metadata", Fault.Status(FaultWorld.Metadata, 404).Ends(0));
        yield return new("206-for-metadata", Fault.Status(FaultWorld.Metadata, 206, ("Content-Range", "bytes 0-0/1")));
        yield return new("500-for-metadata", Fault.Status(FaultWorld.Metadata, 500));
        yield return new("404-for-a-file", Fault.Status(FaultWorld.TorchWheel, 404));
        yield return new("416-for-every-range", new(FaultWorld.PlainWheel, (context, right, _) =>
        {
            if (context.Request.Headers.Range.Count == 0) return right();
            context.Response.StatusCode = 416;
            return Task.CompletedTask;
        })
        { Exit = 0 });
    }

    private static IEnumerable<KeyValuePair<string, Fault>> Connections()
    {
        Fault reset = new(Page, (context, _, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Fault midBody = Broken(Page, Json, "{\"files\": [", 500);
        yield return new("reset", reset);
        yield return new("reset-once", reset.Once());
        yield return new("reset-in-mid-body", midBody);
        yield return new("reset-in-mid-body-once", midBody.Once());
        yield return new("reset-in-mid-metadata", Broken(FaultWorld.Metadata, Bytes, "Name: six", 500));
        yield return new("reset-in-mid-file", Broken(FaultWorld.TorchWheel, Bytes, "PK", 500).Once());
        yield return new("page-that-drips", Dripped(FaultWorld.TorchPage));
        yield return new("metadata-that-drips", Dripped(FaultWorld.Metadata));
        yield return new("content-length-of-more", Broken(Page, Json, Six(""), Six("").Length + 1));
        yield return new("content-length-of-less", Fault.Text(Page, Json, Six("")[..^20]));
        yield return new("silence", Silent(Page, started: false));
        yield return new("silence-in-mid-body", Silent(Page, started: true));
        yield return new("silence-once", Silent(Page, started: true).Once() with { IsSilent = true });
        yield return new("gzip-that-is-none", Fault.Body(Page, Json, "{\"files\": []}"u8.ToArray(), ("Content-Encoding", "gzip")));
        yield return new("gzip-that-breaks-off", Fault.Body(Page, Json, Fault.Gzip(1 << 20)[..200], ("Content-Encoding", "gzip")));
        yield return new("brotli-that-is-none", Fault.Body(Page, Json, "{\"files\": []}"u8.ToArray(), ("Content-Encoding", "br")));
        yield return new("packed-as-nobody-asked", Fault.Body(Page, Json, [1, 2, 3], ("Content-Encoding", "zstd")));
        yield return new("gzip-bomb", Fault.Body(Page, Json, Fault.Gzip(100L << 20, "{\"files\": ["u8.ToArray()), ("Content-Encoding", "gzip")));
        yield return new("gzip-bomb-in-html", Fault.Body(TorchPage, Html, Fault.Gzip(100L << 20, "<a href="u8.ToArray()), ("Content-Encoding", "gzip")));
        yield return new("brotli-bomb", Fault.Body(Page, Json, Fault.Brotli(100L << 20, "{\"files\": ["u8.ToArray()), ("Content-Encoding", "br")));
        yield return new("packed-many-times", Fault.Body(Page, Json, Fault.Gzip(1 << 20), ("Content-Encoding", string.Join(", ", Enumerable.Repeat("gzip", 5000)))));
        yield return new("headers-without-end", new(Page, (context, _, _) =>
        {
            for (int i = 0; i < 200; i++) context.Response.Headers[$"X-{i}"] = new string('x', 1000);
            return Task.CompletedTask;
        }));
    }

    private static IEnumerable<KeyValuePair<string, Fault>> JsonPages()
    {
        yield return new("json-empty", JsonPage(""));
        yield return new("json-truncated", JsonPage("{\"files\": [{\"filename\": \"six-1.17.0-py3-none-any.whl\", \"url\""));
        yield return new("json-is-html", JsonPage("<!DOCTYPE html><html><body>Please log in</body></html>"));
        yield return new("json-is-null", JsonPage("null"));
        yield return new("json-is-a-list", JsonPage("[]"));
        yield return new("json-without-files", JsonPage("{\"name\": \"six\"}"));
        yield return new("json-files-no-list", JsonPage("{\"files\": {}}"));
        yield return new("json-files-no-objects", JsonPage("{\"files\": [1, 2]}"));
        yield return new("json-files-empty", JsonPage("{\"files\": []}").Ends(3));
        yield return new("json-api-version-2", JsonPage("{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}"));
        yield return new("json-api-version-number", JsonPage("{\"meta\": {\"api-version\": 1.0}, \"files\": []}"));
        yield return new("json-100000-deep", JsonPage("{\"x\": " + new string('[', 100_000) + new string(']', 100_000) + ", \"files\": []}"));
        yield return new("json-100000-deep-objects", JsonPage(string.Concat(Enumerable.Repeat("{\"files\":", 100_000))));
        yield return new("json-no-utf8", Fault.Body(Page, Json, [.. "{\"files\": [{\"filename\": \""u8, 0xFF, 0xFE, 0x80, .. "\"}]}"u8]));
        yield return new("json-utf16", Fault.Body(Page, Json, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"files\": []}")]));
        yield return new("json-called-html", Fault.Text(Page, Html, Six("")).Ends(0));
        yield return new("json-called-bytes", Fault.Text(Page, Bytes, Six("")).Ends(0));
        yield return new("page-is-a-picture", Fault.Body(Page, "image/png", [0x89, .. "PNG\r\n"u8]));
        yield return new("json-with-mark", Fault.Body(Page, Json, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Six(""))]).Ends(0));
        yield return new("json-keys-twice", JsonPage($$"""{"files": [], "files": [{{SixFile("")}}]}""").Ends(0));
        foreach ((string name, string value) in (IEnumerable<(string, string)>)
        [
            ("size-negative", "\"size\": -5"), ("size-huge", "\"size\": 1e400"), ("size-text", "\"size\": \"9\""), ("date-absurd", "\"upload-time\": \"9999-99-99T99:99:99Z\""), ("date-number", "\"upload-time\": 5"),
            ("yanked-false", "\"yanked\": false"), ("yanked-true", "\"yanked\": true"), ("yanked-object", "\"yanked\": {\"a\": [1]}"), ("python-garbage", "\"requires-python\": \">= = 3\""), ("python-of-1-mb", $"\"requires-python\": \"{string.Concat(Enumerable.Repeat(">=3,", 1 << 18))}\""), ("python-list", "\"requires-python\": [1]"),
            ("hash-short", "\"core-metadata\": {\"sha256\": \"abc\"}"), ("hash-list", "\"core-metadata\": {\"sha256\": [\"abc\"]}"), ("metadata-number", "\"core-metadata\": 7"), ("hashes-twice", "\"hashes\": {\"sha256\": \"none\"}, \"hashes\": {\"sha256\": [[]]}"),
        ])
        {
            yield return new($"json-{name}", JsonPage(Six(value)).Ends(name == "yanked-true" ? 3 : 0));
        }

        foreach ((string name, string file) in (IEnumerable<(string, string)>)
        [
            ("dots", "../../../six-9.whl"), ("slash", "/etc/six-9-py3-none-any.whl"), ("backslash", "..\\\\six-9-py3-none-any.whl"), ("nul", "six-9\\u0000-py3-none-any.whl"), ("escape", "six-9\\u001b[31m-py3-none-any.whl"),
            ("right-to-left", "six-9\\u202e-py3-none-any.whl"), ("long", "six-9-py3-none-" + new string('a', 5000) + ".whl"), ("line", "six-9-py3-none-any\\n.whl"), ("others", "torch-9-py3-none-any.whl"), ("homoglyph", "\\u0455ix-9-py3-none-any.whl"), ("zero-width", "six\\u200b-9-py3-none-any.whl"), ("tag-slash", "six-9-py3-none-any.a/b.whl"), ("tag-dots", "six-9-py3-none-any...\\/..\\/b.whl"), ("tag-backslash", "six-9-py3-none-any.a\\\\b.whl"), ("tag-nul", "six-9-py3-none-any.a\\u0000.whl"), ("tag-escape", "six-9-py3-none-any.\\u001b[31m.whl"), ("tag-bidi", "six-9-py3-none-any.\\u202e.whl"), ("of-10-mb", "six-" + new string('9', 10 << 20) + "-py3-none-any.whl"), ("no-wheel", "six-9-any.whl"),
        ])
        {
            yield return new($"name-{name}", Offered(file, $"https://{Nine}"));
        }

        foreach ((string name, string url) in (IEnumerable<(string, string)>)[("file", s_local), ("script", "javascript:alert(1)"), ("broken", "http://["), ("up", "../../../../../etc/passwd")])
            yield return new($"url-{name}", Offered("six-9-py3-none-any.whl", url).Ends(name == "up" ? 1 : 0));
        yield return new("json-200000-files", JsonPage($$"""{"files": [{{SixFile("")}}{{string.Concat(Enumerable.Range(0, 200_000).Select(i => $$""","filename": "six-0.{{i}}.zip", "url": "six-0.{{i}}.zip"}""".Insert(1, "{")))}}]}""").Ends(0));
    }

    private static IEnumerable<KeyValuePair<string, Fault>> HtmlPages()
    {
        string link = Encoding.UTF8.GetString(FaultWorld.Tree.Files[TorchPage].Content.Span);
        int scripts = 2000;
        yield return new("html-full-of-scripts", HtmlPage(string.Concat(Enumerable.Repeat("<script>document.write(\"<a href='torch-99-py3-none-any.whl'>x</a>\")</script><style>a{}</style><iframe><a href=torch-98.zip></iframe>", scripts)) + link).Ends(0));
        yield return new("html-100000-deep", HtmlPage(string.Concat(Enumerable.Repeat("<div><b><i>", 100_000)) + link).Ends(0));
        yield return new("html-200000-links", HtmlPage(string.Concat(Enumerable.Range(0, 200_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<a href=torch-0.{i}.zip>x</a>\n"))) + link).Ends(0));
        yield return new("html-login-page", HtmlPage("<!DOCTYPE html><title>Log in</title><form><input name=password></form>").Ends(3));
        yield return new("html-empty", HtmlPage("").Ends(3));
        yield return new("html-repository-version-2", HtmlPage("<meta name=\"pypi:repository-version\" content=\"2.0\">" + link));
        yield return new("html-bad-charset", Fault.Body(TorchPage, "text/html; charset=latin-9", [0xE9, 0xFF, .. Encoding.UTF8.GetBytes("<meta charset=utf-7>" + link)]).Ends(0));
        yield return new("html-unclosed", HtmlPage(link + "<a href=\"torch-99-py3-none-any.whl").Ends(0));
        yield return new("html-attributes-without-end", HtmlPage(link + "<a " + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}=b ")) + ">x</a>").Ends(0));
        yield return new("html-links-out", HtmlPage(link + "<a href=\"..%2F..%2Ftorch-99-py3-none-any.whl\">x</a><a href=\"torch-99%00-py3-none-any.whl\">x</a><a href=\"file:///torch-99-py3-none-any.zip\">x</a>").Ends(0));
        yield return new("html-called-plain", Fault.Text(TorchPage, "text/plain", link).Ends(0));
        yield return new("nul-bytes", HtmlPage(new string('\0', 10_000) + link).Ends(0));
    }

    private static IEnumerable<KeyValuePair<string, Fault>> Metadata()
    {
        foreach ((string name, string text) in (IEnumerable<(string, string)>)[("other-project", "Metadata-Version: 2.2\nName: evil\nVersion: 1.17.0\n"), ("wrong-hash", "Metadata-Version: 2.2\nName: six\nVersion: 1.17.0\nRequires-Dist: evil\n"), ("empty", "")])
            yield return new($"metadata-{name}", Fault.Text(FaultWorld.Metadata, Bytes, text));
        string torch = FaultWorld.TorchWheel + ".metadata";
        yield return new("metadata-of-100-mb", new(torch, async (context, _, _) =>
        {
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++) await context.Response.Body.WriteAsync(block, CancellationToken.None);
        }));
        foreach ((string name, string text) in (IEnumerable<(string, string)>)
        [
            ("unhashed-other-project", "Metadata-Version: 2.2\nName: evil\nVersion: 2.9.0+cpu\n"), ("unhashed-other-version", "Metadata-Version: 2.2\nName: torch\nVersion: 2.8\n"), ("unhashed-empty", ""), ("unhashed-garbage", "\0\u0001\u001b[31m"),
            ("unhashed-bad-requirement", "Metadata-Version: 2.2\nName: torch\nVersion: 2.9.0+cpu\nRequires-Dist: six >= = \u001b[31m1\n"), ("unhashed-escape-in-a-marker", Torch("six ; os_name != '\u001b[31m\u202e'")), ("unhashed-markers-100000", Torch("six ; " + string.Concat(Enumerable.Repeat("python_version > '3' and ", 100_000)) + "os_name != 'a'")),
            ("unhashed-parentheses-100000", Torch($"six ; {new string('(', 100_000)}os_name != 'a'{new string(')', 100_000)}")), ("unhashed-requirements-200000-different", Torch([.. Enumerable.Range(0, 200_000).Select(i => $"six!=0.{i}")])), ("unhashed-requirements-100000", Torch([.. Enumerable.Repeat("six", 100_000)])),
            ("unhashed-extras-500000", Torch("six") + string.Concat(Enumerable.Range(0, 500_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"Provides-Extra: e{i}\n")))),
            ("unhashed-extras-in-a-circle", Torch("six", "torch[a]", "torch[b] ; extra == 'a'", "torch[a] ; extra == 'b'") + "Provides-Extra: a\nProvides-Extra: b\n"),
            ("unhashed-digits-100000", Torch("six>=" + new string('9', 100_000))), ("unhashed-zeros-100000", Torch("six>=1" + string.Concat(Enumerable.Repeat(".0", 100_000)))), ("unhashed-file", Torch("six @ file:///etc/passwd")),
            ("unhashed-bidi", "Metadata-Version: 2.2\nName: torch\nVersion: 2.9.0+cpu\nRequires-Dist: six\u202e >= = 1\n"),
            ("unhashed-loop", "Metadata-Version: 2.2\nName: torch\nVersion: 2.9.0+cpu\nRequires-Dist: torch>3\n"),
        ])
        {
            yield return new($"metadata-{name}", Unhashed(torch, text).Ends(s_harmless.Contains(name) ? 0 : 3) with { HasOtherReasons = true });
        }
    }

    private static IEnumerable<KeyValuePair<string, Fault>> Archives()
    {
        byte[] whole = FaultWorld.Tree.Files[FaultWorld.PlainWheel].Content.ToArray();
        yield return new("wheel-without-ranges", Fault.Body(FaultWorld.PlainWheel, Bytes, whole).Ends(0));
        yield return new("wheel-with-another-hash", Fault.Body(FaultWorld.PlainWheel, Bytes, [.. whole[..^1], (byte)(whole[^1] ^ 1)]));
        yield return new("wheel-of-another-project", Ranged(FaultWorld.PlainWheel, Fault.Zip(("evil-1.0.dist-info/METADATA", "Name: evil\nVersion: 1.0\n"u8.ToArray()))).Ends(3));
        yield return new("wheel-that-says-it-is-another", Ranged(FaultWorld.PlainWheel, Fault.Zip(("plain-1.0.dist-info/METADATA", "Metadata-Version: 2.2\nName: evil\nVersion: 1.0\n"u8.ToArray()))).Ends(3));
        yield return new("wheel-with-two-metadata", Ranged(FaultWorld.PlainWheel, Fault.Zip(("plain-1.0.dist-info/METADATA", "Name: plain\n"u8.ToArray()), ("plain-1.0.dist-info/METADATA", "Name: plain\n"u8.ToArray()))).Ends(3));
        yield return new("wheel-that-is-no-zip", Ranged(FaultWorld.PlainWheel, new byte[100_000]).Ends(3));
        yield return new("wheel-that-is-empty", Ranged(FaultWorld.PlainWheel, []));
        yield return new("wheel-with-a-metadata-bomb", Ranged(FaultWorld.PlainWheel, Fault.Zip(("plain-1.0.dist-info/METADATA", new byte[40 << 20]))).Ends(3));
        yield return new("wheel-with-paths-out", Ranged(FaultWorld.PlainWheel, Fault.Zip(("../../plain-1.0.dist-info/METADATA", "Name: plain\n"u8.ToArray()), ("/plain-1.0.dist-info/METADATA", "Name: plain\n"u8.ToArray()))).Ends(3));
        yield return new("wheel-with-wrong-ranges", new(FaultWorld.PlainWheel, async (context, _, _) =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 0-9/1000000000000";
            await context.Response.Body.WriteAsync(new byte[10], context.RequestAborted);
        })
        { Exit = 3 });
    }

    private static IEnumerable<KeyValuePair<string, Fault>> Redirects()
    {
        yield return new("redirect-loop", Fault.Status(Page, 302, ("Location", "/" + Page)));
        yield return new("redirect-nowhere", Fault.Status(Page, 301));
        yield return new("redirect-garbage", Fault.Status(Page, 301, ("Location", "http://[")));
        yield return new("redirect-to-a-file", Fault.Status(Page, 307, ("Location", "file:///etc/passwd")));
        yield return new("redirect-to-an-unknown-host", Fault.Status(Page, 308, ("Location", "http://me:secret@no-such-host.invalid/six/")));
        yield return new("redirect-that-ends-well", Fault.Status(FaultWorld.Metadata, 302, ("Location", "/" + FaultWorld.Metadata + "?token=secret")).Once());
    }

    private static string Torch(params string[] requirements) => "Metadata-Version: 2.2\nName: torch\nVersion: 2.9.0+cpu\n" + string.Concat(requirements.Select(requirement => $"Requires-Dist: {requirement}\n"));

    private static Fault Offered(string file, string url) => new(Page, async (context, _, _) =>
    {
        bool isWheel = context.Request.Path.Value == "/" + Nine;
        string page = $$"""{"files": [{{SixFile("")}}, {"filename": "{{file}}", "url": "{{url}}"}]}""";
        await (isWheel ? Results.Bytes(s_nine, Bytes, enableRangeProcessing: true) : Results.Text(page, Json, Encoding.UTF8)).ExecuteAsync(context);
    })
    { Beside = Nine, Exit = 0 };

    private static string Local()
    {
        string folder = Directory.CreateTempSubdirectory("ltt-local-").FullName, path = Path.Combine(folder, "six-9-py3-none-any.whl");
        File.WriteAllBytes(path, s_nine);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return AddressText.OfPath(path).AbsoluteUri;
    }

    private static Fault JsonPage(string text) => Fault.Text(Page, Json, text);

    private static Fault HtmlPage(string text) => Fault.Text(TorchPage, Html, text);

    private static string Six(string more) => $$"""{"meta": {"api-version": "1.1"}, "files": [{{SixFile(more)}}]}""";

    // As the right page has it, with something more.
    private static string SixFile(string more)
    {
        string wheel = FaultWorld.Metadata[..^".metadata".Length];
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(FaultWorld.Tree.Files[wheel].Content.Span));
        return $$"""{"filename": "six-1.17.0-py3-none-any.whl", "url": "{{s_sixUrl}}", "hashes": {"sha256": "{{sha256}}"}{{(more.Length > 0 ? ", " + more : "")}}}""";
    }

    // The page's hash of METADATA would be noticed first: torch's page is served without it as well.
    private static Fault Unhashed(string path, string text)
    {
        string page = Encoding.UTF8.GetString(FaultWorld.Tree.Files[TorchPage].Content.Span);
        string open = System.Text.RegularExpressions.Regex.Replace(page, "(data-[a-z-]*metadata)=\"sha256=[0-9a-f]+\"", "$1=\"true\"");
        return new(path, async (context, _, _) => await context.Response.WriteAsync(context.Request.Path.Value == "/" + TorchPage ? open : text, context.RequestAborted)) { Beside = TorchPage };
    }

    private static Fault Broken(string path, string type, string start, int promised) => new(path, async (context, _, _) =>
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = promised;
        await context.Response.WriteAsync(start, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    });

    // Right, a few bytes at a time.
    private static Fault Dripped(string path) => new(path, async (context, _, _) =>
    {
        ReadOnlyMemory<byte> content = FaultWorld.Tree.Files[path].Content;
        if (path == TorchPage) context.Response.ContentType = Html;
        for (int at = 0; at < content.Length; at += 7)
        {
            await context.Response.Body.WriteAsync(content.Slice(at, Math.Min(7, content.Length - at)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    })
    { Exit = 0 };

    private static Fault Silent(string path, bool started) => new(path, async (context, _, _) =>
    {
        if (started) await context.Response.WriteAsync("{", context.RequestAborted);
        if (started) await context.Response.Body.FlushAsync(context.RequestAborted);
        TaskCompletionSource gone = new();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    })
    { IsSilent = true };

    private static Fault Ranged(string path, byte[] content) => new(path, async (context, _, _) =>
        await Results.Bytes(content, Bytes, enableRangeProcessing: true).ExecuteAsync(context));
}
