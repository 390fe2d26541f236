using System.Collections.Immutable;
using LightTheTorch.Diagnostics;

namespace LightTheTorch.IO.Files;

/// <summary>
/// Writes several text files so that each is the old one or the new one and never a part of one, and so that a failure leaves all old ones.
/// </summary>
public static class AtomicFiles
{
    /// <summary>Writes all files, or none; and removes what runs that were killed have left beside them.</summary>
    /// <param name="files">Full paths and their texts; written as UTF-8 without a byte order mark.</param>
    /// <param name="cancellationToken">Heeded until the first file is put in its place; after that the rest follows.</param>
    /// <exception cref="LttException">A folder is missing or read-only, or the disk is full (<see cref="DiagnosticCode.WriteFailed"/>).</exception>
    public static async Task WriteAsync(ImmutableArray<(string Path, string Text)> files, CancellationToken cancellationToken)
    {
        List<Staged> staged = [];
        try
        {
            foreach ((string path, string text) in files) staged.Add(await StageAsync(path, text, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Staged file in staged) Leftovers.Remove(file.Path, file.Temporary);
            Place(staged);
        }
        finally
        {
            foreach (Staged file in staged)
            {
                await file.Stream.DisposeAsync();
                Discard(file.Temporary);
            }
        }
    }

    private static async Task<Staged> StageAsync(string path, string text, CancellationToken cancellationToken)
    {
        string temporary = Leftovers.NewName(path);
        FileStream? stream = null;
        try
        {
            byte[]? old = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
            // Open until it is in its place, so that another run does not take it for a leftover; what is open to be deleted may be moved.
            // Nothing is held back: on a full disk, closing would fail once more.
            stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
            stream.Flush(flushToDisk: true);
            return new Staged(path, temporary, old, stream);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await DiscardAsync(stream, temporary);
            throw Failed(path, failure);
        }
        catch (OperationCanceledException)
        {
            await DiscardAsync(stream, temporary);
            throw;
        }
    }

    private static void Place(List<Staged> staged)
    {
        for (int i = 0; i < staged.Count; i++)
        {
            try
            {
                File.Move(staged[i].Temporary, staged[i].Path, overwrite: true);
                staged[i].Stream.Dispose();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                for (int placed = 0; placed < i; placed++) Restore(staged[placed]);
                throw Failed(staged[i].Path, failure);
            }
        }
    }

    private static void Restore(Staged file)
    {
        if (file.Old is null)
        {
            File.Delete(file.Path);
            return;
        }

        File.WriteAllBytes(file.Temporary, file.Old);
        File.Move(file.Temporary, file.Path, overwrite: true);
    }

    private static async ValueTask DiscardAsync(FileStream? stream, string temporary)
    {
        if (stream is not null) await stream.DisposeAsync();
        Discard(temporary);
    }

    // In a folder that is missing, deleting is an error of its own.
    private static void Discard(string temporary)
    {
        if (File.Exists(temporary)) File.Delete(temporary);
    }

    private static LttException Failed(string path, Exception failure) =>
        new(new Diagnostic(DiagnosticCode.WriteFailed, Severity.Error, $"cannot write `{path}`: {Reason(failure)}")
        {
            Hints = ["nothing was changed; `--output` writes to another place"],
        }, failure);

    // The system's words, without the name of the temporary file that they hold.
    private static string Reason(Exception failure)
    {
        if (failure is DirectoryNotFoundException) return "there is no such folder";
        string words = failure.Message.Split(" : '")[0].TrimEnd('.');
        return char.ToLowerInvariant(words[0]) + words[1..];
    }

    private sealed record Staged(string Path, string Temporary, byte[]? Old, FileStream Stream);
}
