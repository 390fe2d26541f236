using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>Where inputs are read from: files, the folder that relative paths start in, the variables that <c>${NAME}</c> stands for.</summary>
/// <param name="Files">The file system.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="Variables">The process environment.</param>
public sealed record InputContext(IInputFiles Files, string WorkingDirectory, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Reads a requirements or constraints file over http; null where that is not possible. Throws <see cref="LttException"/>.</summary>
    public Func<Uri, CancellationToken, Task<byte[]>>? Fetch { get; init; }

    /// <remarks>No file has a zero in its name: one with a mark in its place is looked for, and is not there.</remarks>
    public string FullPath(string path) => Path.GetFullPath(path.Replace('\0', '\uFFFD'), WorkingDirectory);

    /// <summary>The bytes of a file of the user's.</summary>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="kind">What it is for, in the message: <c>requirements</c>, <c>constraint</c>.</param>
    /// <param name="cancellationToken">Heeded while reading.</param>
    /// <exception cref="LttException">It is not there, or cannot be read (<see cref="DiagnosticCode.FileNotFound"/>).</exception>
    public async Task<byte[]> ReadAsync(string path, string kind, CancellationToken cancellationToken)
    {
        try
        {
            if (AsWebAddress(path) is { } uri) return Fetch is null ? throw Unreadable(path, kind, "it is not a local file") : await Fetch(uri, cancellationToken);
            return await Files.ReadAsync(FullPath(path), cancellationToken);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, kind, "no such file or directory");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, kind, failure.Message.TrimEnd('.'));
        }
    }

    /// <summary>The text of a TOML, YAML or like file: UTF-8, with or without a byte order mark.</summary>
    /// <exception cref="LttException">It cannot be read, or is not UTF-8.</exception>
    public async Task<SourceText> ReadTextAsync(string path, string kind, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadAsync(path, kind, cancellationToken);
        return FileEncoding.TryDecode(path, bytes, out string text, out Diagnostic? error) ? SourceText.Of(path, text) : throw new LttException(error);
    }

    /// <summary>An address on the web; null for a path.</summary>
    public static Uri? AsWebAddress(string path) =>
        (path.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        && AddressText.TryParse(path, out Uri? uri)
            ? uri
            : null;

    private static LttException Unreadable(string path, string kind, string why) =>
        new(new Diagnostic(DiagnosticCode.FileNotFound, Severity.Error, $"could not open {kind} file `{path}`: {why}"));
}
