using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements;
using LightTheTorch.Text;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Locking;

/// <summary>Reads a lock in its requirements form back, for every command that works on locks without a network.</summary>
public static class RequirementsLockReader
{
    /// <summary>Reads a whole lock.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="LttException">It is no lock of this format, or a line of it was damaged (<see cref="DiagnosticCode.InvalidLock"/>).</exception>
    public static LockFile Read(string path, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        if (!LockHeaderText.TryRead(lines, out LockHeader? header, out string bodySha256, out int start, out string why) || header is null)
        {
            throw Invalid(path, 1, $"this is not a lock that `ltt` wrote: {why}");
        }

        string digest = LockDigest.OfJoined(lines.Select((line, at) => at == 1 ? line.Replace($"; body sha256:{bodySha256};", "; body sha256:;", StringComparison.Ordinal) : line));
        Body reader = new(path, header, lines, start);
        return new LockFile(new BackendLock(header, reader.Packages()), reader.Outside, digest == bodySha256);
    }

    private static LttException Invalid(string path, int line, string message) =>
        new(new Diagnostic(DiagnosticCode.InvalidLock, Severity.Error, message, new SourceLocation(path, line, 1))
        {
            Hints = ["restore the file from version control, or write it anew with `ltt lock`"],
        });

    private sealed class Body(string path, LockHeader header, string[] lines, int start)
    {
        private readonly LockTargets _targets = LockTargets.Of(header);
        private readonly Dictionary<Marker, ImmutableArray<string>> _where = []; // a lock has few different markers
        private int _at = start;

        public Marker? Outside { get; private set; }

        // body = (requirement '\' hash via*)*
        public ImmutableArray<LockedPackage> Packages()
        {
            ImmutableArray<LockedPackage>.Builder packages = ImmutableArray.CreateBuilder<LockedPackage>();
            while (_at < lines.Length)
            {
                if (lines[_at].Length == 0)
                {
                    _at++;
                    continue;
                }

                int line = _at + 1;
                Requirement requirement = RequirementLine();
                string hash = HashLine();
                ImmutableArray<LockedVia> via = ViaLines();
                if (requirement.Name.Value == GuardLine.Name) Outside = requirement.Marker;
                else packages.Add(Package(line, requirement, hash, via));
            }

            return packages.ToImmutable();
        }

        private LockedPackage Package(int line, Requirement requirement, string hash, ImmutableArray<LockedVia> via)
        {
            string url = requirement.Url ?? throw Invalid(path, line, $"`{requirement.Name}` has no URL");
            if (!AddressText.TryParse(url, out _)) throw Invalid(path, line, $"`{url}` is no address");
            string file = Uri.UnescapeDataString(url[(url.LastIndexOf('/') + 1)..]);
            PyVersion version = WheelFileName.TryParse(file, out WheelFileName? wheel) ? wheel.Version
                : SdistFileName.TryParse(file, requirement.Name, out SdistFileName? sdist) ? sdist.Version
                : throw Invalid(path, line, $"`{file}` is neither a wheel nor an sdist of `{requirement.Name}`");
            return new LockedPackage
            {
                Name = requirement.Name,
                Version = version,
                Url = url,
                FileName = file,
                Sha256 = hash,
                Marker = requirement.Marker,
                Targets = Targets(line, requirement),
                Via = via,
            };
        }

        private ImmutableArray<string> Targets(int line, Requirement requirement)
        {
            if (requirement.Marker is { } marker && _where.TryGetValue(marker, out ImmutableArray<string> known)) return known;
            try
            {
                ImmutableArray<string> targets = _targets.Where(requirement.Marker);
                if (requirement.Marker is not null) _where.Add(requirement.Marker, targets);
                return targets;
            }
            catch (MarkerException meaningless)
            {
                throw Invalid(path, line, $"the marker of `{requirement.Name}` has no value: {meaningless.Message}");
            }
        }

        // requirement = name '@' url (';' marker)? ' \'
        private Requirement RequirementLine()
        {
            string line = lines[_at++];
            if (!line.EndsWith(" \\", StringComparison.Ordinal)) throw Invalid(path, _at, "a line that names a file must go on in the next, with its hash");
            return Requirement.TryParse(line[..^2], out Requirement? requirement, out ParseError? error) ? requirement : throw Invalid(path, _at, error!.ToString());
        }

        // hash = '    --hash=sha256:' 64 hexadecimal digits
        private string HashLine()
        {
            const string Lead = "    --hash=sha256:";
            string line = _at < lines.Length ? lines[_at] : "";
            _at++;
            if (!line.StartsWith(Lead, StringComparison.Ordinal) || line.Length != Lead.Length + 64) throw Invalid(path, _at, "expected `--hash=sha256:` and 64 digits");
            return line[Lead.Length..];
        }

        // via = '    # via ' reason | '    # via' ('    #   ' reason)*
        private ImmutableArray<LockedVia> ViaLines()
        {
            ImmutableArray<LockedVia>.Builder reasons = ImmutableArray.CreateBuilder<LockedVia>();
            while (_at < lines.Length && lines[_at].StartsWith("    #", StringComparison.Ordinal))
            {
                string line = lines[_at++];
                if (line == "    # via") continue;
                string text = line.StartsWith("    # via ", StringComparison.Ordinal) ? line["    # via ".Length..] : line["    #".Length..].TrimStart();
                reasons.Add(ViaText.TryRead(text, out LockedVia? via) ? via : throw Invalid(path, _at, $"`{text}` does not say who needs the package"));
            }

            return reasons.ToImmutable();
        }
    }
}
