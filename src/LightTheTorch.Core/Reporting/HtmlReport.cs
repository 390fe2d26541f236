using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Versions;

namespace LightTheTorch.Reporting;

/// <summary>
/// Locks as one page that needs nothing else: no network, no other file. The same locks give the same bytes. A content security policy
/// in the page forbids everything but its own style and script, so that hostile text could not fetch anything even if it were markup.
/// </summary>
public sealed class HtmlReport
{
    private static readonly string s_style = Resource("report.css");
    private static readonly string s_script = Resource("report.js");

    private readonly ImmutableArray<BackendLock> _locks;
    private readonly IReadOnlyDictionary<string, long> _sizes;
    private readonly StringBuilder _page = new();

    private HtmlReport(ImmutableArray<BackendLock> locks, IReadOnlyDictionary<string, long> sizes)
    {
        _locks = locks;
        _sizes = sizes;
    }

    /// <param name="title">Shown on top, for example the project's folder.</param>
    /// <param name="locks">One for each backend.</param>
    /// <param name="sizes">Bytes by address, where known; those that the locks themselves know need not be there.</param>
    public static string Write(string title, ImmutableArray<BackendLock> locks, IReadOnlyDictionary<string, long> sizes) => new HtmlReport(locks, sizes).Write(title);

    private string Write(string title)
    {
        string policy = $"default-src 'none'; style-src 'sha256-{Digest(s_style)}'; script-src 'sha256-{Digest(s_script)}'; base-uri 'none'; form-action 'none'";
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<title>{T(title)}: locked packages</title>\n<style>{s_style}</style>\n</head>\n<body>\n")
            .Append($"<a class=\"skip\" href=\"#packages\">To the packages</a>\n<header>\n<h1>{T(title)}</h1>\n<p>What is locked, for which backend and machine, and why.</p>\n</header>\n<main>\n");
        WriteBackends();
        WriteMatrix();
        WriteReasons();
        WriteTargets();
        _page.Append("</main>\n<footer>Made by <code>ltt report</code> from the locks alone.</footer>\n").Append($"<script>{s_script}</script>\n</body>\n</html>\n");
        return _page.ToString();
    }

    private void WriteBackends()
    {
        _page.Append("<section aria-labelledby=\"backends\">\n<h2 id=\"backends\">Backends</h2>\n<div class=\"cards\">\n");
        foreach (BackendLock locked in _locks)
        {
            string torch = locked.Header.Torch.IsEmpty ? "no torch" : "torch " + string.Join(", ", locked.Header.Torch);
            _page.Append($"<article><h3>{T(locked.Header.Backend.Value)}</h3>\n<p class=\"torch\">{T(torch)}</p>\n<ul>\n")
                .Append($"<li>{Count(locked.Packages.Select(package => package.Name).Distinct().Count(), "package")}, {Count(locked.Header.Targets.Length, "target")}</li>\n");
            foreach (string need in locked.Header.Hardware) _page.Append($"<li>{T(need)}</li>\n");
            foreach (string target in locked.Header.Targets) _page.Append($"<li><code>{T(target)}</code>: {Sum(FilesOf(locked, target))}</li>\n");
            if (!locked.Header.Sdists.IsEmpty) _page.Append($"<li class=\"warn\">Built where it is installed: {T(string.Join(", ", locked.Header.Sdists))}</li>\n");
            _page.Append("</ul></article>\n");
        }

        _page.Append("</div>\n</section>\n");
    }

