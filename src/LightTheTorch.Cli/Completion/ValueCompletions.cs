using System.CommandLine;
using System.CommandLine.Completions;
using LightTheTorch.IO.Inputs;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Targets;

namespace LightTheTorch.Cli.Completion;

/// <summary>The values that a shell offers behind an option: what is built in, for no file is read while somebody types.</summary>
internal static class ValueCompletions
{
    /// <summary>Adds them to the options of all commands, and to the argument that is one of them.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in command.Options)
        {
            if (SourceOf(command.Name, option.Name) is { } values) option.CompletionSources.Add(context => Complete(context, values));
        }

        foreach (Argument argument in command.Arguments)
        {
            if (command.Name == "why-not") argument.CompletionSources.Add(context => Complete(context, Backends));
        }

        foreach (Command part in command.Subcommands) AddTo(part);
    }

    private static Func<IEnumerable<string>>? SourceOf(string command, string option) => (command, option) switch
    {
        ("lock" or "outdated", "--format") => () => SettingKey.Find("format")?.Choices ?? [],
        (_, "--backends") => Backends,
        ("sync" or "verify", "--backend") => () => Backends().Append("auto"),
        (_, "--backend") => Backends,
        (_, "--platforms") => () => Platform.All.Select(platform => platform.Name),
        (_, "--channel") => () => BackendCatalogueReader.ReadEmbedded().Channels.Select(channel => channel.Name),
        (_, "--resolution") => () => SettingKey.Find("resolution")?.Choices ?? [],
        _ => null,
    };

    private static IEnumerable<string> Backends() => BackendCatalogueReader.ReadEmbedded().All.Select(backend => backend.Name.Value);

    // Several stand in one word: behind `cpu,` the next name is offered with what was typed before it.
    private static IEnumerable<CompletionItem> Complete(CompletionContext context, Func<IEnumerable<string>> values)
    {
        string before = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
        string[] said = before.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return values().Except(said).Select(value => new CompletionItem(before + value));
    }
}
