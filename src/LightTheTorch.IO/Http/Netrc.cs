namespace LightTheTorch.IO.Http;

/// <summary>
/// A netrc file as curl, pip and uv read it: <c>machine HOST login USER password WORD</c>. Words may be in double quotes, <c>#</c> at the start of a
/// line begins a comment, macros and words that nobody knows are skipped. The entry <c>default</c> is not used: it would be sent to whatever host an index links to.
/// </summary>
internal sealed class Netrc
{
    private readonly Dictionary<string, Login> _machines = new(StringComparer.OrdinalIgnoreCase);

    public static Netrc Empty { get; } = new();

    public Login? Find(string host) => _machines.GetValueOrDefault(host);

    public static Netrc Parse(string text)
    {
        Netrc netrc = new();
        NetrcWords words = new(text);
        string? word = words.Next();
        while (word is not null)
        {
            if (word is "macdef") words.SkipMacro();
            string? host = word is "machine" ? words.Next() : null;
            Login login = new("", "");
            while ((word = words.Next()) is "login" or "user" or "account" or "password")
            {
                string value = words.Next() ?? "";
                if (word is "password") login = login with { Password = value };
                else if (word is not "account") login = login with { User = value };
            }

            if (host is not null) netrc._machines.TryAdd(host, login); // the first that fits counts
        }

        return netrc;
    }

    /// <summary>What a host wants to hear.</summary>
    internal sealed record Login(string User, string Password)
    {
        public override string ToString() => "a login"; // a secret is not printed by accident
    }
}
