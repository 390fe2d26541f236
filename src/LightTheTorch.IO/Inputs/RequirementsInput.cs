using System.Collections.Immutable;
using System.Diagnostics;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>The pass above the reader that does as pip does: what of a requirements file can be locked, what is left out, what is refused.</summary>
internal sealed class RequirementsInput(InputContext context, ProjectInput projects)
{
    private readonly RequirementsFileReader _reader = new(context);

    public async Task AddAsync(string path, bool isConstraint, List<InputRequirement> into, InputCollector collector, CancellationToken cancellationToken) =>
        await AddAsync(await _reader.ReadAsync(path, isConstraint, cancellationToken), into, collector, cancellationToken);

    /// <summary>One line that stands in a file of another kind.</summary>
    public async Task AddLineAsync(SourceText source, TextSpan span, string text, List<InputRequirement> into, InputCollector collector, CancellationToken cancellationToken)
    {
        if (LineSplitter.Only(source, span, text, context.Variables) is not { } line) return;
        await AddAsync(await _reader.ReadLineAsync(line, cancellationToken), into, collector, cancellationToken);
    }

    private async Task AddAsync(ImmutableArray<RequirementsFileItem> items, List<InputRequirement> into, InputCollector collector, CancellationToken cancellationToken)
    {
        foreach (RequirementsFileItem item in items)
        {
            switch (item)
            {
                case RequirementsFileItem.Remark remark: collector.Remarks.Add(remark.Diagnostic); break;
                case RequirementsFileItem.Option option: Add(option, collector); break;
                case RequirementsFileItem.Entry { IsConstraint: true } entry: AddConstraint(entry, collector); break;
                case RequirementsFileItem.Entry entry: await AddAsync(entry, into, collector, cancellationToken); break;
                default: throw new UnreachableException();
            }
        }
    }

    private static void Add(RequirementsFileItem.Option option, InputCollector collector)
    {
        switch (option.Value.Kind)
        {
            case FileOptionKind.IndexUrl or FileOptionKind.ExtraIndexUrl or FileOptionKind.NoIndex or FileOptionKind.FindLinks:
                if (IndexLines.Judge(option) is { } judged) collector.Remarks.Add(judged);
                break;
            case FileOptionKind.Pre:
                collector.Prereleases = true;
                break;
            case FileOptionKind.AllReleases:
                string[] names = option.Value.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                if (names.Contains(":all:")) collector.Prereleases = true;
                foreach (string text in names)
                {
                    if (PackageName.TryParse(text, out PackageName? name)) collector.PrereleasesOf.Add(name);
                }

                break;
            case FileOptionKind.NoBinary or FileOptionKind.OnlyFinal:
                collector.Remarks.Add(At(option, "it is dropped", "wheels come first; `--allow-build NAME` takes an sdist where there is no wheel"));
                break;
            case FileOptionKind.TrustedHost:
                collector.Remarks.Add(At(option, "it is dropped: certificates are always checked"));
                break;
            default: // what the others ask for is what happens: wheels are preferred, and every pin has its hash
                break;
        }

        static Diagnostic At(RequirementsFileItem.Option option, string why, params ImmutableArray<string> hints) => option.Line.Source.At(
            option.Line.ToSource(option.Value.Span),
            DiagnosticCode.UnsupportedRequirement,
            Severity.Warning,
            $"`{option.Line.Written(option.Value.Span)}` has no effect on a lock: {why}",
            hints);
    }

    private static void AddConstraint(RequirementsFileItem.Entry entry, InputCollector collector)
    {
        string? refused = entry.Subject switch
        {
            { Name: null } => "unnamed requirements are not allowed as constraints",
            { Kind: not SubjectKind.Index } => "links are not allowed as constraints",
            { Extras.IsEmpty: false } => "constraints cannot have extras",
            _ => null,
        };
        if (refused is not null) collector.Remarks.Add(Error(entry, DiagnosticCode.UnsupportedRequirement, refused));
        else if (Build(entry, null, collector) is { } made) collector.Constraints.Add(made);
    }

