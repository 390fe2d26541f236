using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Toml;
using LightTheTorch.Text;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Inputs;

/// <summary>Reads <c>ltt.toml</c>, else <c>[tool.ltt]</c> of <c>pyproject.toml</c>, and the <c>LTT_*</c> variables, which stand above the file.</summary>
public static class SettingsReader
{
    public const string FileName = "ltt.toml";

    private static readonly ImmutableArray<string> s_tables = ["sources"];

    /// <summary>The settings of the working directory.</summary>
    /// <inheritdoc cref="ReadAsync(InputContext, string, CancellationToken)"/>
    public static Task<Settings> ReadAsync(InputContext context, CancellationToken cancellationToken) => ReadAsync(context, context.WorkingDirectory, cancellationToken);

    /// <param name="context">Variables, and where their relative paths begin.</param>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="cancellationToken">Heeded while reading.</param>
    /// <exception cref="LttException">A file is no TOML, or a setting is unknown or wrong; all errors are in it.</exception>
    public static async Task<Settings> ReadAsync(InputContext context, string folder, CancellationToken cancellationToken)
    {
        Settings file = Settings.None;
        // Seen from the working directory: so are the names in messages, and the paths that the files say.
        string own = Path.GetRelativePath(context.WorkingDirectory, Path.Combine(context.FullPath(folder), FileName));
        string project = Path.GetRelativePath(context.WorkingDirectory, Path.Combine(context.FullPath(folder), ProjectFile.Name));
        if (context.Files.FileExists(context.FullPath(own)))
        {
            file = Parse(await context.ReadTextAsync(own, "settings", cancellationToken));
            if (await UnreadAsync(context, project, cancellationToken) is { } unread) file = file.Noting(unread);
        }
        else if (context.Files.FileExists(context.FullPath(project)))
        {
            file = ParseProject(await context.ReadTextAsync(project, "project", cancellationToken));
        }

        return SettingVariables.Read(context.Variables).Over(file);
    }

    /// <summary>An <c>ltt.toml</c>: the settings stand at the top.</summary>
    public static Settings Parse(SourceText source) => Parse(Document(source), document => document.Root);

    /// <summary>A <c>pyproject.toml</c>: the settings stand in <c>[tool.ltt]</c>.</summary>
    public static Settings ParseProject(SourceText source) =>
        Parse(Document(source), document => (document.Root["tool"] as TomlNode.Table)?["ltt"] as TomlNode.Table);

    // Whoever writes both expects both to count. A project file that is no TOML is the business of those who read it.
    private static async Task<Diagnostic?> UnreadAsync(InputContext context, string project, CancellationToken cancellationToken)
    {
        if (!context.Files.FileExists(context.FullPath(project))) return null;
        SourceText source = await context.ReadTextAsync(project, "project", cancellationToken);
        if (!TomlDocument.TryParse(source, DiagnosticCode.InvalidSetting, out TomlDocument? document, out _)) return null;
        if (document.Root["tool"] is not TomlNode.Table tool || !tool.TryGet("ltt", out TomlNode.Entry? unread)) return null;
        return source.At(
            unread.KeySpan,
            DiagnosticCode.InvalidSetting,
            Severity.Warning,
            $"`[tool.ltt]` is not read, for `{FileName}` stands beside it",
            $"move its settings to `{FileName}`, or remove one of the two");
    }

    private static TomlDocument Document(SourceText source) =>
        TomlDocument.TryParse(source, DiagnosticCode.InvalidSetting, out TomlDocument? document, out ImmutableArray<Diagnostic> errors)
            ? document
            : throw new LttException(errors, ExitCode.Usage);

    private static Settings Parse(TomlDocument document, Func<TomlDocument, TomlNode.Table?> find)
    {
        if (find(document) is not { } table) return Settings.None;
        TomlFields fields = new(document.Source, DiagnosticCode.InvalidSetting);
        List<Setting> settings = [];
        ImmutableArray<UserSource> sources = [];
        CatalogueNode? backends = null;
        foreach (TomlNode.Entry entry in table.Entries)
        {
            if (entry.Key == "sources") sources = SourceTables.Read(entry.Value, fields);
            else if (entry.Key is "backends" or "catalogue" && entry.Value is TomlNode.Table added) backends = TomlCatalogueNodes.Convert(added, document.Source);
            else if (SettingKey.Find(entry.Key) is not { } key) AddUnknown(entry, table, fields);
            else if (Read(key, entry.Value, fields) is { } setting) settings.Add(setting);
        }

        return fields.Errors.IsEmpty ? new Settings(settings, sources, backends) : throw new LttException(fields.Errors, ExitCode.Usage);
    }

    private static Setting? Read(SettingKey key, TomlNode node, TomlFields fields)
    {
        int before = fields.Errors.Length;
        bool takesFlag = key.Kind is SettingKind.Flag or SettingKind.FlagOrList;
        bool takesText = key.Kind != SettingKind.Flag;
        bool takesMany = takesText && key.Kind != SettingKind.Text;
        ImmutableArray<string> values = [];
        bool? isOn = null;
        switch (node)
        {
            case TomlNode.Flag flag when takesFlag: isOn = flag.Value; break;
            case TomlNode.Text text when takesText: values = Split(key, text.Value); break;
            case TomlNode.Array array when takesMany: values = [.. fields.Texts(array).Select(t => t.Value)]; break;
            case TomlNode.Real or TomlNode.Whole when takesText:
                string written = fields.Source.Text.Substring(node.Span.Start, node.Span.Length);
                fields.Add(node, $"unexpected type {node.TypeName} (expected string)", $"write it in quotes, `\"{written}\"`: the number 3.10 is 3.1");
                break;
            default:
                fields.AddType(node, !takesText ? "boolean" : !takesMany ? "string" : takesFlag ? "boolean, string or array" : "string or array");
                break;
        }

        foreach (string value in values.Where(v => !key.Choices.IsEmpty && !key.Choices.Contains(v))) fields.Add(node, SettingVariables.WrongChoice(key, value));
        if (fields.Errors.Length > before) return null;
        string folder = Path.GetDirectoryName(fields.Source.Path) ?? "";
        SourceLocation place = fields.Source.Locate(node.Span.Start);
        return new Setting(key, [.. values.Select(v => Complete(key, v, folder))], isOn, place.ToString()) { Location = place };
    }

    internal static ImmutableArray<string> Split(SettingKey key, string text) => key.Kind is SettingKind.List or SettingKind.FlagOrList
        ? [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
        : [text];

    private static string Complete(SettingKey key, string value, string folder) => key.Kind switch
    {
        SettingKind.Paths => Path.Combine(folder, value),
        SettingKind.Places when !value.Contains("://", StringComparison.Ordinal) => Path.Combine(folder, value),
        _ => value,
    };

    private static void AddUnknown(TomlNode.Entry entry, TomlNode.Table table, TomlFields fields)
    {
        ImmutableArray<string> near = Nearest.To(entry.Key, SettingKey.All.Select(k => k.Name).Concat(s_tables), 1);
        string path = table.Path.Length > 0 ? $"{table.Path}.{entry.Key}" : entry.Key;
        fields.Add(entry.KeySpan, path, "no such setting", near.IsEmpty ? "`ltt lock --help` lists the options; a setting is a long option without dashes in front" : $"did you mean `{near[0]}`?");
    }
}
