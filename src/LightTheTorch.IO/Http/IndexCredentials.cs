using System.Net.Http.Headers;
using System.Text;

namespace LightTheTorch.IO.Http;

/// <summary>
/// User and password for a host, without a keyring: a variable <c>LTT_TOKEN_&lt;HOST&gt;</c>, else the machine's netrc. In the variable's name a dot of
/// the host is <c>_</c> and a dash <c>__</c>: <c>LTT_TOKEN_PKGS_MY__CORP_COM</c> for <c>pkgs.my-corp.com</c>. Its value is a token, which is sent as the
/// password of <c>__token__</c>, or <c>user:password</c>. A host gets its own credentials and no others.
/// </summary>
public sealed class IndexCredentials
{
    private const string TokenPrefix = "LTT_TOKEN_";

    private readonly Func<string, string?> _variable;
    private readonly Lazy<Netrc> _netrc;

    private IndexCredentials(Func<string, string?> variable, Func<Netrc> netrc)
    {
        _variable = variable;
        _netrc = new Lazy<Netrc>(netrc);
    }

    public static IndexCredentials None { get; } = new(_ => null, () => Netrc.Empty);

    /// <summary>The file that <c>NETRC</c> names, else <c>.netrc</c> (or <c>_netrc</c>) in the home folder, is read when a host first needs it.</summary>
    /// <param name="variables">The environment.</param>
    public static IndexCredentials Read(IReadOnlyDictionary<string, string> variables) => new(
        name => variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null,
        () => ReadNetrc(variables));

    /// <summary>The name of the variable that holds a host's token.</summary>
    public static string VariableFor(string host) =>
        TokenPrefix + host.ToUpperInvariant().Replace("-", "__", StringComparison.Ordinal).Replace('.', '_');

    internal AuthenticationHeaderValue? For(Uri address)
    {
        if (_variable(VariableFor(address.IdnHost)) is { } token) return Basic(token.Contains(':', StringComparison.Ordinal) ? token : $"__token__:{token}");
        return _netrc.Value.Find(address.IdnHost) is { } login ? Basic($"{login.User}:{login.Password}") : null;
    }

    internal static AuthenticationHeaderValue Basic(string userAndPassword) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));

    private static Netrc ReadNetrc(IReadOnlyDictionary<string, string> variables)
    {
        foreach (string path in NetrcPaths(variables))
        {
            try
            {
                return Netrc.Parse(File.ReadAllText(path));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // not there, or not for us: as with pip, the next place or none
            }
        }

        return Netrc.Empty;
    }

    private static IEnumerable<string> NetrcPaths(IReadOnlyDictionary<string, string> variables)
    {
        if (variables.TryGetValue("NETRC", out string? named) && named.Length > 0) return [named];
        string? home = variables.GetValueOrDefault("HOME") ?? variables.GetValueOrDefault("USERPROFILE");
        return string.IsNullOrEmpty(home) ? [] : [Path.Combine(home, ".netrc"), Path.Combine(home, "_netrc")];
    }
}
