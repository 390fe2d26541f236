using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>
/// What goes wrong in one run: a draw for each request, by the seed, the address and how often it was asked for before. In which order requests come
/// differs from run to run; what each of them gets does not.
/// </summary>
/// <param name="seed">Says what goes wrong.</param>
/// <param name="percent">How many of the requests are answered wrongly.</param>
/// <param name="interruptAt">The number of the request, from 1, at which the user loses patience; 0 for never.</param>
/// <param name="interrupt">What the user does then.</param>
internal sealed class Schedule(int seed, int percent, int interruptAt, Action interrupt)
{
    private static readonly Func<HttpContext, Func<Task>, Random, Task>[] s_faults =
    [
        Status(500), Status(501), Status(502), Status(503), Status(504), Status(408), Status(429), Status(401), Status(403), Status(404), Status(410), Status(416), Status(204), Status(304),
        (context, _, random) => Status(context, random.Next(2) == 0 ? 429 : 503, ("Retry-After", random.Next(25).ToString(System.Globalization.CultureInfo.InvariantCulture))),
        (context, _, _) => Status(context, 302, ("Location", context.Request.Path + "?again")),
        (context, _, _) => Status(context, 307, ("Location", "http://me:secret@127.0.0.1:1/")),
        (context, _, _) => Status(context, 308, ("Location", "http://[")),
        Reset, Reset, Truncated, Truncated, Truncated, Dripped, Dripped, Mispacked, Garbled, Page,
    ];

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private int _requests;

    public Task AnswerAsync(HttpContext context, Func<Task> right)
    {
        if (Interlocked.Increment(ref _requests) == interruptAt) interrupt();
        string address = $"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Range}";
        int number = _numbers.AddOrUpdate(address, 1, static (_, before) => before + 1);
        Random random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {number} {address}"))));
        return random.Next(100) < percent ? s_faults[random.Next(s_faults.Length)](context, right, random) : right();
    }

    private static Func<HttpContext, Func<Task>, Random, Task> Status(int status) => (context, _, _) => Status(context, status);

    private static Task Status(HttpContext context, int status, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        foreach ((string name, string value) in headers) context.Response.Headers[name] = value;
        return Task.CompletedTask;
    }

    private static Task Reset(HttpContext context, Func<Task> right, Random random)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    // The beginning of the right answer under a length that promises more, or less.
    private static async Task Truncated(HttpContext context, Func<Task> right, Random random)
    {
        if (Content(context) is not { Length: > 0 } content)
        {
            await right();
            return;
        }

        context.Response.ContentLength = content.Length + random.Next(2);
        await context.Response.Body.WriteAsync(content[..random.Next(content.Length)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    // Right, in many small parts.
    private static async Task Dripped(HttpContext context, Func<Task> right, Random random)
    {
        if (Content(context) is not { Length: > 0 and < 10_000 } content || context.Request.Headers.Range.Count > 0 || !HttpMethods.IsGet(context.Request.Method))
        {
            await right();
            return;
        }

        for (int at = 0, length; at < content.Length; at += length)
        {
            length = Math.Min(content.Length - at, 1 + random.Next(500));
            await context.Response.Body.WriteAsync(content.Slice(at, length), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task Mispacked(HttpContext context, Func<Task> right, Random random)
    {
        context.Response.Headers.ContentEncoding = random.Next(2) == 0 ? "gzip" : "br";
        await context.Response.Body.WriteAsync(new byte[100], context.RequestAborted);
    }

    // No byte of it is right. A server that sends other files under the right names would be believed where its page has no hash to hold them against.
    private static async Task Garbled(HttpContext context, Func<Task> right, Random random)
    {
        if (context.Request.Path.Value?.EndsWith(".whl", StringComparison.Ordinal) == true)
        {
            await right();
            return;
        }

        byte[] noise = new byte[random.Next(1000)];
        random.NextBytes(noise);
        await context.Response.Body.WriteAsync(noise, context.RequestAborted);
    }

    private static async Task Page(HttpContext context, Func<Task> right, Random random)
    {
        if (context.Request.Path.Value?.EndsWith(".whl", StringComparison.Ordinal) == true)
        {
            await right();
            return;
        }

        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<!DOCTYPE html><title>Log in to the hotel's network</title><form><input name=room></form>", context.RequestAborted);
    }

    private static ReadOnlyMemory<byte>? Content(HttpContext context) =>
        FaultWorld.Tree.Files.TryGetValue((context.Request.Path.Value ?? "").TrimStart('/'), out var file) ? file.Content : null;
}
