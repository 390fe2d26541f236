using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.IO.Inputs;

/// <summary>
/// Decides what a requirement of a line is, in the order in which pip decides (<c>req.constructors</c>): a URL, else a folder or an archive that is
/// there, else a dependency specifier. Paths start in the working directory, not beside the file.
/// </summary>
internal sealed class SubjectReader(InputContext context)
{
    public bool TryRead(LogicalLine line, TextSpan part, [NotNullWhen(true)] out FileSubject? subject, [NotNullWhen(false)] out Diagnostic? error)
    {
        string all = line.Text.Substring(part.Start, part.Length);
        int semicolon = all.IndexOf(PipUrl.IsUrl(all) ? "; " : ";", StringComparison.Ordinal);
        string text = PythonText.Strip(semicolon < 0 ? all : all.AsSpan(0, semicolon)).ToString();
        subject = null;
        Marker? marker = null;
        if (semicolon >= 0 && !TryMarker(line, part.Start + semicolon + 1, all[(semicolon + 1)..], text, out marker, out error)) return false;
        TextSpan span = new(part.Start, text.Length);
        if (!TryRead(line, span, text, out FileSubject? found, out error)) return false;
        subject = found with { Marker = marker };
        return true;
    }

    /// <summary>What stands behind <c>-e</c>: a local project or a checkout.</summary>
    public bool TryReadEditable(LogicalLine line, TextSpan span, string text, [NotNullWhen(true)] out FileSubject? subject, [NotNullWhen(false)] out Diagnostic? error)
    {
        error = null;
        subject = null;
        if (Requirement.TryParse(text, out Requirement? direct) && direct.Url is { } address)
        {
            if (!TryUrl(line, span, address, out FileSubject? found, out error)) return false;
            subject = found with { Name = direct.NameAsWritten, Extras = direct.Extras, Marker = direct.Marker };
        }
        else
        {
            (string bare, ImmutableArray<ExtraName> extras) = WithoutExtras(text);
            string url = context.Files.DirectoryExists(context.FullPath(bare)) ? PipUrl.FromPath(context.FullPath(bare)) : bare;
            if (!PipUrl.IsFile(url))
            {
                extras = [];
                url = text;
            }

            // git: stands for git+git:, and so with the others.
            if (url.Split(':')[0].ToLowerInvariant() is "git" or "hg" or "svn" or "bzr" && PipUrl.IsVcs($"{url.Split(':')[0]}+{url}")) url = $"{url.Split(':')[0]}+{url}";
            if (!TryUrl(line, span, url, out FileSubject? found, out error)) return false;
            subject = found with { Extras = extras };
        }

        if (subject.Kind is SubjectKind.Index or SubjectKind.Remote)
        {
            error = Invalid(
                line,
                span,
                $"`{line.Written(span)}` is not a valid editable requirement",
                $"it should either be a path to a local project or a VCS URL (beginning with {PipUrl.VcsSchemes})");
            return false;
        }

        if (subject.Name is null && subject.Kind == SubjectKind.Vcs)
        {
            error = Invalid(line, span, $"could not detect requirement name for `{line.Written(span)}`", "write it as `NAME @ URL`");
            return false;
        }

        return true;
    }

    private bool TryRead(LogicalLine line, TextSpan span, string text, [NotNullWhen(true)] out FileSubject? subject, [NotNullWhen(false)] out Diagnostic? error)
    {
        subject = null;
        if (PipUrl.IsUrl(text)) return TryUrl(line, span, text, out subject, out error);
        (string path, ImmutableArray<ExtraName> extras) = WithoutExtras(text.Contains('\0', StringComparison.Ordinal) ? "" : context.FullPath(text));
        if (PipUrl.LooksLikePath(text) && context.Files.DirectoryExists(path))
        {
            if (!IsProject(path))
            {
                error = Invalid(line, span, $"directory `{line.Written(span)}` is not installable: neither `setup.py` nor `pyproject.toml` found");
                return false;
            }

            error = null;
            subject = new FileSubject { Kind = SubjectKind.LocalProject, Extras = extras, Url = PipUrl.FromPath(path), Path = path };
            return true;
        }

        // An '@' makes it a name with a URL, unless a path stands in front.
        bool direct = text.IndexOf('@', StringComparison.Ordinal) is var at && at >= 0 && !PipUrl.LooksLikePath(text[..at]);
        if (!PipUrl.IsArchive(path) || (direct && !context.Files.FileExists(path))) return TrySpecifier(line, span, text, out subject, out error);
        if (!TryUrl(line, span, PipUrl.FromPath(path), out subject, out error)) return false;
        subject = subject with { Extras = extras, Path = path, Kind = SubjectKind.LocalFile };
        return true;
    }