    private async Task AddAsync(RequirementsFileItem.Entry entry, List<InputRequirement> into, InputCollector collector, CancellationToken cancellationToken)
    {
        FileSubject subject = entry.Subject;
        if (entry.Options.Any(o => o.Kind == FileOptionKind.ConfigSettings))
        {
            collector.Remarks.Add(entry.Line.Source.At(
                entry.Line.ToSource(entry.Span), DiagnosticCode.UnsupportedRequirement, Severity.Warning, "config settings have no effect on a lock: nothing is built"));
        }

        switch (subject.Kind)
        {
            case SubjectKind.Index:
                if (Build(entry, null, collector) is { } named) into.Add(named);
                break;
            case SubjectKind.Vcs:
                collector.Remarks.Add(Vcs(entry));
                break;
            case SubjectKind.LocalProject when subject.Path is { } path:
                await projects.AddLocalAsync(entry, path, into, collector, cancellationToken);
                break;
            case SubjectKind.LocalFile when subject.Path is { } path && !context.Files.FileExists(path):
                string what = Written(entry);
                collector.Remarks.Add(Error(
                    entry, DiagnosticCode.FileNotFound, $"`{what}` looks like a filename, but the file does not exist", [$"it was looked for at `{path}`"]));
                break;
            case SubjectKind.Remote or SubjectKind.LocalFile or SubjectKind.LocalProject:
                if (subject.Name is null) collector.Remarks.Add(Unnamed(entry));
                else if (Build(entry, subject.Url, collector) is { } direct) into.Add(direct);
                break;
            default: throw new UnreachableException();
        }
    }

    // The subject was read part by part; written out again it is one dependency specifier.
    private static InputRequirement? Build(RequirementsFileItem.Entry entry, string? url, InputCollector collector)
    {
        FileSubject subject = entry.Subject;
        string extras = subject.Extras.IsEmpty ? "" : $"[{string.Join(',', subject.Extras)}]";
        string bare = url is null ? $"{subject.Name}{extras}{subject.Specifier}" : $"{subject.Name}{extras} @ {url}";
        if (!Requirement.TryParse(bare, out Requirement? requirement, out ParseError? error))
        {
            collector.Remarks.Add(Error(entry, DiagnosticCode.InvalidRequirement, $"invalid requirement: `{Written(entry)}`: {error.Message}"));
            return null;
        }

        ImmutableArray<string> hashes = [.. entry.Options.Where(o => o.Kind == FileOptionKind.Hash).Select(o => o.Value)];
        return new InputRequirement(requirement, entry.Line.Locate(entry.Span.Start)) { Hashes = hashes }.Under(subject.Marker);
    }

    private static Diagnostic Vcs(RequirementsFileItem.Entry entry)
    {
        string name = entry.Subject.Name ?? "NAME";
        return Error(
            entry,
            DiagnosticCode.UnsupportedRequirement,
            $"`{Written(entry)}` is a VCS URL: a lock names files by their sha256, and a checkout is no file",
            [
                $"if `{name}` has a release with what you need, ask for it: `{name}==VERSION`",
                $"or build a wheel once with `pip wheel --no-deps \"{Written(entry)}\"`, put it where every machine reaches it, and write `{name} @ https://.../{name.Replace('-', '_')}-VERSION-py3-none-any.whl`",
            ]);
    }

    private static Diagnostic Unnamed(RequirementsFileItem.Entry entry)
    {
        string file = PipUrl.FileName(entry.Subject.Url ?? "");
        string name = file.LastIndexOf('-') is var dash and > 0 ? file[..dash] : "NAME";
        return Error(
            entry,
            DiagnosticCode.UnsupportedRequirement,
            $"`{Written(entry)}` does not say which project it is: only building it would tell",
            [$"write `{(PackageName.TryParse(name, out _) ? name : "NAME")} @ URL`"]);
    }

    internal static string Written(RequirementsFileItem.Entry entry) => entry.Line.Written(entry.Span).Trim();

    internal static Diagnostic Error(RequirementsFileItem.Entry entry, DiagnosticCode code, string message, params ImmutableArray<string> hints) =>
        entry.Line.ErrorAt(new TextSpan(entry.Span.Start, Math.Max(1, entry.Text.TrimEnd().Length)), code, message, hints);
}
