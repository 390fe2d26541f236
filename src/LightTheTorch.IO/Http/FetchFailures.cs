using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Http;

/// <summary>Failures of the network in words: the address without credentials, the cause, and how often it was tried.</summary>
internal static class FetchFailures
{
    public static LttException Unreachable(Uri address, Uri located, FailedAttemptException? last, int tries)
    {
        string patience = last?.RetryAfter is { TotalSeconds: > 0 } pause ? $", and asks to be left alone for {Words(pause)}" : "";
        string cause = $"cannot read `{Addresses.Show(address)}`{(address == located ? "" : " from the mirror")}: {last?.Message}{patience}{(tries > 1 ? $" (tried {tries} times)" : "")}";
        return new LttException(new Diagnostic(DiagnosticCode.IndexUnreachable, Severity.Error, cause) { Hints = Hints(located, last) }, last?.InnerException);
    }

    public static LttException BreaksOff(Uri address, Uri located) => Unreachable(address, located, new FailedAttemptException("the answer breaks off") { MayPass = true }, 1);

    public static LttException Missing(Uri address, Uri located) =>
        new(new Diagnostic(DiagnosticCode.FileUnavailable, Severity.Error, $"`{Addresses.Show(address)}` is not {(address == located ? "there" : "in the mirror")}")
        {
            Hints = ["the page that names it may be older than the index: `ltt lock --refresh` asks for pages anew"],
        });

    public static LttException Offline(Uri address) => new(
        new Diagnostic(DiagnosticCode.Offline, Severity.Error, $"`{Addresses.Show(address)}` is not in the cache, and `--offline` forbids to ask for it")
        {
            Hints = ["run once without `--offline`, or name a folder that has it with `--mirror`"],
        });

    public static LttException HashMismatch(Uri address, string expected, string actual) => new(
        new Diagnostic(DiagnosticCode.HashMismatch, Severity.Error, $"`{Addresses.Show(address)}` has another sha256 than its index says: expected {expected}, got {actual}")
        {
            Hints = ["it was changed on its way or on its host, and nothing of it was used: run the command again, and if it stays so tell who runs the index"],
        });

    public static LttException TooLong(Uri address, long limit) => new(
        new Diagnostic(DiagnosticCode.InvalidIndexPage, Severity.Error, $"`{Addresses.Show(address)}` has more than {limit >> 20} MiB, which is no honest size for what it should be")
        {
            Hints = ["nothing of it was used: tell who runs the index"],
        });

    public static string Describe(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "the server wants a user and a password (401)",
        HttpStatusCode.Forbidden => "the server refuses access (403)",
        HttpStatusCode.ProxyAuthenticationRequired => "the proxy wants a user and a password (407)",
        HttpStatusCode.TooManyRequests => "the server wants fewer requests (429)",
        _ => $"the server answers {(int)status}",
    };

    public static string Describe(HttpRequestException failure) => failure switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "its host is not known",
        { InnerException: AuthenticationException } => "its certificate is not trusted",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection to the host",
        { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => Describe(HttpStatusCode.ProxyAuthenticationRequired),
        { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } => $"the proxy refuses the connection ({(int)status})",
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy refuses the connection",
        { HttpRequestError: HttpRequestError.ConnectionError } => "no connection to the host",
        { HttpRequestError: HttpRequestError.ResponseEnded } => "the answer breaks off",
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "its headers are larger than headers are",
        { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer is no HTTP",
        { InnerException: IOException } => "the answer breaks off",
        _ => "the request failed",
    };

    /// <summary>Neither a name that does not exist nor a certificate that is not trusted gets better by asking again.</summary>
    public static bool MayPass(HttpRequestException failure) => failure switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => failure.InnerException is SocketException { SocketErrorCode: SocketError.TryAgain },
        { InnerException: AuthenticationException } => false,
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => false,
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => failure.StatusCode is null or >= HttpStatusCode.InternalServerError,
        _ => true,
    };

    // Some servers say dates that no human waits for.
    private static string Words(TimeSpan pause) => pause switch
    {
        { TotalSeconds: <= 90 } => $"{pause.TotalSeconds:0} s",
        { TotalMinutes: <= 90 } => $"{pause.TotalMinutes:0} min",
        { TotalHours: <= 24 } => $"{pause.TotalHours:0} h",
        _ => "more than a day",
    };

    private static ImmutableArray<string> Hints(Uri located, FailedAttemptException? last) => last switch
    {
        { InnerException: HttpRequestException { InnerException: AuthenticationException } } =>
            ["behind a proxy that opens TLS, `SSL_CERT_FILE` names the file with its certificates"],
        { Status: HttpStatusCode.Unauthorized } =>
            [$"`{IndexCredentials.VariableFor(located.IdnHost)}` takes a token or `user:password` for this host; so does a netrc file"],
        { Status: HttpStatusCode.Forbidden } =>
            [$"`{IndexCredentials.VariableFor(located.IdnHost)}` takes a token or `user:password` for this host; a bucket says the same of a page that it does not have"],
        { Status: HttpStatusCode.ProxyAuthenticationRequired } or { InnerException: HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } } =>
            ["write them into the proxy's address: `HTTPS_PROXY=http://user:password@host:port`"],
        { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } } =>
            ["is the address right, and does this machine reach the network? `HTTPS_PROXY` names a proxy"],
        { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } } =>
            ["does this machine reach the host? `HTTPS_PROXY` names a proxy"],
        null or { MayPass: true } => ["this may pass: run the command again later"],
        _ => ["only who runs the host can mend this: tell them, or name another address that has the same files"],
    };
}
