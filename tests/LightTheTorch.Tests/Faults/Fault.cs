using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>What goes wrong at one path of the index.</summary>
/// <param name="Path">The tree's path; every other is answered rightly.</param>
/// <param name="Answer">Writes the answer; its second argument gives the right one, its third is the number of the request, from 1.</param>
public sealed record Fault(string Path, Func<HttpContext, Func<Task>, int, Task> Answer)
{
    /// <summary>How the run ends; 0 means with the right lock in spite of it.</summary>
    public int Exit { get; init; } = 1;

    /// <summary>The right lock then has other comments, for they say who wants what in which words.</summary>
    public bool HasOtherReasons { get; init; }

    /// <summary>A second path that it answers too; null for none.</summary>
    public string? Beside { get; init; }

    /// <summary>The server falls silent, and somebody has to lose patience.</summary>
    public bool IsSilent { get; init; }

    public static Fault Status(string path, int status, params (string Name, string Value)[] headers) => new(path, (context, _, _) =>
    {
        context.Response.StatusCode = status;
        foreach ((string name, string value) in headers) context.Response.Headers[name] = value;
        return Task.CompletedTask;
    });

    public static Fault Body(string path, string type, byte[] body, params (string Name, string Value)[] headers) => new(path, async (context, _, _) =>
    {
        context.Response.ContentType = type;
        foreach ((string name, string value) in headers) context.Response.Headers[name] = value;
        context.Response.ContentLength ??= body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    });

    public static Fault Text(string path, string type, string body) => Body(path, type, Encoding.UTF8.GetBytes(body));

    /// <summary>The fault only the first time.</summary>
    public Fault Once() => this with { Exit = 0, Answer = (context, right, number) => number == 1 ? Answer(context, right, number) : right() };

    public Fault Ends(int exit) => this with { Exit = exit };

    /// <summary>So many zeros, packed into a thousandth of that.</summary>
    public static byte[] Gzip(long zeros, byte[]? before = null)
    {
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            pack.Write(before ?? []);
            byte[] block = new byte[1 << 20];
            for (long done = 0; done < zeros; done += block.Length) pack.Write(block);
        }

        return packed.ToArray();
    }

    /// <inheritdoc cref="Gzip"/>
    public static byte[] Brotli(long zeros, byte[] before)
    {
        using MemoryStream packed = new();
        using (BrotliStream pack = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            pack.Write(before);
            byte[] block = new byte[1 << 20];
            for (long done = 0; done < zeros; done += block.Length) pack.Write(block);
        }

        return packed.ToArray();
    }

    /// <summary>A zip with these entries.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return zip.ToArray();
    }
}
