using System.Net;
using System.Security.Authentication;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Http;

/// <summary>Failures of the network in words: the address without credentials, the cause, and how often it was tried.</summary>
internal static class FetchFailures
{
    public static LttException Unreachable(Uri address, string cause, int tries, Exception? inner) => new(
        new Diagnostic(DiagnosticCode.IndexUnreachable, Severity.Error, $"cannot read `{Addresses.Show(address)}`: {cause}{(tries > 1 ? $" (tried {tries} times)" : "")}"),
        inner);

    public static LttException Missing(Uri address) =>
        new(new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Error, $"`{Addresses.Show(address)}` is not there"));

    public static LttException Offline(Uri address) => new(
        new Diagnostic(DiagnosticCode.Offline, Severity.Error, $"`{Addresses.Show(address)}` is not in the cache, and `--offline` forbids to ask for it")
        {
            Hints = ["run once without `--offline`, or name a folder that has it with `--mirror`"],
        });

    public static LttException HashMismatch(Uri address, string expected, string actual) => new(
        new Diagnostic(DiagnosticCode.HashMismatch, Severity.Error, $"`{Addresses.Show(address)}` has another sha256 than its index says: expected {expected}, got {actual}"));

    public static LttException TooLong(Uri address, long limit) => new(
        new Diagnostic(DiagnosticCode.InvalidIndexPage, Severity.Error, $"`{Addresses.Show(address)}` has more than {limit >> 20} MiB, which is no honest size for what it should be"));

    public static string Describe(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "the server wants a user and a password (401)",
        HttpStatusCode.ProxyAuthenticationRequired => "the proxy wants a user and a password (407)",
        HttpStatusCode.TooManyRequests => "the server wants fewer requests (429)",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"it redirects without end, or from https to http ({(int)status})",
        _ => $"the server answers {(int)status}",
    };

    public static string Describe(HttpRequestException failure) => failure switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "its host is not known",
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => "its certificate is not trusted",
        { HttpRequestError: HttpRequestError.ConnectionError } => "no connection to the host",
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy refuses the connection",
        { HttpRequestError: HttpRequestError.ResponseEnded } => "the answer breaks off",
        { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer is no HTTP",
        { InnerException: IOException } => "the answer breaks off",
        _ => "the request failed",
    };
}
