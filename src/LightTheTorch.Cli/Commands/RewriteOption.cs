using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Locking;
using LightTheTorch.Text;

namespace LightTheTorch.Cli.Commands;

/// <summary><c>--rewrite A=B</c>, for every command that fetches the files of a lock.</summary>
internal static class RewriteOption
{
    public const string Description = "Fetch from addresses that begin with B where the lock has A";

    /// <exception cref="LttException">One is no pair of addresses.</exception>
    public static ImmutableArray<UrlRewrite> Parse(ImmutableArray<string> texts) => [.. texts.Select(text => UrlRewrite.TryParse(text, out UrlRewrite? rewrite) ? rewrite : throw Invalid(text))];

    private static LttException Invalid(string text) => new(
        new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, $"`--rewrite {Secrets.Mask(text)}` is no pair of addresses")
        {
            Hints = ["write `--rewrite https://download.pytorch.org=https://mirror.example/pytorch`"],
        },
        ExitCode.Usage);
}
