using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>
/// Reads a requirements file and those that it names, line by line as pip does (<c>req.req_file</c>). Unlike pip it goes on after an error, so that one
/// bad line does not hide the next, and it says what pip drops in silence.
/// </summary>
public sealed class RequirementsFileReader(InputContext context)
{
    // What pip would need to get here is a chain of files, each naming the next.
    private const int DeepestInclude = 100;

    private readonly SubjectReader _subjects = new(context);

    /// <param name="path">A path as the user wrote it, or an address.</param>
    /// <param name="isConstraint">Its requirements only limit versions.</param>
    /// <param name="cancellationToken">Heeded between files.</param>
    /// <returns>All that it says; errors are among it.</returns>
    public async Task<ImmutableArray<RequirementsFileItem>> ReadAsync(string path, bool isConstraint, CancellationToken cancellationToken)
    {
        List<RequirementsFileItem> items = [];
        await ReadAsync(path, isConstraint, [Identity(path)], items, cancellationToken);
        return [.. items];
    }

    /// <summary>One line that stands in a file of another kind; what it names lies beside that file.</summary>
    public async Task<ImmutableArray<RequirementsFileItem>> ReadLineAsync(LogicalLine line, CancellationToken cancellationToken)
    {
        List<RequirementsFileItem> items = [];
        await ReadAsync(line, isConstraint: false, [], items, cancellationToken);
        return [.. items];
    }

    private async Task ReadAsync(
        string path,
        bool isConstraint,
        ImmutableHashSet<string> open,
        List<RequirementsFileItem> items,
        CancellationToken cancellationToken)
    {
        string kind = isConstraint ? "constraint" : "requirements";
        if (!FileEncoding.TryDecode(path, await context.ReadAsync(path, kind, cancellationToken), out string text, out Diagnostic? undecoded))
        {
            items.Add(new RequirementsFileItem.Remark(undecoded));
            return;
        }

        // Its addresses and its guard would be refused one by one, in words that help nobody.
        if (text.StartsWith("# ltt lock ", StringComparison.Ordinal) || text.StartsWith("# ltt vendor ", StringComparison.Ordinal)) throw IsLock(path);
        foreach (LogicalLine logical in LineSplitter.Split(SourceText.OfPython(path, text), context.Variables))
        {
            await ReadAsync(logical, isConstraint, open, items, cancellationToken);
        }
    }

