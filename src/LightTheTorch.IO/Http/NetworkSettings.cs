using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Http;

/// <summary>What a user said of the network, as pip's options say it; nothing said is the machine's own way.</summary>
public sealed record NetworkSettings
{
    /// <summary>The proxy for every host but this machine; null for that of <c>HTTPS_PROXY</c> and its like.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>No proxy at all, whatever the environment says.</summary>
    public bool IsDirect { get; init; }

    /// <summary>A file of certificates (PEM), trusted in place of the machine's.</summary>
    public string? Certificates { get; init; }

    /// <summary>A file with a certificate and its key (PEM) that this client shows.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Hosts, with a port or without, whose certificates are not looked at.</summary>
    public ImmutableArray<string> TrustedHosts { get; init; } = [];

    /// <exception cref="LttException">A file of certificates cannot be read.</exception>
    internal void ApplyTo(SocketsHttpHandler handler)
    {
        if (IsDirect) handler.UseProxy = false;
        else if (Proxy is not null) handler.Proxy = new WebProxy(Proxy, BypassOnLocal: true) { Credentials = CredentialsOf(Proxy) };
        if (Certificates is { } file) handler.SslOptions.CertificateChainPolicy = Policy(file);
        if (ClientCertificate is { } own) handler.SslOptions.ClientCertificates = [Load(own, path => X509Certificate2.CreateFromPemFile(path))];
        if (!TrustedHosts.IsEmpty) handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
    }

    private static NetworkCredential? CredentialsOf(Uri proxy) => proxy.UserInfo.Split(':') switch
    {
        [""] => null,
        [var user] => new NetworkCredential(Uri.UnescapeDataString(user), ""),
        [var user, .. var password] => new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(string.Join(':', password))),
        [] => null,
    };

    private static X509ChainPolicy Policy(string file)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        Load(file, path =>
        {
            policy.CustomTrustStore.ImportFromPemFile(path);
            return policy;
        });
        return policy;
    }

    private static T Load<T>(string file, Func<string, T> load)
    {
        try
        {
            return load(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new LttException(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"cannot read the certificates in `{file}`: {failure.Message.TrimEnd('.')}"), failure);
        }
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None || (sender is SslStream stream && TrustedHosts.Any(host => host.Split(':')[0].Equals(stream.TargetHostName, StringComparison.OrdinalIgnoreCase)));
}
