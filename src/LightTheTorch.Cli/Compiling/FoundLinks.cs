using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Simple;
using LightTheTorch.Names;
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
    /// <exception cref="LttException">It is neither.</exception>
    public static ImmutableArray<string> Addresses(ImmutableArray<string> places, CommandContext context) => [.. places.Select(place => Address(place, context))];

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
            ImmutableHashSet<PackageName>?[] names = await Task.WhenAll(opened.Select(page => page.NamesAsync(cancellationToken)));
            if (names.All(page => page is null)) throw Missing(address, opened);
            sources.Add(new UserSource(Label, [.. names.SelectMany(page => page ?? []).Distinct().Order()], address, IsFindLinks: true, [backend]));
        }

        return sources.DrainToImmutable();
    }

    private static string Address(string place, CommandContext context)
    {
        bool isAddress = place.Contains("://", StringComparison.Ordinal);
        string address = isAddress ? place : new Uri(context.FullPath(place)).AbsoluteUri.Replace("%7B", "{", StringComparison.Ordinal).Replace("%7D", "}", StringComparison.Ordinal);
        if (UserSource.IsValidAddress(address, isFindLinks: true, out string? why)) return address;
        throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`--find-links {place}`: {why}"), ExitCode.Usage);
    }

    private static LttException Missing(string address, ImmutableArray<FlatPageSource> pages) => new(
        new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Error, $"`{(pages.Length == 1 ? pages[0].DisplayName : address)}` is not there")
        {
            Hints = pages.Length > 1 ? [$"tried the pages of {pages.Length} torches, among them `{pages[0].DisplayName}`"] : [],
        });
}
