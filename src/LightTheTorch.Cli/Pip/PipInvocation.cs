using System.Collections.Immutable;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Python;
using LightTheTorch.Torch;

namespace LightTheTorch.Cli.Pip;

/// <summary>
/// Puts together how pip is started. The served addresses go into a configuration file of this run and not onto the command line, which every user of the
/// machine can read; there they count before every other file, also with <c>--isolated</c>. (pip itself puts them on the command line of the pip that
/// installs what a build requires. The user's own addresses and passwords are on neither.)
/// </summary>
internal sealed class PipInvocation(string python, PipCommandLine line, PipConfiguration configuration, PipFolder folder, RequirementsCopies copies, CommandContext context)
{
    private static readonly string[] s_files = ["requirement", "constraint", "build-constraint"];

    public async Task<ProcessRequest> BuildAsync(IndexMover mover, BackendCatalogue catalogue, NetworkSettings network, CancellationToken cancellationToken)
    {
        PipIndexes indexes = PipIndexes.Move(line, configuration, mover, catalogue);
        bool movesProxy = network.Proxy is not null;
        ImmutableDictionary<string, string?> variables = await VariablesAsync(PipNetwork.Variables(network, context), movesProxy, cancellationToken);
        ImmutableArray<string> words = [.. await WordsAsync(movesProxy, cancellationToken)];
        if (!ReadsNoFiles)
        {
            string path = folder.WriteConfiguration([.. await FileSettingsAsync(movesProxy, cancellationToken), .. indexes.Settings]);
            variables = variables.SetItem("PIP_CONFIG_FILE", path);
        }
        else if (!line.Has("isolated"))
        {
            foreach (PipSetting setting in indexes.Settings) variables = variables.SetItem(Variable(setting.Key), setting.Value.Length > 0 ? setting.Value.Replace('\n', ' ') : null);
        }
        else
        {
            // Neither files nor variables are read: only the command line is left.
            words = [.. words, "--index-url", indexes.IndexUrl, .. indexes.ExtraIndexUrls.SelectMany(url => new[] { "--extra-index-url", url }), .. indexes.FindLinks.SelectMany(url => new[] { "--find-links", url })];
        }

        return new ProcessRequest(python, ["-m", "pip", .. words]) { WorkingDirectory = context.WorkingDirectory, Variables = variables };
    }

    // What pip's PIP_CONFIG_FILE=os.devnull means.
    private bool ReadsNoFiles => context.Variable("PIP_CONFIG_FILE") == (OperatingSystem.IsWindows() ? "nul" : "/dev/null");

    private static string Variable(string key) => "PIP_" + key.ToUpperInvariant().Replace('-', '_');

    private async Task<IEnumerable<string>> WordsAsync(bool movesProxy, CancellationToken cancellationToken)
    {
        List<string> words = [];
        foreach (PipArgument argument in line.Arguments)
        {
            if (argument is not PipArgument.Option { Value: { } value } option)
            {
                if (argument is not PipArgument.Option { Name: "cpuonly" }) words.AddRange(argument.Words);
            }
            else if (s_files.Contains(option.Name))
            {
                string read = await copies.ForAsync(value, cancellationToken);
                words.AddRange(read == value ? option.Written : ["--" + option.Name, read]);
            }
            else if (!PipIndexes.Keys.Contains(option.Name) && !PipOptions.IsOurs(option.Name) && !(movesProxy && option.Name == "proxy"))
            {
                words.AddRange(option.Written);
            }
        }

        return words;
    }

    // Every index in every section makes room for ours: the pip that builds a wheel's requirements reads other sections than this one.
    private async Task<IEnumerable<PipSetting>> FileSettingsAsync(bool movesProxy, CancellationToken cancellationToken)
    {
        List<PipSetting> settings = [];
        foreach (PipSetting setting in configuration.InFiles)
        {
            bool isOurs = setting.Section == "global" && PipIndexes.Keys.Contains(setting.Key) && setting.Key != "pypi-url";
            if (isOurs) continue;
            if (PipIndexes.Keys.Contains(setting.Key) || (movesProxy && setting.Key == "proxy")) settings.Add(setting with { Value = "" });
            else if (s_files.Contains(setting.Key)) settings.Add(setting with { Value = await CopiesAsync(setting.Value, cancellationToken) });
            else settings.Add(setting);
        }

        return settings;
    }

    private async Task<ImmutableDictionary<string, string?>> VariablesAsync(ImmutableDictionary<string, string?> variables, bool movesProxy, CancellationToken cancellationToken)
    {
        foreach ((string name, string value) in context.Environment.Where(variable => variable.Key.StartsWith("PIP_", StringComparison.Ordinal)))
        {
            string key = name[4..].ToLowerInvariant().Replace('_', '-');
            if (PipIndexes.Keys.Contains(key) || (movesProxy && key == "proxy")) variables = variables.SetItem(name, null);
            else if (s_files.Contains(key) && await CopiesAsync(value, cancellationToken) is var copies && copies != value) variables = variables.SetItem(name, copies);
        }

        return variables;
    }

    // pip takes such a list apart at white space, whatever it holds.
    private async Task<string> CopiesAsync(string list, CancellationToken cancellationToken)
    {
        string[] files = list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        List<string> read = [];
        foreach (string file in files) read.Add(await copies.ForAsync(file, cancellationToken));
        return files.SequenceEqual(read) ? list : string.Join(" ", read);
    }
}
