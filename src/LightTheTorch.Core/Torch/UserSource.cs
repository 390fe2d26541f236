using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>A place that the user declared for some names, in <c>[tool.ltt.sources]</c>: the only way to widen the closed map.</summary>
/// <param name="Label">The user's name for it.</param>
/// <param name="Packages">The names that come from there and from nowhere else.</param>
/// <param name="Address">
/// The root of a simple index, or with <paramref name="IsFindLinks"/> a page of links; <c>{backend}</c> and, for a page, <c>{torch}</c> are replaced.
/// The name of an index of the catalogue, such as <c>pypi</c>, will do too.
/// </param>
/// <param name="IsFindLinks">The address is a flat page.</param>
/// <param name="Backends">The backends that it is for; empty for all.</param>
public sealed record UserSource(string Label, ImmutableArray<PackageName> Packages, string Address, bool IsFindLinks, ImmutableArray<BackendName> Backends)
{
    /// <summary>Where a file declares it; <see langword="null"/> when an option does.</summary>
    public SourceLocation? Place { get; init; }

    /// <summary>What a catalogue does not know of that the source names: its index, or one of its backends.</summary>
    public Diagnostic? Fault(BackendCatalogue catalogue)
    {
        bool isAddress = IsFindLinks || Address.Contains(':', StringComparison.Ordinal);
        if (!isAddress && !catalogue.Indexes.ContainsKey(Address))
        {
            return Invalid($"no index is named `{Address}`", $"an index is an address, or one of {Phrases.Names(catalogue.Indexes.Keys.Order(StringComparer.Ordinal))}");
        }

        if (Backends.FirstOrDefault(name => catalogue.Find(name) is null && UnlistedBackend.Of(name, catalogue) is null) is not { } unknown) return null;
        ImmutableArray<Backend> near = catalogue.Nearest(unknown.Value);
        return Invalid($"the source `{Label}` is for the backend `{unknown}`, which there is none of", near.IsEmpty ? "`ltt backends` lists all" : $"did you mean `{near[0]}`?");
    }

    private Diagnostic Invalid(string message, string hint) => new(DiagnosticCode.InvalidSetting, Severity.Error, message, Place) { Hints = [hint] };

    /// <summary>Tells whether an address is one that a route can be made of, and if not why.</summary>
    public static bool IsValidAddress(string address, bool isFindLinks, [NotNullWhen(false)] out string? why)
    {
        why = null;
        string plain = address.Replace("{backend}", "cpu", StringComparison.Ordinal);
        if (isFindLinks) plain = plain.Replace("{torch}", "2.0", StringComparison.Ordinal);
        if (plain.Contains('{', StringComparison.Ordinal)) why = isFindLinks ? "only `{torch}` and `{backend}` are replaced" : "only `{backend}` is replaced in an index";
        else if (!AddressText.TryParse(plain, out Uri? uri) || uri.Scheme is not ("https" or "http" or "file")) why = "not an address";
        return why is null;
    }

    internal bool Serves(PackageName name, BackendName backend) => Packages.Contains(name) && (Backends.IsEmpty || Backends.Contains(backend));
}