    /// <summary>What locking made is not what it is made from.</summary>
    internal static LttException IsLock(string path) =>
        new(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{path}` is no input: it is a lock, the result of locking") { Hints = ["name the file that it was made from"] });

    private async Task ReadAsync(
        LogicalLine logical,
        bool isConstraint,
        ImmutableHashSet<string> open,
        List<RequirementsFileItem> items,
        CancellationToken cancellationToken)
    {
        if (!FileLine.TryParse(logical, out FileLine? line, out ParseError? error))
        {
            string message = $"invalid requirement: `{logical.Written(new TextSpan(0, logical.Text.Length))}`: {error.Message}";
            items.Add(new RequirementsFileItem.Remark(logical.ErrorAt(error.Span, DiagnosticCode.InvalidRequirement, message)));
            return;
        }

        FileOption? include = Find(line, FileOptionKind.Requirement) ?? Find(line, FileOptionKind.Constraint);
        if (line.Arguments.Length > 0 || Find(line, FileOptionKind.Editable) is not null) AddEntry(line, isConstraint, items);
        else if (include is not null) await IncludeAsync(logical.Source.Path, line, include, open, items, cancellationToken);
        else AddOptions(line, items);
    }

    private async Task IncludeAsync(
        string from,
        FileLine line,
        FileOption include,
        ImmutableHashSet<string> open,
        List<RequirementsFileItem> items,
        CancellationToken cancellationToken)
    {
        AddIgnored(line, o => o != include, items);
        string path = Beside(from, include.Value);
        string? refused = open.Contains(Identity(path)) ? $"`{path}` recursively references itself in `{from}`"
            : open.Count == DeepestInclude ? $"requirements files include each other more than {DeepestInclude} deep"
            : null;
        if (refused is not null)
        {
            items.Add(new RequirementsFileItem.Remark(line.Line.ErrorAt(include.ValueSpan, DiagnosticCode.InvalidRequirement, refused)));
            return;
        }

        try
        {
            await ReadAsync(path, include.Kind == FileOptionKind.Constraint, open.Add(Identity(path)), items, cancellationToken);
        }
        catch (LttException missing) when (missing.Diagnostics[0].Location is null)
        {
            // The file itself has no place to point at; the line that names it has.
            Diagnostic at = line.Line.ErrorAt(include.ValueSpan, missing.Diagnostics[0].Code, missing.Diagnostics[0].Message, missing.Diagnostics[0].Hints);
            items.Add(new RequirementsFileItem.Remark(at));
        }
    }

    private void AddEntry(FileLine line, bool isConstraint, List<RequirementsFileItem> items)
    {
        FileOption? editable = Find(line, FileOptionKind.Editable);
        bool named = line.Arguments.Length > 0;
        string text = named ? line.Arguments : editable?.Value ?? "";
        TextSpan span = named ? new TextSpan(0, text.Length) : editable?.ValueSpan ?? default;
        AddIgnored(line, o => o != editable && o.Kind is not (FileOptionKind.Hash or FileOptionKind.ConfigSettings), items);
        FileSubject? subject = null;
        Diagnostic? error = isConstraint && editable is not null
            ? line.Line.ErrorAt(span, DiagnosticCode.InvalidRequirement, "editable requirements are not allowed as constraints")
            : null;
        bool read = error is null
            && (editable is null ? _subjects.TryRead(line.Line, span, out subject, out error) : _subjects.TryReadEditable(line.Line, span, text, out subject, out error));
        if (read && subject is not null)
        {
            ImmutableArray<FileOption> options = [.. line.Options.Where(o => o.Kind == FileOptionKind.ConfigSettings || (o.Kind == FileOptionKind.Hash && editable is null))];
            items.Add(new RequirementsFileItem.Entry(line.Line, span, text, subject, isConstraint, editable is not null, options));
        }
        else if (error is not null)
        {
            items.Add(new RequirementsFileItem.Remark(error));
        }
    }

    private static void AddOptions(FileLine line, List<RequirementsFileItem> items)
    {
        AddIgnored(line, o => o.Kind is FileOptionKind.Hash or FileOptionKind.ConfigSettings, items);
        items.AddRange(line.Options
            .Where(o => o.Kind is not (FileOptionKind.Hash or FileOptionKind.ConfigSettings))
            .Select(o => new RequirementsFileItem.Option(line.Line, o)));
    }

    private static void AddIgnored(FileLine line, Func<FileOption, bool> isIgnored, List<RequirementsFileItem> items)
    {
        foreach (TextSpan span in line.Options.Where(isIgnored).Select(o => o.Span).Concat(line.Ignored))
        {
            items.Add(new RequirementsFileItem.Remark(line.Line.Source.At(
                line.Line.ToSource(span),
                DiagnosticCode.InvalidRequirement,
                Severity.Warning,
                $"pip ignores `{line.Line.Written(span)}` here, and so does ltt",
                "write it on a line of its own")));
        }
    }

    private static FileOption? Find(FileLine line, FileOptionKind kind) => line.Options.FirstOrDefault(o => o.Kind == kind);

    // An address stays one, and what a file from the web names lies beside it there.
    private string Beside(string from, string path)
    {
        if (InputContext.AsWebAddress(from) is { } web && AddressText.TryJoin(web, path, out Uri? joined)) return joined.AbsoluteUri;
        if (InputContext.AsWebAddress(path) is not null) return path;
        string beside = (PipUrl.IsFile(path) ? PipUrl.ToPath(path) : null) ?? Path.Combine(Path.GetDirectoryName(from) ?? "", path);
        return Path.IsPathRooted(beside) ? beside : Path.GetRelativePath(context.WorkingDirectory, context.FullPath(beside));
    }

    private string Identity(string path) => InputContext.AsWebAddress(path)?.AbsoluteUri ?? context.FullPath(path);
}
