using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.Resolution.Facts;

/// <summary>What the user should know about an answer.</summary>
internal static class AnswerNotes
{
    /// <summary>One pin and all that can be said of it.</summary>
    public sealed record Subject(VersionTable Table, RankedVersion Selected, ImmutableArray<Reason> Reasons, ImmutableSortedSet<ExtraName> UnknownExtras);

    public static ImmutableArray<Diagnostic> Of(ResolutionRequest request, IEnumerable<Subject> pins)
    {
        ImmutableArray<Diagnostic>.Builder notes = ImmutableArray.CreateBuilder<Diagnostic>();
        List<string> undated = [];
        foreach (Subject pin in pins)
        {
            notes.AddRange(pin.UnknownExtras.Select(extra => UnknownExtra(pin, extra)));
            if (pin.Selected.Yanked is { } why) notes.Add(Yanked(pin, why));
            if (Newer(pin.Table, pin.Selected, pin.Reasons, request) is { } newer) notes.Add(Older(pin.Table, pin.Selected, newer, request));
            if (Variants(pin) is { } variants) notes.Add(variants);
            if (request.Options.ExcludeNewer is not null && pin.Selected is { Url: null, File.UploadTime: null }) undated.Add($"`{pin.Table.Name}`");
        }

        if (undated.Count > 0)
        {
            string them = undated.Count == 1 ? "it" : "them";
            notes.Add(new Diagnostic(
                DiagnosticCode.UndatedFiles, Severity.Warning, $"the index gives no upload times for {string.Join(", ", undated)}, so `--exclude-newer` does not bind {them}"));
        }

        return notes.DrainToImmutable();
    }

    private static Diagnostic UnknownExtra(Subject pin, ExtraName extra) => new(
        DiagnosticCode.UnknownExtra,
        Severity.Warning,
        $"`{pin.Table.Name} {pin.Selected.Version}` has no extra `{extra}`",
        pin.Reasons.FirstOrDefault(reason => reason.Origin is not null && reason.Requirement.Extras.Contains(extra))?.Origin);

    // PEP 825: what tells variants apart is no tag and no marker, so that pip, and a lock for pip, cannot choose between them.
    private static Diagnostic? Variants(Subject pin)
    {
        if (pin.Selected.Url is not null || !pin.Table.HasVariants || pin.Table.Listing is not { } listing) return null;
        string[] labels =
        [
            .. listing.Files
                .Where(file => file.Version >= pin.Selected.Version)
                .Select(static file => file.VariantLabel)
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(static label => $"`{label}`"),
        ];
        return labels.Length == 0
            ? null
            : new Diagnostic(DiagnosticCode.VariantsSkipped, Severity.Note, $"skipped the variant wheels (PEP 825) of `{pin.Table.Name}`: {string.Join(", ", labels)}");
    }

    private static Diagnostic Yanked(Subject pin, string why) => new(
        DiagnosticCode.YankedVersion,
        Severity.Warning,
        $"`{pin.Table.Name} {pin.Selected.Version}` was yanked from the index{(why.Length > 0 ? $": {why}" : ", without a reason")}",
        pin.Reasons.FirstOrDefault(static reason => reason.Origin is not null && reason.Requirement.Specifier.IsPinned())?.Origin);

    // The newest version that everybody would take and that has no file for this target; null if there is none, or if something else kept from a wheel in between.
    private static RankedVersion? Newer(VersionTable table, RankedVersion selected, ImmutableArray<Reason> reasons, ResolutionRequest request)
    {
        if (request.Options.Mode != ResolutionMode.Highest || selected.Url is not null) return null;
        ImmutableArray<RankedVersion> welcome = [.. table.Ranked.Where(candidate => !candidate.Version.IsPrerelease && candidate.Version.Public > selected.Version.Public && IsWelcome(table.Name, candidate, reasons, request))];
        if (welcome.Any(static candidate => candidate is { Url: null, Yanked: null, File.IsWheel: true })) return null;
        return welcome.LastOrDefault(candidate => (candidate.Exclusion is Exclusion.NoWheel && !welcome.Any(twin => twin.Exclusion is not (null or Exclusion.NoWheel) && twin.Version.Public == candidate.Version.Public)) || (candidate is { Url: null, Yanked: null, File.IsWheel: false } && selected.File is { IsWheel: true }));
    }

    private static bool IsWelcome(PackageName name, RankedVersion candidate, ImmutableArray<Reason> reasons, ResolutionRequest request) =>
        reasons.All(reason => reason.Requirement.Specifier.Contains(candidate.Version, prereleases: true))
        && request.Constraints.All(constraint => !constraint.Requirement.Name.Equals(name)
            || constraint.Requirement.Specifier.Contains(candidate.Version, prereleases: true)
            || constraint.Requirement.Marker?.Evaluate(request.Target.Environment) == false);

    private static Diagnostic Older(VersionTable table, RankedVersion selected, RankedVersion newer, ResolutionRequest request)
    {
        bool sdist = newer.File is not null;
        return SharedNotes.Of(
            request.Target,
            DiagnosticCode.OlderVersionTaken,
            $"took `{table.Name} {selected.Version}`",
            $"{newer.Version.Public} has no wheel {(sdist ? "at all" : "there")}") with
        {
            Hints = sdist ? [$"`{table.Name}=={newer.Version}` would take its sdist"] : [],
        };
    }
}
