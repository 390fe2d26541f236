using System.Numerics;

namespace LightTheTorch.Resolution.Solving;

/// <summary>
/// A set of the versions of one package, by their index in its list of candidates. Versions that nobody published cannot be chosen, so a
/// solver needs no ranges: bits are exact for every rule of PEP 440 (local versions above all), and quick.
/// </summary>
/// <remarks>Two sets may be combined only if they belong to the same package: they have the same size.</remarks>
internal sealed class CandidateSet : IEquatable<CandidateSet>
{
    private readonly ulong[] _words;

    private CandidateSet(ulong[] words, int size)
    {
        _words = words;
        Size = size;
    }

    /// <summary>How many candidates the package has, inside or outside this set.</summary>
    public int Size { get; }

    public bool IsEmpty => !_words.AsSpan().ContainsAnyExcept(0UL);

    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words) count += BitOperations.PopCount(word);
            return count;
        }
    }

    public static CandidateSet None(int size) => new(new ulong[(size + 63) / 64], size);

    public static CandidateSet All(int size)
    {
        ulong[] words = new ulong[(size + 63) / 64];
        words.AsSpan().Fill(ulong.MaxValue);
        if (size % 64 != 0) words[^1] = (1UL << size) - 1;
        return new CandidateSet(words, size);
    }

    public static CandidateSet Only(int size, int index) => Where(size, index, index);

    public static CandidateSet Where(int size, Func<int, bool> predicate)
    {
        ulong[] words = new ulong[(size + 63) / 64];
        for (int i = 0; i < size; i++)
        {
            if (predicate(i)) words[i >> 6] |= 1UL << i;
        }

        return new CandidateSet(words, size);
    }

    public bool Contains(int index) => (_words[index >> 6] >> index & 1) != 0;

    public CandidateSet Intersect(CandidateSet other) => Combine(other, static (a, b) => a & b);

    public CandidateSet Union(CandidateSet other) => Combine(other, static (a, b) => a | b);

    public CandidateSet Except(CandidateSet other) => Combine(other, static (a, b) => a & ~b);

    public CandidateSet Complement() => All(Size).Except(this);

    public bool IsSubsetOf(CandidateSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & ~other._words[i]) != 0) return false;
        }

        return true;
    }

    public bool Overlaps(CandidateSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0) return true;
        }

        return false;
    }

    /// <summary>The members, ascending.</summary>
    public IEnumerable<int> Members()
    {
        for (int i = 0; i < _words.Length; i++)
        {
            for (ulong word = _words[i]; word != 0; word &= word - 1) yield return (i << 6) + BitOperations.TrailingZeroCount(word);
        }
    }

    public bool Equals(CandidateSet? other) => other is not null && Size == other.Size && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as CandidateSet);

    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (ulong word in _words) hash.Add(word);
        return hash.ToHashCode();
    }

    public override string ToString() => '{' + string.Join(", ", Members()) + '}';

    private static CandidateSet Where(int size, int from, int to)
    {
        ulong[] words = new ulong[(size + 63) / 64];
        for (int i = from; i <= to; i++) words[i >> 6] |= 1UL << i;
        return new CandidateSet(words, size);
    }

    private CandidateSet Combine(CandidateSet other, Func<ulong, ulong, ulong> operation)
    {
        ulong[] words = new ulong[_words.Length];
        for (int i = 0; i < words.Length; i++) words[i] = operation(_words[i], other._words[i]);
        return new CandidateSet(words, Size);
    }
}
