using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LightTheTorch.Cli.Pip;

/// <summary>What is written for one run of pip, in a folder that only this user can read and that is gone afterwards.</summary>
internal sealed class PipFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-pip-");
    private int _count;

    /// <summary>Writes the copy of a file, and returns its path: the name stays, for pip shows it.</summary>
    public string WriteCopy(string name, string text)
    {
        string folder = _folder.CreateSubdirectory((_count++).ToString(CultureInfo.InvariantCulture)).FullName;
        string path = Path.Combine(folder, name.Length > 0 ? name : "requirements.txt");
        // With a byte order mark pip reads UTF-8 whatever the locale or a coding comment says.
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return path;
    }

    /// <summary>Writes a configuration file for <c>PIP_CONFIG_FILE</c>, whose settings count before those of every other file.</summary>
    public string WriteConfiguration(ImmutableArray<PipSetting> settings)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, PipSetting> section in settings.GroupBy(setting => setting.Section, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"[{section.Key}]\n");
            foreach (PipSetting setting in section)
            {
                // Lines of a list go on where the next one is indented.
                string[] lines = setting.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                text.Append(CultureInfo.InvariantCulture, $"{setting.Key} = {string.Join("\n    ", lines)}\n");
            }
        }

        string path = Path.Combine(_folder.FullName, "pip.conf");
        File.WriteAllText(path, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
