using LightTheTorch.Requirements.Files;

namespace LightTheTorch.Tests.Inputs;

/// <summary>What pip's finder would hold after the options of a file: ltt itself has no such state, the table does.</summary>
internal sealed class PipOptions
{
    private readonly List<string> _links = [];
    private readonly List<string> _hosts = [];
    private readonly HashSet<string> _none = [];
    private readonly HashSet<string> _only = [];
    private readonly List<string> _all = [];
    private readonly List<string> _final = [];
    private List<string> _index = [];
    private bool _noIndex;
    private bool _preferBinary;
    private bool _requireHashes;

    public void Apply(FileOption option)
    {
        string value = option.Value;
        switch (option.Kind)
        {
            case FileOptionKind.NoIndex: (_noIndex, _index) = (true, []); break;
            case FileOptionKind.IndexUrl when !_noIndex: _index = [value]; break;
            case FileOptionKind.ExtraIndexUrl when !_noIndex: _index.Add(value); break;
            case FileOptionKind.FindLinks: _links.Add(value); break;
            case FileOptionKind.Pre: _all.Add(":all:"); break;
            case FileOptionKind.AllReleases: _all.Add(value); break;
            case FileOptionKind.OnlyFinal: _final.Add(value); break;
            case FileOptionKind.NoBinary: Exclude(value, _none, _only); break;
            case FileOptionKind.OnlyBinary: Exclude(value, _only, _none); break;
            case FileOptionKind.PreferBinary: _preferBinary = true; break;
            case FileOptionKind.RequireHashes: _requireHashes = true; break;
            case FileOptionKind.TrustedHost: _hosts.Add(value); break;
        }
    }

    public override string ToString() => string.Join('\n', [
        "index " + string.Join(' ', _index),
        "links " + string.Join(' ', _links),
        $"{_noIndex} {_preferBinary} {_requireHashes}",
        "all " + string.Join(' ', _all),
        "final " + string.Join(' ', _final),
        "none " + string.Join(' ', _none.Order(StringComparer.Ordinal)),
        "only " + string.Join(' ', _only.Order(StringComparer.Ordinal)),
        "hosts " + string.Join(' ', _hosts),
    ]);

    private static void Exclude(string value, HashSet<string> target, HashSet<string> other)
    {
        foreach (string name in value.Split(',').Select(n => n.ToLowerInvariant()))
        {
            if (name == ":none:")
            {
                target.Clear();
                continue;
            }

            if (name == ":all:") (target, other) = (Emptied(target), Emptied(other));
            other.Remove(name);
            target.Add(name);
        }

        static HashSet<string> Emptied(HashSet<string> set)
        {
            set.Clear();
            return set;
        }
    }
}
