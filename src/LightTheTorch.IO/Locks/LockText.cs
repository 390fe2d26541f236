using System.Text;

namespace LightTheTorch.IO.Locks;

/// <summary>Reads the text of a file that has the name of a lock.</summary>
public static class LockText
{
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        // As `ltt` writes it: UTF-8, at once. With a byte order mark in front it has been through an editor, which may have chosen another encoding.
        if (bytes is [(byte)'#', ..]) return Encoding.UTF8.GetString(bytes);
        using StreamReader reader = new(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
