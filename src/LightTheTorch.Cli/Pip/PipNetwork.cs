using System.Collections.Immutable;
using LightTheTorch.IO.Http;
using LightTheTorch.Text;

namespace LightTheTorch.Cli.Pip;

/// <summary>What pip's options say of the network, for our own requests as for pip's.</summary>
internal static class PipNetwork
{
    private static readonly string[] s_variables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

    public static NetworkSettings Settings(PipCommandLine line, PipConfiguration configuration, CommandContext context)
    {
        string? Said(string key) => line.Values(key).LastOrDefault() ?? configuration.Value(line.Subcommand ?? "", key);
        string? certificates = Said("cert") ?? context.Variable("REQUESTS_CA_BUNDLE") ?? context.Variable("CURL_CA_BUNDLE");
        return new NetworkSettings
        {
            Proxy = Said("proxy") is { Length: > 0 } proxy && AddressText.TryParse(proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, out Uri? address) ? address : null,
            IsDirect = line.Has("no-proxy-env") || line.Values("proxy") is [.., ""],
            Certificates = certificates is not null && File.Exists(context.FullPath(certificates)) ? context.FullPath(certificates) : null,
            ClientCertificate = Said("client-cert") is { } own && File.Exists(context.FullPath(own)) ? context.FullPath(own) : null,
            TrustedHosts = [.. configuration.List(line.Subcommand ?? "", "trusted-host"), .. line.Values("trusted-host")],
        };
    }

    /// <summary>
    /// The proxy as variables, so that this machine's own address can be left out of it: pip sends everything through the one of its option.
    /// </summary>
    public static ImmutableDictionary<string, string?> Variables(NetworkSettings network, CommandContext context)
    {
        ImmutableDictionary<string, string?> variables = ImmutableDictionary<string, string?>.Empty;
        if (network.Proxy is { } proxy)
        {
            foreach (string name in s_variables) variables = variables.SetItem(name, proxy.OriginalString);
        }

        // Set where there is no other proxy variable, it would keep Python from asking the system for one.
        if (network.Proxy is null && !s_variables.Concat(["ALL_PROXY", "all_proxy"]).Any(name => context.Variable(name) is not null)) return variables;
        foreach (string name in (string[])["NO_PROXY", "no_proxy"])
        {
            string? exceptions = context.Variable(name) ?? context.Variable("NO_PROXY") ?? context.Variable("no_proxy");
            variables = variables.SetItem(name, exceptions is null ? "127.0.0.1" : exceptions + ",127.0.0.1");
        }

        return variables;
    }
}
