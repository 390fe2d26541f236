using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LightTheTorch.Cli.Compiling;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Names;
using LightTheTorch.Resolution;

namespace LightTheTorch.Cli.Commands;

/// <summary>What is to be locked and how: the arguments of every command that resolves, with the settings of variables and files below them.</summary>
internal sealed class LockArguments
{
    private const string SameVersionsName = "--same-versions";

    private readonly Argument<string[]> _inputs = new("INPUT")
    {
        Description = "requirements files or a pyproject.toml; without any, the pyproject.toml, requirements.in or requirements.txt here",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _backends = LttCommand.List("--backends", "The PyTorch builds to lock, for example cpu,cu126; `ltt backends` lists them", "NAMES", "-b");
    private readonly Option<string[]> _pythons = LttCommand.List("--python", "Python versions to lock for, for example 3.11,3.12", "VERSIONS", "-p");
    private readonly Option<string[]> _platforms = LttCommand.List("--platforms", "Platforms to lock for, for example linux_x86_64,win_amd64", "NAMES");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder for the locks; the first input's when nothing is said", HelpName = "DIR" };
    private readonly Option<string[]> _constraints = LttCommand.List("--constraint", "A file of versions that may be taken if the package is needed at all", "FILE", "-c");
    private readonly Option<string[]> _overrides = LttCommand.List("--override", "A file of requirements that replace every other of the same name", "FILE");
    private readonly Option<string[]> _extras = LttCommand.List("--extra", "Optional dependencies of the pyproject.toml to lock as well", "NAME");
    private readonly Option<bool> _allExtras = new("--all-extras") { Description = "All of them" };
    private readonly Option<string[]> _groups = LttCommand.List("--group", "Dependency groups of the pyproject.toml to lock as well", "NAME");
    private readonly Option<bool> _pre = new("--pre") { Description = "Take pre-releases as gladly as final versions; of PyTorch's names its release candidates" };
    private readonly Option<string?> _channel = new("--channel") { Description = "The branch of PyTorch's index: stable, test (release candidates) or nightly", HelpName = "NAME" };
    private readonly Option<string?> _resolution = new("--resolution") { Description = "Which of the versions that fit: highest, lowest, or lowest-direct for the packages that the input names", HelpName = "MODE" };
    private readonly Option<string?> _excludeNewer = new("--exclude-newer") { Description = "Only files uploaded before this moment, in UTC: 2026-05-01 or 2026-05-01T12:00:00Z", HelpName = "DATE" };
    private readonly Option<string[]> _allowBuild = LttCommand.List("--allow-build", "A package that has only an sdist and may be asked for its metadata by building it", "NAME");
    private readonly Option<string[]> _sameVersions = LttCommand.List(SameVersionsName, "Take one version of these packages on all backends; alone it means torch, names stand behind `=`", "NAMES");
    private readonly Option<string?> _format = new("--format") { Description = "Which locks to write: requirements (requirements.<backend>.txt), pylock (pylock.<backend>.toml, PEP 751), or both", HelpName = "NAME" };
    private readonly CatalogueOptions _catalogue = new();
    private readonly IndexOptions _index = new();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_inputs);
        Option[] options =
        [
            _backends, _pythons, _platforms, _output, _constraints, _overrides, _extras, _allExtras, _groups, _pre, _channel, _resolution, _excludeNewer, _allowBuild, _sameVersions, _format,
        ];
        foreach (Option option in options) command.Options.Add(option);
        _catalogue.AddTo(command);
        _index.AddTo(command);
    }

    /// <summary>The library would take the next word, an input, for the value of an option that may stand alone. So it always gets one.</summary>
    public static string[] WithNames(string[] args)
    {
        int end = Array.IndexOf(args, "--");
        return [.. args.Select((word, i) => word == SameVersionsName && (end < 0 || i < end) ? $"{word}={SameVersions.Default}" : word)];
    }

    /// <exception cref="LttException">A file of settings is wrong, or a value makes no sense.</exception>
    public async Task<LockOptions> BindAsync(ParseResult parsed, CommandContext context, Speech speech, CancellationToken cancellationToken)
    {
        Settings settings = await SettingsInUse.ReadAsync(context, speech.Quiet, cancellationToken);
        LockOptions options = Bind(parsed, new LockSettings(settings), speech);
        return options with { CatalogueSha256 = await CatalogueOptions.DigestAsync(options.Catalogue, options.CatalogueBackends, context, cancellationToken) };
    }

    // What the command line says counts; where it says nothing, the settings of variables and files.
    private LockOptions Bind(ParseResult parsed, LockSettings settings, Speech speech) => new()
    {
        Inputs = settings.Or(parsed.GetValue(_inputs), "inputs"),
        Backends = settings.Or(LttCommand.Split(parsed.GetValue(_backends)), "backends"),
        Pythons = settings.Or(LttCommand.Split(parsed.GetValue(_pythons)), "python"),
        Platforms = settings.Or(LttCommand.Split(parsed.GetValue(_platforms)), "platforms"),
        Output = settings.Or(parsed.GetValue(_output), "output"),
        Constraints = settings.Or(parsed.GetValue(_constraints), "constraint"),
        Overrides = settings.Or(parsed.GetValue(_overrides), "override"),
        Extras = [.. settings.Or(LttCommand.Split(parsed.GetValue(_extras)), "extra").Select(name => Named<ExtraName>(name, "--extra", ExtraName.TryParse))],
        AllExtras = settings.Or(parsed.GetValue(_allExtras), "all-extras"),
        Groups = [.. settings.Or(LttCommand.Split(parsed.GetValue(_groups)), "group").Select(name => Named<GroupName>(name, "--group", GroupName.TryParse))],
        ExtrasPlace = parsed.GetValue(_extras) is { Length: > 0 } ? null : settings.PlaceOf("extra"),
        GroupsPlace = parsed.GetValue(_groups) is { Length: > 0 } ? null : settings.PlaceOf("group"),
        Resolution = new ResolutionOptions
        {
            Mode = Mode(settings.Or(parsed.GetValue(_resolution), "resolution") ?? "highest"),
            Prereleases = settings.Or(parsed.GetValue(_pre), "pre"),
            ExcludeNewer = settings.Or(parsed.GetValue(_excludeNewer), "exclude-newer") is { } date ? Moment(date) : null,
            AllowBuild = [.. settings.Or(LttCommand.Split(parsed.GetValue(_allowBuild)), "allow-build").Select(name => Named<PackageName>(name, "--allow-build", PackageName.TryParse))],
        },
        Channel = settings.Or(parsed.GetValue(_channel), "channel"),
        ChannelPlace = parsed.GetValue(_channel) is null ? settings.PlaceOf("channel") : null,
        SameVersions = [.. settings.Or(LttCommand.Split(parsed.GetValue(_sameVersions)), "same-versions", SameVersions.Default.Value).Select(name => Named<PackageName>(name, SameVersionsName, PackageName.TryParse)).Distinct()],
        Index = settings.Over(_index.Bind(parsed)),
        Sources = settings.Sources,
        Catalogue = settings.Or(_catalogue.Bind(parsed), "catalogue"),
        CatalogueBackends = settings.CatalogueBackends,
        Format = Format(settings.Or(parsed.GetValue(_format), "format") ?? "requirements"),
        Speech = speech,
    };

    internal delegate bool TryParseName<T>(ReadOnlySpan<char> text, [NotNullWhen(true)] out T? name);

    internal static T Named<T>(string text, string option, TryParseName<T> tryParse)
        where T : NormalizedName =>
        tryParse(text, out T? name) ? name : throw Usage($"`{option}` takes a name, and `{text}` is none");

    private static ResolutionMode Mode(string text) => text switch
    {
        "highest" => ResolutionMode.Highest,
        "lowest" => ResolutionMode.Lowest,
        "lowest-direct" => ResolutionMode.LowestDirect,
        _ => throw Usage($"`--resolution` takes `highest`, `lowest` or `lowest-direct`, not `{text}`"),
    };

    private static LockFormat Format(string text) => text switch
    {
        "requirements" => LockFormat.Requirements,
        "pylock" => LockFormat.Pylock,
        "both" => LockFormat.Both,
        _ => throw Usage($"`--format` takes `requirements`, `pylock` or `both`, not `{text}`"),
    };

    // A day begins at midnight of UTC wherever the lock is made: a lock never depends on the machine.
    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd HH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset moment)
            ? moment
            : throw Usage($"`--exclude-newer` takes a date such as `2026-05-01` or `2026-05-01T12:00:00Z`, not `{text}`");

    internal static LttException Usage(string message, params ImmutableArray<string> hints) => new(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, message) { Hints = hints }, ExitCode.Usage);
}
