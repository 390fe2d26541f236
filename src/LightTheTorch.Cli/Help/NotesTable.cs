using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.Cli.Help;

/// <summary>The notes of all commands but those whose help is pip's own.</summary>
internal static class NotesTable
{
    private static readonly ImmutableArray<string> s_index = ["index-url", "pytorch-index-url", "find-links", "mirror", "offline", "cache-dir"];

    private static readonly ImmutableArray<string> s_lock =
    [
        "inputs", "backends", "python", "platforms", "output", "constraint", "override", "extra", "all-extras", "group", "pre", "channel", "resolution", "exclude-newer", "format", "same-versions",
        "allow-build", "catalogue", .. s_index,
    ];

    private static readonly ImmutableArray<(string, string)> s_network =
    [
        ("LTT_TOKEN_<HOST>", "token for a host, its dots as `_`: LTT_TOKEN_PYPI_EXAMPLE_COM; a netrc file (NETRC) is read too"),
        ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "the proxy, and the hosts that are asked without it"),
        ("SSL_CERT_FILE, PIP_CERT", "certificates to trust besides those of the system"),
        ("CI", "lines in place of bars on long work"),
    ];

    private static readonly (string, string) s_pipIndex = ("PIP_INDEX_URL", "as LTT_INDEX_URL, when that is not set");

    private static readonly ImmutableArray<(string, string)> s_hardware =
    [
        ("LTT_DRIVER, LTT_GPU", "as --driver and --gpu"),
        ("CONDA_OVERRIDE_CUDA", "as conda reads it: the CUDA that the driver can run"),
        ("HSA_OVERRIDE_GFX_VERSION", "as ROCm reads it: the architecture that AMD GPUs are taken for"),
    ];

    private static readonly ImmutableArray<(string, string)> s_environment =
    [
        ("VIRTUAL_ENV, CONDA_PREFIX", "the environment, when --python names none"),
    ];

    private static readonly (ExitCode, string) s_unsatisfiable = (ExitCode.Unsatisfiable, "no versions meet all requirements; the reason is said");
    private static readonly (ExitCode, string) s_noBackend = (ExitCode.NoBackendFits, "no locked backend runs on this machine");

    /// <summary>By the words of the command: <c>cache dir</c>; the program itself is the empty one.</summary>
    public static ImmutableDictionary<string, CommandNotes> All { get; } = ImmutableDictionary.CreateRange(StringComparer.Ordinal, Rows());

    private static IEnumerable<KeyValuePair<string, CommandNotes>> Rows() => [.. Writing(), .. Reading(), .. Machine(), .. Other()];

    private static IEnumerable<KeyValuePair<string, CommandNotes>> Writing() =>
    [
        new("", new CommandNotes
        {
            Examples =
            [
                ("ltt lock --backends cpu,cu126 --python 3.12 --platforms linux_x86_64,win_amd64", "one lock per backend, for any machine"),
                ("ltt sync", "the lock that this machine runs best, into .venv"),
                ("ltt install torch", "pip install, with PyTorch's build for this machine"),
                ("ltt lock --check", "in CI: are the locks those of the inputs?"),
            ],
            ExitCodes = [s_unsatisfiable, (ExitCode.OutOfDate, "a lock is out of date (`ltt lock --check`), or something differs"), s_noBackend],
            Variables = [("LTT_<SETTING>", "every setting of [tool.ltt]: LTT_BACKENDS=cpu,cu126; options count before variables, variables before files")],
        }),
        new("lock", new CommandNotes
        {
            Examples =
            [
                ("ltt lock", "what [tool.ltt] of the pyproject.toml says"),
                ("ltt lock requirements.txt -b cpu,cu126 -p 3.11,3.12 --platforms linux_x86_64,win_amd64", "two locks of four targets each"),
                ("ltt lock --upgrade-package torch", "a newer torch, everything else stays"),
                ("ltt lock --format both -o locks", "requirements.<backend>.txt and pylock.<backend>.toml in locks"),
                ("ltt lock --check", "exit 4 and the reason when a lock is out of date"),
            ],
            ExitCodes = [s_unsatisfiable, (ExitCode.OutOfDate, "with --check: a lock is not that of the inputs and options, or was edited")],
            Settings = s_lock,
            Variables = [("LTT_PYTORCH_COMPUTATION_BACKEND", "as LTT_BACKENDS, when that is not set"), s_pipIndex, .. s_network],
        }),
        new("outdated", new CommandNotes
        {
            Examples = [("ltt outdated", "what `ltt lock --upgrade` would change"), ("ltt outdated --json", "the same for a bot")],
            ExitCodes = [s_unsatisfiable],
            Settings = s_lock,
            Variables = [("LTT_PYTORCH_COMPUTATION_BACKEND", "as LTT_BACKENDS, when that is not set"), s_pipIndex, .. s_network],
        }),
        new("vendor", new CommandNotes
        {
            Examples =
            [
                ("ltt vendor wheels", "all files, and wheels/requirements.<backend>.txt"),
                ("pip install --no-index --no-deps --find-links wheels --require-hashes -r wheels/requirements.cpu.txt", "then, on the machine without network"),
                ("ltt vendor tree --as-mirror", "a tree that `ltt lock --mirror tree` reads"),
                ("ltt vendor wheels --rewrite https://download.pytorch.org=https://mirror.example/pytorch", "fetched from a mirror of the company's"),
            ],
            Settings = ["rewrite", "catalogue", .. s_index],
            Variables = [s_pipIndex, .. s_network],
        }),
    ];

    private static IEnumerable<KeyValuePair<string, CommandNotes>> Reading() =>
    [
        new("tree", new CommandNotes { Examples = [("ltt tree", "every lock of this folder"), ("ltt tree --backend cu126 --target linux_x86_64-py3.12", "one target of one lock")] }),
        new("why", new CommandNotes { Examples = [("ltt why numpy", "each chain of requirements that leads to numpy, in each lock")] }),
        new("diff", new CommandNotes
        {
            Examples =
            [
                ("ltt diff", "what changed since the last commit in each lock here, and which requirement changed it"),
                ("ltt diff HEAD:requirements.cpu.txt cpu", "the same for one of them"),
                ("ltt diff cpu cu126", "what differs between two backends"),
                ("ltt diff --check old.txt requirements.cpu.txt", "exit 4 when anything differs"),
            ],
            ExitCodes = [(ExitCode.OutOfDate, "with --check: the locks differ")],
        }),
        new("export", new CommandNotes
        {
            Examples = [("ltt export --backend cpu -o bom.json", "a bill of materials of one lock"), ("ltt export -o boms/", "one of each, in a folder")],
            Settings = ["catalogue", .. s_index],
            Variables = [s_pipIndex, .. s_network],
        }),
        new("report", new CommandNotes
        {
            Examples = [("ltt report -o report.html", "one page about all locks of this folder"), ("ltt report --offline", "without asking for sizes")],
            Settings = ["catalogue", .. s_index],
            Variables = [s_pipIndex, .. s_network],
        }),
    ];

    private static IEnumerable<KeyValuePair<string, CommandNotes>> Machine() =>
    [
        new("sync", new CommandNotes
        {
            Examples =
            [
                ("ltt sync", "probes, picks the best lock here, installs it into VIRTUAL_ENV or .venv"),
                ("ltt sync --dry-run", "says what would change"),
                ("ltt sync --reinstall torch", "torch anew, for example when `ltt verify` found its files changed"),
                ("ltt sync locks --backend cpu --python /opt/app/venv", "that lock, into that environment"),
                ("ltt sync --driver 580.95.05 --gpu sm_86 --dry-run", "which lock another machine would get"),
            ],
            ExitCodes = [s_noBackend],
            Settings = ["backend", "no-prune", "rewrite", "catalogue", .. s_index],
            Variables = [("LTT_PYTORCH_COMPUTATION_BACKEND", "as LTT_BACKEND, when that is not set"), .. s_environment, .. s_hardware, s_pipIndex, .. s_network],
        }),
        new("verify", new CommandNotes
        {
            Examples =
            [
                ("ltt verify", "the active environment or .venv, against the lock that `ltt sync` takes here"),
                ("ltt verify --backend cpu --python /opt/app/venv", "that environment, against that lock"),
                ("ltt verify --no-prune --json", "for a script; more packages than locked are no difference"),
            ],
            ExitCodes = [(ExitCode.OutOfDate, "the environment differs from the lock; 1 when it does not, and torch fails on this machine"), s_noBackend],
            Settings = ["backend", "no-prune", "catalogue", "cache-dir"],
            Variables = [("LTT_PYTORCH_COMPUTATION_BACKEND", "as LTT_BACKEND, when that is not set"), .. s_environment, .. s_hardware],
        }),
        new("detect", new CommandNotes
        {
            Examples = [("ltt detect", "this machine"), ("ltt detect --driver 470.82.01 --gpu sm_86", "another one"), ("ltt detect --json", "for a script")],
            Settings = ["catalogue"],
            Variables = s_hardware,
        }),
        new("why-not", new CommandNotes
        {
            Examples = [("ltt why-not cu130", "why it does not run here, what does, and what `ltt sync` takes"), ("ltt why-not cu126 --driver 470.82.01 --gpu sm_86", "on another machine")],
            Settings = ["catalogue"],
            Variables = s_hardware,
        }),
        new("backends", new CommandNotes { Examples = [("ltt backends --live", "those that still get new versions of torch")], Settings = ["catalogue"] }),
        new("serve", new CommandNotes
        {
            Examples = [("ltt serve --backend cu126 --port 8080", "then: uv pip install --index-url http://127.0.0.1:8080/… torch, with the address that it prints")],
            ExitCodes = [(ExitCode.NoBackendFits, "no backend of PyTorch's runs on this machine")],
            Settings = ["catalogue"],
            Variables = [("LTT_PYTORCH_COMPUTATION_BACKEND", "as --backend"), .. s_hardware, .. s_network],
        }),
    ];

    private static IEnumerable<KeyValuePair<string, CommandNotes>> Other() =>
    [
        new("cache", new CommandNotes { Examples = [("ltt cache dir", "where it is"), ("ltt cache prune --days 7", "what a week's runs did not use goes")] }),
        new("cache dir", new CommandNotes { Examples = [("ltt cache dir", "where it is, and how large")], Settings = ["cache-dir"] }),
        new("cache clean", new CommandNotes { Examples = [("ltt cache clean", "everything goes")], Settings = ["cache-dir"] }),
        new("cache prune", new CommandNotes { Examples = [("ltt cache prune --days 7", "what a week's runs did not use goes")], Settings = ["cache-dir"] }),
        new("completion", new CommandNotes
        {
            Examples =
            [
                ("ltt completion bash", "in ~/.bashrc: eval \"$(ltt completion bash)\""),
                ("ltt completion zsh", "in ~/.zshrc, after compinit: eval \"$(ltt completion zsh)\""),
                ("ltt completion fish", "ltt completion fish > ~/.config/fish/completions/ltt.fish"),
                ("ltt completion powershell", "in $PROFILE: ltt completion powershell | Out-String | Invoke-Expression"),
            ],
        }),
    ];
}
