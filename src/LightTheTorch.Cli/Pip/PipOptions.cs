using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LightTheTorch.Cli.Pip;

/// <summary>
/// The options of <c>pip install</c>, <c>download</c> and <c>wheel</c> from pip 22.3 to 26.3, and ours beside them: enough to tell an option from a value.
/// </summary>
internal static class PipOptions
{
    private static readonly ImmutableArray<string> s_flags =
    [
        "break-system-packages", "check-build-dependencies", "compile", "cpuonly", "debug", "disable-pip-version-check", "dry-run", "force-reinstall", "help", "ignore-installed",
        "ignore-requires-python", "isolated", "no-build-isolation", "no-cache-dir", "no-clean", "no-color", "no-compile", "no-deps", "no-dependencies", "no-index", "no-input", "no-proxy-env",
        "no-python-version-warning", "no-require-hashes", "no-use-pep517", "no-user", "no-verify", "no-warn-conflicts", "no-warn-script-location", "only-deps", "only-dependencies", "pre",
        "prefer-binary", "quiet", "require-hashes", "require-venv", "require-virtualenv", "upgrade", "use-pep517", "user", "verbose", "version",
    ];

    private static readonly ImmutableArray<string> s_values =
    [
        "abi", "all-releases", "build-constraint", "build-option", "cache-dir", "cert", "client-cert", "config-setting", "config-settings", "constraint", "default-timeout", "dest", "destination-dir",
        "destination-directory", "editable", "exists-action", "extra-index-url", "find-links", "global-option", "group", "implementation", "index-url", "install-option", "keyring-provider",
        "local-log", "log", "log-file", "no-binary", "only-binary", "only-final", "platform", "prefix", "progress-bar", "proxy", "pypi-url", "python", "python-version", "refresh-package",
        "report", "requirement", "requirements-from-script", "resume-retries", "retries", "root", "root-user-action", "source", "source-dir", "source-directory", "src", "target", "timeout",
        "trusted-host", "upgrade-strategy", "uploaded-prior-to", "use-deprecated", "use-feature", "wheel-dir",
    ];

    private static readonly FrozenDictionary<string, string> s_ours = new Dictionary<string, string>
    {
        ["pytorch-computation-backend"] = PytorchComputationBackend,
        ["pcb"] = PytorchComputationBackend,
        ["pytorch-channel"] = PytorchChannel,
        ["pch"] = PytorchChannel,
        ["pytorch-index-url"] = "pytorch-index-url",
        ["catalogue"] = "catalogue",
        ["mirror"] = "mirror",
        ["driver"] = "driver",
        ["gpu"] = "gpu",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, string> s_short = new Dictionary<char, string>
    {
        ['I'] = "ignore-installed",
        ['U'] = "upgrade",
        ['V'] = "version",
        ['h'] = "help",
        ['q'] = "quiet",
        ['v'] = "verbose",
        ['C'] = "config-settings",
        ['c'] = "constraint",
        ['d'] = "dest",
        ['e'] = "editable",
        ['f'] = "find-links",
        ['i'] = "index-url",
        ['r'] = "requirement",
        ['t'] = "target",
        ['w'] = "wheel-dir",
    }.ToFrozenDictionary();

    public const string PytorchComputationBackend = "pytorch-computation-backend";

    public const string PytorchChannel = "pytorch-channel";

    /// <summary>Ours: pip would not know them.</summary>
    public static bool IsOurs(string name) => name == "cpuonly" || s_ours.Values.Contains(name);

    public static bool TakesValue(string name) => s_values.Contains(name) || s_ours.Values.Contains(name);

    public static string? OfLetter(char letter) => s_short.TryGetValue(letter, out string? name) ? name : null;

    /// <summary>The option that a word such as <c>--index-url</c> or <c>--extra-index</c> means; null for one that is not known, or not told from others.</summary>
    /// <param name="written">Without the dashes. pip's options may be cut short, ours may not.</param>
    public static string? Find(string written)
    {
        if (s_ours.TryGetValue(written, out string? ours)) return ours;
        if (s_flags.Contains(written) || s_values.Contains(written)) return Plain(written);
        string[] meant = [.. s_flags.Concat(s_values).Where(name => written.Length > 0 && name != "cpuonly" && name.StartsWith(written, StringComparison.Ordinal)).Select(Plain).Distinct()];
        return meant is [var one] ? one : null;
    }

    private static string Plain(string name) => name == "pypi-url" ? "index-url" : name;
}
