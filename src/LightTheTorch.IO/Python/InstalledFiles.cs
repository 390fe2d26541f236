using System.Collections.Immutable;
using System.Security.Cryptography;
using LightTheTorch.Syncing;
using LightTheTorch.Wheels;

namespace LightTheTorch.IO.Python;

/// <summary>Holds the files of installed packages against their RECORD (PEP 376, 627). Reads only, and nothing outside of the environment.</summary>
public sealed class InstalledFiles
{
    private static readonly StringComparison s_paths = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly ImmutableArray<string> _roots;

    /// <param name="interpreter">The environment's.</param>
    public InstalledFiles(Interpreter interpreter)
    {
        // The folder above `bin` or `Scripts`: scripts and headers of packages lie beside the packages.
        string? prefix = Path.GetDirectoryName(Path.GetDirectoryName(interpreter.Executable));
        _roots = [.. interpreter.SiteFolders.Append(prefix).OfType<string>().Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar)];
    }

    /// <summary>Looks at every file of every package.</summary>
    /// <param name="packages">With the RECORD of the wheel that the lock names, where it is at hand.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In the order asked for.</returns>
    public async Task<ImmutableArray<PackageFiles>> CheckAsync(ImmutableArray<(InstalledPackage Package, string? WheelRecord)> packages, CancellationToken cancellationToken)
    {
        ImmutableArray<RecordEntry>?[] records = [.. packages.Select(each => Record(each.Package))];
        (int Package, RecordEntry Entry)[] files = [.. records.Index().SelectMany(record => (record.Item ?? []).Where(entry => !IsList(entry.Path)).Select(entry => (record.Index, entry)))];
        FileTrouble?[] troubles = new FileTrouble?[files.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Length, options, async (i, cancel) => troubles[i] = await CheckAsync(packages[files[i].Package].Package, files[i].Entry, cancel));
        ILookup<int, FileFinding> found = files.Zip(troubles).Where(pair => pair.Second is not null).ToLookup(pair => pair.First.Package, pair => new FileFinding(pair.First.Entry.Path, pair.Second!.Value)); // the others were left out
        return [.. packages.Select((each, i) => Of(each.Package, records[i], each.WheelRecord, [.. found[i]]))];
    }

    private static PackageFiles Of(InstalledPackage package, ImmutableArray<RecordEntry>? record, string? wheelRecord, ImmutableArray<FileFinding> findings)
    {
        if (record is not { } rows) return new PackageFiles(package, 0, [new FileFinding($"{Path.GetFileName(package.InfoPath)}/RECORD", FileTrouble.Unreadable)]);
        bool isHeld = WheelRecord.TryParse(wheelRecord ?? "", out ImmutableArray<RecordEntry> wheel, out _) && !wheel.IsEmpty;
        if (isHeld)
        {
            IEnumerable<string> other = RecordComparison.Differences(wheel, rows).Except(findings.Select(finding => finding.Path));
            findings = [.. findings, .. other.Select(path => new FileFinding(path, FileTrouble.OtherThanWheel))];
        }

        return new PackageFiles(package, rows.Length, [.. findings.OrderBy(finding => finding.Path, StringComparer.Ordinal)]) { IsHeldAgainstWheel = isHeld };
    }

    private async Task<FileTrouble?> CheckAsync(InstalledPackage package, RecordEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Path.Contains('\0', StringComparison.Ordinal)) return FileTrouble.Missing; // no file has such a name
        string path = Path.GetFullPath(entry.Path, Path.GetDirectoryName(package.InfoPath) ?? "");
        if (!_roots.Any(root => path.StartsWith(root, s_paths))) return FileTrouble.Outside;
        FileInfo file = new(path);
        // Python makes compiled modules anew when they are gone.
        if (!file.Exists) return Directory.Exists(path) ? FileTrouble.Unreadable : entry.Path.EndsWith(".pyc", StringComparison.Ordinal) ? null : FileTrouble.Missing;
        if (entry.Size is { } size && entry.Hash is not null && file.Length != size) return FileTrouble.Changed;
        return entry.Hash is null ? null : await HashAsync(path, entry.Hash, cancellationToken);
    }

    private static async Task<FileTrouble?> HashAsync(string path, string expected, CancellationToken cancellationToken)
    {
        int equals = expected.IndexOf('=', StringComparison.Ordinal);
        HashAlgorithmName algorithm = (equals < 0 ? "" : expected[..equals]) switch
        {
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => default, // the specification asks for these or better; of others the size has to do
        };
        if (algorithm.Name is null) return null;
        try
        {
            await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 17, useAsync: true);
            byte[] hash = await CryptographicOperations.HashDataAsync(algorithm, stream, cancellationToken);
            string text = Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            return text == expected[(equals + 1)..].TrimEnd('=') ? null : FileTrouble.Changed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return FileTrouble.Unreadable;
        }
    }

    // RECORD cannot hold its own hash, and what signs it comes after it.
    private static bool IsList(string path) => path.EndsWith(".dist-info/RECORD", StringComparison.Ordinal) || path.EndsWith(".dist-info/RECORD.jws", StringComparison.Ordinal) || path.EndsWith(".dist-info/RECORD.p7s", StringComparison.Ordinal);

    private static ImmutableArray<RecordEntry>? Record(InstalledPackage package)
    {
        try
        {
            return WheelRecord.TryParse(File.ReadAllText(Path.Combine(package.InfoPath, "RECORD")), out ImmutableArray<RecordEntry> rows, out _) ? rows : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
