using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Resolution.Facts;

/// <summary>What the user should know about an answer.</summary>
internal static class AnswerNotes
{
    public static ImmutableArray<Diagnostic> Of(
        ResolutionRequest request, IEnumerable<(VersionTable Table, RankedVersion Selected, ImmutableArray<Reason> Reasons)> pins)
    {
        ImmutableArray<Diagnostic>.Builder notes = ImmutableArray.CreateBuilder<Diagnostic>();
        List<string> undated = [];
        foreach ((VersionTable table, RankedVersion selected, ImmutableArray<Reason> reasons) in pins)
        {
            if (selected.Yanked is { } why) notes.Add(Yanked(table, selected, why, reasons));
            if (Newer(table, selected, reasons, request) is { } newer) notes.Add(Older(table, selected, newer, request));
            if (request.Options.ExcludeNewer is not null && selected is { Url: null, File.UploadTime: null }) undated.Add($"`{table.Name}`");
        }

        if (undated.Count > 0)
        {
            notes.Add(new Diagnostic(
                DiagnosticCode.UndatedFiles, Severity.Warning, $"the index gives no upload time for {string.Join(", ", undated)}, so `--exclude-newer` left them alone"));
        }

        return notes.DrainToImmutable();
    }

    private static Diagnostic Yanked(VersionTable table, RankedVersion selected, string why, ImmutableArray<Reason> reasons) => new(
        DiagnosticCode.YankedVersion,
        Severity.Warning,
        $"`{table.Name} {selected.Version}` was yanked from the index{(why.Length > 0 ? $": {why}" : ", without a reason")}",
        reasons.Select(static reason => reason.Origin).FirstOrDefault(static origin => origin is not null));

    // The newest version that every requirement would take and that has no file for this target.
    private static RankedVersion? Newer(VersionTable table, RankedVersion selected, ImmutableArray<Reason> reasons, ResolutionRequest request)
    {
        if (request.Options.Mode != ResolutionMode.Highest || selected.Url is not null) return null;
        return table.Ranked.LastOrDefault(candidate => candidate.Exclusion is Exclusion.NoWheel or Exclusion.BuildNeeded
            && !candidate.Version.IsPrerelease
            && candidate.Version > selected.Version
            && reasons.All(reason => reason.Requirement.Specifier.Contains(candidate.Version, prereleases: true)));
    }

    private static Diagnostic Older(VersionTable table, RankedVersion selected, RankedVersion newer, ResolutionRequest request)
    {
        bool sdist = newer.Exclusion is Exclusion.BuildNeeded;
        return new Diagnostic(
            DiagnosticCode.OlderVersionTaken,
            Severity.Note,
            $"took `{table.Name} {selected.Version}` for {request.Target}: {newer.Version} has no wheel {(sdist ? "at all" : "for it")}")
        {
            Hints = sdist ? [$"`--allow-build {table.Name}` would build it from its sdist"] : [],
        };
    }
}
