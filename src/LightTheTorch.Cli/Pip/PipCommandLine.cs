using System.Collections.Immutable;
using System.Diagnostics;

namespace LightTheTorch.Cli.Pip;

/// <summary>One part of a command line for pip. A closed hierarchy.</summary>
internal abstract record PipArgument
{
    private PipArgument()
    {
    }

    /// <summary>The words that say this to pip.</summary>
    public ImmutableArray<string> Words => this switch
    {
        Word word => [word.Text],
        Option option => option.Written,
        _ => throw new UnreachableException(),
    };

    /// <summary>A requirement, the subcommand, or something that only pip understands.</summary>
    internal sealed record Word(string Text) : PipArgument;

    /// <summary>An option under its full name.</summary>
    /// <param name="Name">Without dashes.</param>
    /// <param name="Value">Null for a flag, and where the value is missing, which pip will say.</param>
    /// <param name="Written">As the user wrote it, or in words that mean the same.</param>
    internal sealed record Option(string Name, string? Value, ImmutableArray<string> Written) : PipArgument;
}

/// <summary>A command line taken apart by the rules of Python's <c>optparse</c>, without a word lost: what is not ours to read goes to pip as it came.</summary>
internal sealed record PipCommandLine(ImmutableArray<PipArgument> Arguments)
{
    private static readonly string[] s_installing = ["install", "download", "wheel"];

    private static readonly string[] s_others = ["check", "config", "debug", "freeze", "hash", "index", "inspect", "list", "search", "show", "uninstall"];

    /// <summary>The first word that is no option; null when there is none.</summary>
    public string? Subcommand => Arguments.OfType<PipArgument.Word>().Select(word => word.Text).FirstOrDefault(text => !text.StartsWith('-'));

    /// <summary>It reads an index, which is then ours.</summary>
    public bool Installs => s_installing.Contains(Subcommand);

    /// <summary>It is one of pip's commands, and none of ours.</summary>
    public bool IsForPip => Installs || s_others.Contains(Subcommand);

    public IEnumerable<string> Words => Arguments.SelectMany(argument => argument.Words);

    public static PipCommandLine Parse(IReadOnlyList<string> words)
    {
        ImmutableArray<PipArgument>.Builder arguments = ImmutableArray.CreateBuilder<PipArgument>();
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            string? next = i + 1 < words.Count ? words[i + 1] : null;
            if (word == "--")
            {
                arguments.AddRange(words.Skip(i).Select(rest => new PipArgument.Word(rest)));
                break;
            }

            bool tookNext = false;
            if (word.StartsWith("--", StringComparison.Ordinal)) arguments.Add(Long(word, next, out tookNext));
            else if (word.Length > 1 && word[0] == '-') arguments.AddRange(Short(word, next, out tookNext));
            else arguments.Add(new PipArgument.Word(word));
            if (tookNext) i++;
        }

        return new PipCommandLine(arguments.ToImmutable());
    }

    public bool Has(string name) => Options(name).Any();

    public int Count(string name) => Options(name).Count();

    public ImmutableArray<string> Values(string name) => [.. Options(name).Select(option => option.Value).OfType<string>()];

    /// <summary>The same without these options.</summary>
    public PipCommandLine Without(Func<PipArgument.Option, bool> isDropped) => new([.. Arguments.Where(argument => argument is not PipArgument.Option option || !isDropped(option))]);

    private IEnumerable<PipArgument.Option> Options(string name) => Arguments.OfType<PipArgument.Option>().Where(option => option.Name == name);

    // --name, --name=value, --name value
    private static PipArgument Long(string word, string? next, out bool tookNext)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        tookNext = false;
        if (PipOptions.Find(equals < 0 ? word[2..] : word[2..equals]) is not { } name) return new PipArgument.Word(word);
        if (equals >= 0) return new PipArgument.Option(name, word[(equals + 1)..], [word]);
        tookNext = PipOptions.TakesValue(name) && next is not null;
        return tookNext ? new PipArgument.Option(name, next, [word, next!]) : new PipArgument.Option(name, null, [word]); // tookNext says that there is one
    }

    // -U, -qq, -Ur file, -rfile
    private static List<PipArgument> Short(string word, string? next, out bool tookNext)
    {
        List<PipArgument> found = [];
        tookNext = false;
        for (int i = 1; i < word.Length; i++)
        {
            if (PipOptions.OfLetter(word[i]) is not { } name)
            {
                found.Add(new PipArgument.Word("-" + word[i..]));
                return found;
            }

            string letter = "-" + word[i];
            if (!PipOptions.TakesValue(name))
            {
                found.Add(new PipArgument.Option(name, null, [letter]));
                continue;
            }

            tookNext = i + 1 == word.Length && next is not null;
            string? value = i + 1 < word.Length ? word[(i + 1)..] : next;
            found.Add(new PipArgument.Option(name, value, value is null ? [letter] : [letter, value]));
            return found;
        }

        return found;
    }
}
