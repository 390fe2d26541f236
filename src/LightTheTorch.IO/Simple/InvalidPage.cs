using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Simple;

internal static class InvalidPage
{
    public static LttException Error(Uri address, string cause, Exception? inner = null) =>
        new(new Diagnostic(DiagnosticCode.InvalidIndexPage, Severity.Error, $"`{address.AbsoluteUri}` is no page of a package index: {cause}")
        {
            Hints = ["the address must be that of a simple index (PEP 503), such as `https://pypi.org/simple/`"],
        }, inner);
}
