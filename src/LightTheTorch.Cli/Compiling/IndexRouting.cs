using System.Collections.Immutable;
using LightTheTorch.Cli.Commands;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Compiling;

/// <summary>The closed map of this run: the catalogue's, with the indexes that the user put in the place of PyPI and PyTorch's.</summary>
internal static class IndexRouting
{
    public static IndexRouter Router(IndexSettings settings, ImmutableArray<UserSource> sources, BackendCatalogue catalogue, Channel channel) =>
        new(catalogue, channel, sources, Address(settings.IndexUrl, "--index-url"), Address(settings.PytorchIndexUrl, "--pytorch-index-url"));

    private static Uri? Address(string? text, string option)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" or "file") return address;
        throw new LttException(
            new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`{option}` takes an address that begins with `https://`, `http://` or `file://`") { Hints = ["a folder of pages goes into `--mirror`"] },
            ExitCode.Usage);
    }
}
