using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LightTheTorch.LoopbackIndex;

/// <summary>A certificate authority that lives as long as the server: its key is in no file and no other run trusts it.</summary>
public sealed class TestAuthority : IDisposable
{
    // No clock is read; a certificate needs some span, and this one holds today.
    private static readonly DateTimeOffset s_from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_until = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TestAuthority(X509Certificate2 root, X509Certificate2 server) => (Root, Server) = (root, server);

    /// <summary>What a client must trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The certificate, with its key, of all <see cref="RealHosts"/>.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The root as PEM, for <c>SSL_CERT_FILE</c>, <c>PIP_CERT</c> and their like.</summary>
    public string RootPem => Root.ExportCertificatePem() + "\n";

    public static TestAuthority Create()
    {
        using ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest rootRequest = new("CN=LightTheTorch loopback index", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        X509SubjectKeyIdentifierExtension rootId = new(rootRequest.PublicKey, critical: false);
        rootRequest.CertificateExtensions.Add(rootId);
        X509Certificate2 root = rootRequest.CreateSelfSigned(s_from, s_until);

        using ECDsa serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + RealHosts.Pypi, serverKey, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        foreach (string host in RealHosts.All)
            names.AddDnsName(host);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(rootId));
        using X509Certificate2 withoutKey = request.Create(root, s_from, s_until, RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 withKey = withoutKey.CopyWithPrivateKey(serverKey);
        // Windows' TLS does not take a key that lives only in memory: a round trip through PKCS #12 gives it one that it takes.
        X509Certificate2 server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        return new TestAuthority(root, server);
    }

    public void Dispose()
    {
        Root.Dispose();
        Server.Dispose();
    }
}
