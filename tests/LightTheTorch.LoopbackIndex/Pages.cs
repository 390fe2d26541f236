using System.Collections.Concurrent;
using System.Text;

namespace LightTheTorch.LoopbackIndex;

/// <summary>An answer before it is sent.</summary>
internal sealed record Answer(string Kind, TreeFile File);

/// <summary>Finds what a path of the mirror tree answers: a file, or a project page in the form that is there.</summary>
internal sealed class Pages(ITree tree, LoopbackOptions options)
{
    private const string Json = "application/vnd.pypi.simple.v1+json", Html = "text/html; charset=utf-8", Bytes = "application/octet-stream";

    // Rewriting a page of megabytes on every request would be measured as the client's time.
    private readonly ConcurrentDictionary<(TreeFile Page, string Root), TreeFile> _rewritten = new();

    /// <summary>The answer at <c>host/path</c>; null when there is none.</summary>
    /// <param name="rewriteTo">Where links to the real hosts are to point, without a slash at the end; null leaves them.</param>
    public Answer? Find(string path, string? rewriteTo)
    {
        path = path.Trim('/');
        if (options.FamilyOnly && IsHidden(path.Split('/')))
            return null;
        if (tree.Find($"{path}/index.json") is { } json)
            return new Answer(Json, Rewrite(json, rewriteTo));
        if (tree.Find($"{path}/index.html") is { } html)
            return new Answer(Html, Rewrite(html, rewriteTo));
        return tree.Find(path) is not { } file ? null
            : path.EndsWith("/index.json", StringComparison.Ordinal) ? new Answer(Json, Rewrite(file, rewriteTo))
            : path.EndsWith("/index.html", StringComparison.Ordinal) ? new Answer(Html, Rewrite(file, rewriteTo))
            : new Answer(Bytes, file);
    }

    private static bool IsHidden(string[] parts) => parts switch
    {
        [RealHosts.Pypi, "simple", var name, ..] => RealHosts.Family.Contains(name),
        [RealHosts.Torch, "whl", _, var name] => !name.Contains('.', StringComparison.Ordinal) && !RealHosts.Family.Contains(name),
        [RealHosts.Torch, "whl", _, var name, "index.html"] => !RealHosts.Family.Contains(name),
        _ => false,
    };

    private TreeFile Rewrite(TreeFile page, string? rewriteTo) =>
        rewriteTo is null ? page : _rewritten.GetOrAdd((page, rewriteTo), key => PointTo(key.Page, key.Root));

    private static TreeFile PointTo(TreeFile page, string rewriteTo)
    {
        StringBuilder text = new(Encoding.UTF8.GetString(page.Content.Span));
        foreach (string host in RealHosts.All)
            text.Replace($"https://{host}/", $"{rewriteTo}/{RealHosts.Folder(host)}/");
        text.Replace("href=\"/whl/", $"href=\"/{RealHosts.Torch}/whl/");
        return new TreeFile(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
