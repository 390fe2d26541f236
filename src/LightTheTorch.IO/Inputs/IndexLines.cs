using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>
/// Judges the index options of a requirements file. Which index serves a name is a closed map: PyTorch's own lines say nothing new and are dropped,
/// PyPI's is the default, and any other place must be declared for the names that it is for.
/// </summary>
internal static class IndexLines
{
    private static readonly string[] s_pytorchHosts = ["download.pytorch.org", "download-r2.pytorch.org"];

    public static Diagnostic? Judge(RequirementsFileItem.Option option)
    {
        string value = option.Value.Value;
        string? host = AddressText.TryParse(value, out Uri? uri) ? uri.Host : null;
        string written = option.Line.Written(option.Value.Span);
        // As the file has it: the value of a variable may be a secret.
        string address = option.Line.Written(option.Value.ValueSpan).Trim('\'', '"');
        if (s_pytorchHosts.Contains(host))
        {
            bool nightly = value.Contains("/nightly/", StringComparison.Ordinal);
            bool test = value.Contains("/whl/test/", StringComparison.Ordinal);
            return At(
                option,
                Severity.Note,
                $"`{written}` is dropped: the names that PyTorch builds come from the index of each backend",
                nightly ? ["`--channel nightly` locks nightly builds"] : test ? ["`--channel test` locks release candidates"] : []);
        }

        bool isPyPI = host is "pypi.org" or "pypi.python.org" && uri?.AbsolutePath.TrimEnd('/') == "/simple";
        return option.Value.Kind switch
        {
            FileOptionKind.NoIndex => At(
                option,
                Severity.Error,
                $"`{written}` in a requirements file is not supported: every name comes from one declared place",
                "`--mirror DIR` locks from a folder, `--offline` from the cache"),
            FileOptionKind.IndexUrl or FileOptionKind.ExtraIndexUrl when isPyPI => null,
            FileOptionKind.IndexUrl => At(
                option,
                Severity.Error,
                $"`{written}` is not supported in a requirements file: which index serves a name must not depend on the order of lines",
                $"`--index-url {address}` replaces PyPI, or declare which names come from there in `pyproject.toml` or `ltt.toml`:\n{Stanza("index", address, host)}"),
            _ => At(
                option,
                Severity.Error,
                $"`{written}` is not supported: with several indexes for a name, whoever puts the highest version on one of them wins",
                $"declare which names come from there in `pyproject.toml` or `ltt.toml`:\n{Stanza(option.Value.Kind == FileOptionKind.FindLinks ? "find-links" : "index", address, host)}"),
        };
    }

    // Ready to paste; in ltt.toml the table is called [sources.NAME].
    private static string Stanza(string key, string value, string? host)
    {
        string label = string.Concat((host ?? "local").Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        string quoted = Secrets.Without(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"[tool.ltt.sources.{(label.Length > 0 ? label : "local")}]\n{key} = \"{quoted}\"\npackages = [\"NAME\"]";
    }

    private static Diagnostic At(RequirementsFileItem.Option option, Severity severity, string message, params ImmutableArray<string> hints) =>
        option.Line.Source.At(option.Line.ToSource(option.Value.Span), DiagnosticCode.UnsupportedRequirement, severity, message, hints);
}
