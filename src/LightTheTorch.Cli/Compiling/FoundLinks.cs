using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>
/// <c>--find-links</c> in the closed map: a name that lies on one of the pages comes from there and from nowhere else, as if
/// <c>[tool.ltt.sources]</c> said so.
/// </summary>
internal static class FoundLinks
{
    private const string Label = "find-links";

    /// <summary>Makes addresses of what the user wrote: a page, with placeholders perhaps, or a file or folder.</summary>
    /// <returns>The addresses, and what to know of those that are dropped.</returns>
    /// <exception cref="LttException">It is neither.</exception>
    public static (ImmutableArray<string> Addresses, ImmutableArray<Diagnostic> Notes) Addresses(ImmutableArray<string> places, BackendCatalogue catalogue, CommandContext context)
    {
        ILookup<bool, string> addresses = places.Select(place => Address(place, context)).ToLookup(address => IsPyTorchs(address, catalogue));
        return ([.. addresses[false]], [.. addresses[true].Select(Dropped)]);
    }

    // The old pages, torch_stable.html and its like, have every backend's builds side by side: the highest local version would win.
    private static bool IsPyTorchs(string address, BackendCatalogue catalogue) =>
        AddressText.TryParse(address.Split('{')[0], out Uri? page) && catalogue.Hosts.Canonical(page).Host == catalogue.Indexes["pytorch"].Host;

    private static Diagnostic Dropped(string address) =>
        new(DiagnosticCode.InvalidUsage, Severity.Note, $"`--find-links {Secrets.Mask(address)}` is dropped: the names that PyTorch builds come from the index of each backend")
        {
            Hints = ["a name that nothing but that page has can be declared in `[tool.ltt.sources]`"],
        };

    /// <summary>What each page declares for a backend, the first page first.</summary>
    /// <param name="addresses">Pages, with placeholders perhaps.</param>
    /// <param name="backend">The backend that is locked.</param>
    /// <param name="pages">Opens the pages of a template: one, or one for each torch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LttException">A page is not there: pip would go on without a word.</exception>
    public static async Task<ImmutableArray<UserSource>> DeclareAsync(
        ImmutableArray<string> addresses, BackendName backend, Func<IndexRoute.FindLinks, CancellationToken, ValueTask<ImmutableArray<FlatPageSource>>> pages, CancellationToken cancellationToken)
    {
        ImmutableArray<UserSource>.Builder sources = ImmutableArray.CreateBuilder<UserSource>();
        foreach (string address in addresses)
        {
            IndexRoute.FindLinks route = new(Label, address, backend);
            ImmutableArray<FlatPageSource> opened = await pages(route, cancellationToken);
            ImmutableHashSet<PackageName>?[] names = await NamesAsync(address, opened, cancellationToken);
            sources.Add(new UserSource(Label, [.. names.SelectMany(page => page ?? []).Distinct().Order()], address, IsFindLinks: true, [backend]));
        }

        return sources.DrainToImmutable();
    }

    /// <summary>Reads the pages of a template, in vain when there is none at all.</summary>
    /// <exception cref="LttException">None of them is there.</exception>
    public static Task MustHaveOneAsync(string template, ImmutableArray<FlatPageSource> pages, CancellationToken cancellationToken) => NamesAsync(template, pages, cancellationToken);

    private static async Task<ImmutableHashSet<PackageName>?[]> NamesAsync(string template, ImmutableArray<FlatPageSource> pages, CancellationToken cancellationToken)
    {
        ImmutableHashSet<PackageName>?[] names = await Task.WhenAll(pages.Select(page => page.NamesAsync(cancellationToken)));
        return pages.IsEmpty || names.Any(page => page is not null) ? names : throw Missing(template, pages);
    }

    private static string Address(string place, CommandContext context)
    {
        bool isAddress = place.Contains("://", StringComparison.Ordinal);
        string address = isAddress ? place : AddressText.OfPath(context.FullPath(place)).AbsoluteUri.Replace("%7B", "{", StringComparison.Ordinal).Replace("%7D", "}", StringComparison.Ordinal);
        if (UserSource.IsValidAddress(address, isFindLinks: true, out string? why)) return address;
        throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`--find-links {place}`: {why}"), ExitCode.Usage);
    }

    private static LttException Missing(string template, ImmutableArray<FlatPageSource> pages) => new(
        new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Error, $"no page of `{Secrets.Mask(template)}` is there")
        {
            Hints =
            [
                pages.Length > 1 ? $"tried the pages of {pages.Length} torches, among them `{pages[0].DisplayName}`" : $"tried `{pages[0].DisplayName}`",
                "a server that refuses access (403) is understood to say that it has no such page",
            ],
        });
}
