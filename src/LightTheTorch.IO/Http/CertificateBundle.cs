using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Http;

/// <summary>The file of trusted certificates that a variable names, on every platform: companies whose proxies open TLS give one out.</summary>
internal static class CertificateBundle
{
    // uv's and OpenSSL's, pip's, requests', curl's: the first that is set counts
    private static readonly string[] s_variables = ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

    /// <summary>Trusts what the file holds and nothing else; null, the machine's own trust, when no variable is set.</summary>
    /// <exception cref="LttException">The file is not there, or holds no certificate.</exception>
    public static X509ChainPolicy? Policy(IReadOnlyDictionary<string, string> variables)
    {
        if (s_variables.FirstOrDefault(name => variables.GetValueOrDefault(name) is { Length: > 0 }) is not { } named) return null;
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(variables[named]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable(named, variables[named], failure);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw Unusable(named, variables[named], null);
    }

    private static LttException Unusable(string variable, string path, Exception? inner) => new(
        new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"`{variable}` names `{path}`, which is no file of certificates")
        {
            Hints = ["it must hold certificates in PEM, each between `-----BEGIN CERTIFICATE-----` and `-----END CERTIFICATE-----`"],
        },
        inner);
}
