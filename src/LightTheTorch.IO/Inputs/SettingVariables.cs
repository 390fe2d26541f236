using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>Settings of the environment: <c>LTT_INDEX_URL</c> for <c>index-url</c>, and two names from elsewhere that are honoured.</summary>
internal static class SettingVariables
{
    // The variable of the first light-the-torch, and pip's own; the LTT_ name of the same setting counts before them.
    private static readonly (string Variable, string Key)[] s_others = [("LTT_PYTORCH_COMPUTATION_BACKEND", "backends"), ("PIP_INDEX_URL", "index-url")];

    // Variables of the program that are no settings.
    private static readonly string[] s_apart = ["LTT_PYTORCH_COMPUTATION_BACKEND", "LTT_PYTORCH_CHANNEL", "LTT_DRIVER", "LTT_GPU"];

    /// <exception cref="LttException">A value makes no sense, or a name is misspelt; all errors are in it.</exception>
    public static Settings Read(IReadOnlyDictionary<string, string> variables)
    {
        List<Setting> settings = [];
        List<Diagnostic> errors = [.. variables.Keys.Order(StringComparer.Ordinal).Select(Misspelt).OfType<Diagnostic>()];
        foreach (SettingKey key in SettingKey.All)
        {
            string[] names = [key.Variable, .. s_others.Where(o => o.Key == key.Name).Select(o => o.Variable)];
            string? name = names.FirstOrDefault(n => variables.TryGetValue(n, out string? v) && v.Length > 0);
            if (name is null) continue;
            if (Read(key, name, variables[name], errors) is { } setting) settings.Add(setting);
        }

        return errors.Count == 0 ? new Settings(settings, [], null) : throw new LttException([.. errors], ExitCode.Usage);
    }

    internal static string WrongChoice(SettingKey key, string value)
    {
        ImmutableArray<string> near = Nearest.To(value, key.Choices, 1);
        return near.IsEmpty ? $"`{value}` is none of {string.Join(", ", key.Choices.Select(c => $"`{c}`"))}" : $"`{value}` is no {key.Name}, did you mean `{near[0]}`?";
    }

    // What only begins with LTT_ may be anybody's; what is nearly a setting is meant for one.
    private static Diagnostic? Misspelt(string variable)
    {
        const string Lead = "LTT_";
        if (!variable.StartsWith(Lead, StringComparison.Ordinal) || s_apart.Contains(variable) || variable.StartsWith("LTT_TOKEN_", StringComparison.Ordinal)) return null;
        if (SettingKey.All.Any(key => key.Variable == variable)) return null;
        ImmutableArray<string> near = Nearest.To(variable[Lead.Length..], SettingKey.All.Select(key => key.Variable[Lead.Length..]), 1);
        return near.IsEmpty ? null : new Diagnostic(DiagnosticCode.InvalidSetting, Severity.Error, $"`{variable}`: no such setting") { Hints = [$"did you mean `{Lead}{near[0]}`?"] };
    }

    private static Setting? Read(SettingKey key, string variable, string value, List<Diagnostic> errors)
    {
        bool? isOn = value.ToLowerInvariant() switch
        {
            "1" or "true" or "yes" or "on" => true,
            "0" or "false" or "no" or "off" => false,
            _ => null,
        };
        if (key.Kind == SettingKind.Flag && isOn is null) return Fail($"`{variable}`: `{value}` is neither `1` nor `0`");
        if (key.Kind == SettingKind.Flag || (key.Kind == SettingKind.FlagOrList && isOn is not null)) return new Setting(key, [], isOn, variable);
        ImmutableArray<string> values = key.Kind is SettingKind.Paths or SettingKind.Places
            ? [.. value.Split(Path.PathSeparator == ';' ? ';' : ' ', StringSplitOptions.RemoveEmptyEntries)]
            : SettingsReader.Split(key, value);
        string? wrong = key.Choices.IsEmpty ? null : values.FirstOrDefault(v => !key.Choices.Contains(v));
        return wrong is null ? new Setting(key, values, null, variable) : Fail($"`{variable}`: {WrongChoice(key, wrong)}");

        Setting? Fail(string message)
        {
            errors.Add(new Diagnostic(DiagnosticCode.InvalidSetting, Severity.Error, message));
            return null;
        }
    }
}