    private void WriteMatrix()
    {
        _page.Append("<section aria-labelledby=\"packages\">\n<h2 id=\"packages\">Packages</h2>\n")
            .Append("<p class=\"tools\"><label>Find <input id=\"find\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label> ")
            .Append("<label><input id=\"differ\" type=\"checkbox\"> only where versions differ</label> <span id=\"shown\" role=\"status\"></span></p>\n")
            .Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Packages by backend\"><table id=\"matrix\">\n<thead><tr><th scope=\"col\">Package</th>");
        foreach (BackendLock locked in _locks) _page.Append($"<th scope=\"col\">{T(locked.Header.Backend.Value)}</th>");
        _page.Append("</tr></thead>\n<tbody>\n");
        foreach (PackageName name in _locks.SelectMany(locked => locked.Packages).Select(package => package.Name).Distinct().Order()) WriteRow(name);
        _page.Append("</tbody>\n</table></div>\n</section>\n");
    }

    private void WriteRow(PackageName name)
    {
        (string note, bool differs) = Note(name);
        _page.Append($"<tr data-name=\"{T(name.Value)}\"{(differs ? " class=\"differs\"" : "")}><th scope=\"row\"><a href=\"#why-{T(name.Value)}\">{T(name.Value)}</a>{(note.Length > 0 ? $" <small class=\"note\">{note}</small>" : "")}</th>");
        foreach (BackendLock locked in _locks)
        {
            LockComponent[] components = [.. LockComponent.Of(locked).Where(component => component.Name.Equals(name))];
            _page.Append("<td>");
            if (components.Length == 0) _page.Append("<span class=\"none\">not needed</span>");
            foreach (LockComponent component in components)
            {
                string targets = component.Targets.Length == locked.Header.Targets.Length ? "" : $" <small>on {T(string.Join(", ", component.Targets))}</small>";
                _page.Append($"<div>{T(component.Version.ToString())} <small class=\"size\">{Largest(component)}</small>{targets}</div>");
            }

            _page.Append("</td>");
        }

        _page.Append("</tr>\n");
    }

    // PyTorch's builds of one version differ in the local part by their nature; that is no difference of versions.
    private (string Words, bool Differs) Note(PackageName name)
    {
        PyVersion[][] versions = [.. _locks.Select(locked => locked.Packages.Where(package => package.Name.Equals(name)).Select(package => package.Version.Public).Distinct().Order().ToArray())];
        if (versions.Where(own => own.Length > 0).Any(own => !own.SequenceEqual(versions.First(other => other.Length > 0)))) return ("versions differ", true);
        if (versions.Any(own => own.Length > 1)) return ("targets differ", true);
        if (versions.Any(own => own.Length == 0)) return ("not everywhere", false);
        return _locks.Any(locked => LockComponent.Of(locked).Where(component => component.Name.Equals(name)).Any(component => component.Targets.Length < locked.Header.Targets.Length)) ? ("not on every target", false) : ("", false);
    }

    private void WriteReasons()
    {
        _page.Append("<section aria-labelledby=\"why\">\n<h2 id=\"why\">Why each package is there</h2>\n<dl>\n");
        foreach (IGrouping<PackageName, (BackendLock Lock, LockedVia Via)> package in _locks
            .SelectMany(locked => locked.Packages.SelectMany(file => file.Via.Select(via => (file.Name, Reason: (locked, via)))))
            .GroupBy(each => each.Name, each => each.Reason)
            .OrderBy(group => group.Key))
        {
            _page.Append($"<div><dt id=\"why-{T(package.Key.Value)}\">{T(package.Key.Value)}</dt>\n");
            foreach (IGrouping<Via, (BackendLock Lock, LockedVia Via)> reason in package.GroupBy(each => each.Via.Reason).OrderBy(group => group.Key.Rank).ThenBy(group => group.Key.ToString(), StringComparer.Ordinal))
            {
                _page.Append($"<dd>{Who(reason.Key)} <code>{T(reason.Key.Words)}</code>{Where(package, reason)}</dd>\n");
            }

            _page.Append("</div>\n");
        }

        _page.Append("</dl>\n</section>\n");
    }

    private string Who(Via reason) => reason switch
    {
        Via.Direct direct => $"<code>{T(direct.File)}</code> asks for",
        Via.Override instead => $"<code>{T(instead.File)}</code> overrides all others with",
        Via.Constraint constraint => $"<code>{T(constraint.File)}</code> limits it to",
        Via.Parent { Extra: { } extra } parent => $"{Link(parent.Name)}[{T(extra.Value)}] needs",
        Via.Parent parent => $"{Link(parent.Name)} needs",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // A lock that was edited may name a parent that it does not have.
    private string Link(PackageName name) =>
        _locks.Any(locked => locked.Packages.Any(package => package.Name.Equals(name))) ? $"<a href=\"#why-{T(name.Value)}\">{T(name.Value)}</a>" : T(name.Value);

    // Only what tells this reason from the others: the backends, unless it holds for all that have the package, and targets where the lock names them.
    private static string Where(IEnumerable<(BackendLock Lock, LockedVia Via)> package, IEnumerable<(BackendLock Lock, LockedVia Via)> reason)
    {
        string[] holds = [.. reason.Select(each => each.Lock.Header.Backend.Value).Distinct()];
        string[] targets = [.. reason.SelectMany(each => each.Via.Targets).Distinct()];
        string backends = holds.Length == package.Select(each => each.Lock).Distinct().Count() ? "" : string.Join(", ", holds);
        string all = string.Join("; ", new[] { backends, string.Join(", ", targets) }.Where(part => part.Length > 0));
        return all.Length == 0 ? "" : $" <small>({T(all)})</small>";
    }

    private void WriteTargets()
    {
        _page.Append("<section aria-labelledby=\"targets\">\n<h2 id=\"targets\">What each target installs</h2>\n");
        foreach (BackendLock locked in _locks)
        {
            foreach (string target in locked.Header.Targets)
            {
                LockedPackage[] files = FilesOf(locked, target);
                _page.Append($"<details><summary><b>{T(locked.Header.Backend.Value)}</b> on <code>{T(target)}</code> <small>{Count(files.Length, "package")}, {Sum(files)}</small></summary>\n")
                    .Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(T($"{locked.Header.Backend} on {target}")).Append("\"><table>\n")
                    .Append("<thead><tr><th scope=\"col\">Package</th><th scope=\"col\">Version</th><th scope=\"col\">Size</th><th scope=\"col\">File</th><th scope=\"col\">sha256</th></tr></thead>\n<tbody>\n");
                foreach (LockedPackage file in files)
                {
                    _page.Append($"<tr><th scope=\"row\"><a href=\"#why-{T(file.Name.Value)}\">{T(file.Name.Value)}</a></th><td>{T(file.Version.ToString())}</td><td class=\"size\">{Size(file)}</td>")
                        .Append($"<td class=\"file\"><code>{T(file.FileName)}</code></td><td class=\"hash\"><code>{T(file.Sha256)}</code></td></tr>\n");
                }

                _page.Append("</tbody>\n</table></div>\n</details>\n");
            }
        }

        _page.Append("</section>\n");
    }

    private static LockedPackage[] FilesOf(BackendLock locked, string target) => [.. locked.Packages.Where(package => package.Targets.Contains(target))];

    private long? SizeOf(LockedPackage file) => file.Size ?? (_sizes.TryGetValue(file.Url, out long size) ? size : null);

    private string Size(LockedPackage file) => SizeOf(file) is { } size ? ByteCount.Of(size) : "unknown";

    private string Largest(LockComponent component)
    {
        long[] sizes = [.. component.Files.Select(SizeOf).OfType<long>()];
        if (sizes.Length == 0) return "";
        return sizes.Length > 1 && ByteCount.Of(sizes.Min()) != ByteCount.Of(sizes.Max()) ? $"{ByteCount.Of(sizes.Min())} to {ByteCount.Of(sizes.Max())}" : ByteCount.Of(sizes.Max());
    }

    private string Sum(LockedPackage[] files)
    {
        int unknown = files.Count(file => SizeOf(file) is null);
        string known = ByteCount.Of(files.Sum(file => SizeOf(file) ?? 0));
        return unknown == 0 ? known : unknown == files.Length ? "sizes unknown" : $"{known} and {Count(unknown, "file")} of unknown size";
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string T(string text) => HtmlText.Of(text);

    private static string Digest(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"`{name}` is not in this assembly");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