    private bool TrySpecifier(LogicalLine line, TextSpan span, string text, [NotNullWhen(true)] out FileSubject? subject, [NotNullWhen(false)] out Diagnostic? error)
    {
        if (!Requirement.TryParse(text, out Requirement? requirement, out ParseError? parse))
        {
            subject = null;
            error = Invalid(line, new TextSpan(span.Start + parse.Span.Start, parse.Span.Length), $"invalid requirement: `{line.Written(span)}`: {parse.Message}", Hints(line.Written(span), parse));
            return false;
        }

        error = null;
        subject = new FileSubject { Kind = SubjectKind.Index };
        if (requirement.Url is { } url && !TryUrl(line, span, url, out subject, out error)) return false;
        subject = subject with { Name = requirement.NameAsWritten, Extras = requirement.Extras, Specifier = requirement.Specifier, Url = requirement.Url };
        return true;
    }

    // A URL by itself says its name in a wheel's file name, or behind #egg=.
    private bool TryUrl(LogicalLine line, TextSpan span, string url, [NotNullWhen(true)] out FileSubject? subject, [NotNullWhen(false)] out Diagnostic? error)
    {
        subject = null;
        error = null;
        string? path = PipUrl.IsFile(url) ? PipUrl.ToPath(url) : null;
        SubjectKind kind = PipUrl.IsVcs(url) ? SubjectKind.Vcs
            : path is null ? SubjectKind.Remote
            : context.Files.DirectoryExists(path) || !PipUrl.IsArchive(path) ? SubjectKind.LocalProject
            : SubjectKind.LocalFile;
        string file = PipUrl.FileName(url);
        if (file.EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
        {
            if (WheelFileName.TryParse(file, out WheelFileName? wheel, out string? why))
            {
                subject = new FileSubject { Kind = kind, Name = wheel.Name.Value, Specifier = SpecifierSet.Parse($"=={wheel.Version}"), Url = url, Path = path };
            }
            else
            {
                error = Invalid(line, span, $"{char.ToLowerInvariant(why[0])}{why[1..]}: `{line.Written(span)}`");
            }
        }
        else if (PipUrl.Fragment(url, "egg") is not { } egg || PackageName.TryParse(egg, out _))
        {
            subject = new FileSubject { Kind = kind, Name = PipUrl.Fragment(url, "egg"), Url = url, Path = path };
        }
        else
        {
            error = Invalid(line, span, $"invalid egg fragment in `{line.Written(span)}`", "write it as `NAME[EXTRA] @ URL`");
        }

        return subject is not null && error is null;
    }

    private static bool TryMarker(LogicalLine line, int start, string text, string name, out Marker? marker, [NotNullWhen(false)] out Diagnostic? error)
    {
        marker = null;
        error = null;
        if (PythonText.Strip(text).IsEmpty || Marker.TryParse(text, out marker, out ParseError? parse)) return true;
        error = Invalid(line, new TextSpan(start + parse.Span.Start, parse.Span.Length), $"invalid requirement: `{Secrets.Mask(name)}`: {parse.Message}");
        return false;
    }

    private static (string Path, ImmutableArray<ExtraName> Extras) WithoutExtras(string path)
    {
        int open = path.EndsWith(']') ? path.LastIndexOf('[') : -1;
        if (open <= 0 || !Requirement.TryParse("placeholder" + path[open..], out Requirement? extras)) return (path, []);
        return (path[..open].TrimEnd(), extras.Extras);
    }

    private bool IsProject(string path) =>
        context.Files.FileExists(System.IO.Path.Combine(path, "pyproject.toml")) || context.Files.FileExists(System.IO.Path.Combine(path, "setup.py"));

    private static ImmutableArray<string> Hints(string written, ParseError error) =>
        written.Contains('/', StringComparison.Ordinal) ? [$"it looks like a path; file `{written}` does not exist"] : RequirementHints.For(error);

    private static Diagnostic Invalid(LogicalLine line, TextSpan span, string message, params ImmutableArray<string> hints) =>
        line.ErrorAt(span, DiagnosticCode.InvalidRequirement, message, hints);
}
