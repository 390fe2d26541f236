using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The closed map of this run: the catalogue's, with the indexes that the user put in the place of PyPI and PyTorch's.</summary>
internal static class IndexRouting
{
    /// <exception cref="LttException">An address is none, or a source names what the catalogue does not have.</exception>
    public static IndexRouter Router(IndexSettings settings, ImmutableArray<UserSource> sources, BackendCatalogue catalogue, Channel channel)
    {
        ImmutableArray<Diagnostic> faults = [.. sources.Select(source => source.Fault(catalogue)).OfType<Diagnostic>()];
        if (!faults.IsEmpty) throw new LttException(faults, ExitCode.Usage);
        return new IndexRouter(catalogue, channel, sources, Address(settings.IndexUrl, "--index-url"), Address(settings.PytorchIndexUrl, "--pytorch-index-url"));
    }

    // pip takes folders too.
    private static Uri? Address(string? text, string option)
    {
        if (text is null) return null;
        if (AddressText.TryParse(text, out Uri? address) && address.Scheme is "http" or "https" or "file") return address;
        throw new LttException(
            new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{option}` takes an address that begins with `https://`, `http://` or `file://`, or the whole path of a folder that is laid out like an index") { Hints = ["a tree <host>/<path> goes into `--mirror`"] },
            ExitCode.Usage);
    }
}
