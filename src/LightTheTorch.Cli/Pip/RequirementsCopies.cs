using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.Cli.Pip;

/// <summary>
/// Copies of the requirements files that name indexes, or include one that does, with the same lines and served addresses in the place of the user's.
/// A file that names none is left to pip as it is. What such a file says of <c>-e .</c> and <c>./folder</c> starts in the working directory, here as there.
/// </summary>
internal sealed class RequirementsCopies(InputContext context, PipFolder folder, IndexMover mover)
{
    private readonly Dictionary<string, string?> _copies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>What pip is to read in place of a file: a copy, or the same.</summary>
    /// <param name="written">A path or an address, as an option has it.</param>
    /// <param name="cancellationToken">Heeded between files.</param>
    public async Task<string> ForAsync(string written, CancellationToken cancellationToken) => await CopyAsync(Place(written), cancellationToken) ?? written;

    // The path of the copy; null when none is needed, or pip will have its own words about the file.
    private async Task<string?> CopyAsync(string path, CancellationToken cancellationToken)
    {
        if (_copies.TryGetValue(path, out string? known)) return known;
        if (!_open.Add(path)) return null; // it includes itself
        try
        {
            byte[] bytes = await context.ReadAsync(path, "requirements", cancellationToken);
            return _copies[path] = IsToml(path) ? null : await CopyAsync(path, Decode(path, bytes), cancellationToken);
        }
        catch (LttException)
        {
            return _copies[path] = null;
        }
        finally
        {
            _open.Remove(path);
        }
    }

    private async Task<string?> CopyAsync(string path, string text, CancellationToken cancellationToken)
    {
        List<(TextSpan Span, string Text)> edits = [];
        bool isNeeded = IsReadOnce(path);
        foreach (LogicalLine logical in LineSplitter.Split(SourceText.OfPython(path, text), context.Variables))
        {
            if (!FileLine.TryParse(logical, out FileLine? line, out _)) continue;
            foreach (FileOption option in line.Options)
            {
                if (await EditAsync(path, option, cancellationToken) is not { } edit) continue;
                edits.Add((logical.ToSource(option.Span), edit.Text));
                isNeeded |= edit.IsNeeded;
            }
        }

        if (!isNeeded) return null;
        StringBuilder copy = new(text);
        foreach ((TextSpan span, string replacement) in edits.OrderByDescending(edit => edit.Span.Start))
        {
            // Lines keep their numbers, which pip names in its messages.
            string breaks = string.Concat(Enumerable.Repeat("\\\n", text.AsSpan(span.Start, span.Length).Count('\n')));
            copy.Remove(span.Start, span.Length).Insert(span.Start, breaks + replacement);
        }

        return folder.WriteCopy(Path.GetFileName(path.TrimEnd('/')), copy.ToString());
    }

    private async Task<(string Text, bool IsNeeded)?> EditAsync(string path, FileOption option, CancellationToken cancellationToken)
    {
        switch (option.Kind)
        {
            case FileOptionKind.IndexUrl:
                return ($"--index-url {Quote(mover.Index(option.Value))}", true);
            case FileOptionKind.ExtraIndexUrl:
                return ($"--extra-index-url {Quote(mover.Index(option.Value))}", true);
            case FileOptionKind.FindLinks:
                // A folder beside the file counts before one in the working directory.
                string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", option.Value);
                if (InputContext.AsWebAddress(path) is null && Path.Exists(context.FullPath(beside))) return ($"--find-links {Quote(context.FullPath(beside))}", false);
                string? links = mover.Links(option.Value);
                return (links is null ? "" : $"--find-links {Quote(links)}", links != option.Value);
            case FileOptionKind.Requirement or FileOptionKind.Constraint:
                string included = Beside(path, option.Value);
                string? copy = await CopyAsync(included, cancellationToken);
                return ($"{(option.Kind == FileOptionKind.Requirement ? "-r" : "-c")} {Quote(copy ?? included)}", copy is not null);
            default:
                return null;
        }
    }

    // What comes through a pipe, `-r /dev/stdin` or `-r <(command)`, is gone once it was read here.
    private static bool IsReadOnce(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    // pip 26 reads locks by -r too. They name their files.
    private static bool IsToml(string path) => path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase);

    // Where pip would take the locale's encoding, any that keeps ASCII will do: addresses and options are.
    private static string Decode(string path, byte[] bytes) => FileEncoding.TryDecode(path, bytes, out string text, out _) ? text : Encoding.Latin1.GetString(bytes);

    private string Place(string written) => InputContext.AsWebAddress(written)?.AbsoluteUri ?? context.FullPath(PipUrl.IsFile(written) ? PipUrl.ToPath(written) ?? written : written);

    private string Beside(string path, string included)
    {
        if (InputContext.AsWebAddress(path) is { } web && AddressText.TryJoin(web, included, out Uri? joined)) return joined.AbsoluteUri;
        return Place(InputContext.AsWebAddress(included) is not null || PipUrl.IsFile(included) ? included : Path.Combine(Path.GetDirectoryName(path) ?? "", included));
    }

    private static string Quote(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || "/:._-%+=@".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";
}
