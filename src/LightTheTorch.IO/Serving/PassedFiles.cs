using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LightTheTorch.IO.Http;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Serving;

/// <summary>Files behind credentials: the installer asks here, the credentials are added here, the bytes pass through.</summary>
internal sealed class PassedFiles(IndexClient client)
{
    private const string Metadata = ".metadata";

    private readonly ConcurrentDictionary<string, Uri> _files = new(StringComparer.Ordinal);

    /// <summary>Makes a file available, and says under which path: two segments.</summary>
    public string Add(Uri address, string fileName)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..24];
        _files[id] = address;
        return $"{id}/{Uri.EscapeDataString(fileName)}";
    }

    public async Task<HttpAnswer> AnswerAsync(string id, string fileName, HttpQuestion question, CancellationToken cancellationToken)
    {
        if (!_files.TryGetValue(id, out Uri? address)) return HttpAnswer.NotFound;
        if (fileName.EndsWith(Metadata, StringComparison.Ordinal)) address = AddressText.AppendToPath(address, Metadata);
        FetchRequest request = new()
        {
            Method = question.IsHead ? HttpMethod.Head : HttpMethod.Get,
            Range = RangeOf(question),
            IfRange = question.Header("If-Range"),
        };
        FetchResponse response = await client.OpenAsync(address, request, cancellationToken);
        HttpAnswer? answer = response.Status switch
        {
            FetchStatus.Found => new HttpAnswer(200, "OK") { Length = response.Length },
            FetchStatus.Partial when response is { Length: { } whole, RangeStart: { } start } =>
                new HttpAnswer(206, "Partial Content")
                {
                    Headers = [("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{Math.Min(request.Range?.To ?? long.MaxValue, whole - 1)}/{whole}"))],
                    Length = Math.Min(request.Range?.To ?? long.MaxValue, whole - 1) - start + 1,
                },
            FetchStatus.NoSuchRange => HttpAnswer.Text(416, "Range Not Satisfiable", "there is no such range\n"),
            _ => null,
        };
        if (answer is not { Status: 200 or 206 })
        {
            response.Dispose();
            return answer ?? HttpAnswer.NotFound;
        }

        (string, string)[] tag = response.ETag is { } known ? [("ETag", known)] : [];
        return answer with { Headers = [.. answer.Headers, ("Content-Type", "application/octet-stream"), ("Accept-Ranges", "bytes"), .. tag], Body = response.Body, Source = response };
    }

    // One range with a beginning; anything else is answered with the whole.
    private static (long? From, long? To)? RangeOf(HttpQuestion question) =>
        RangeHeaderValue.TryParse(question.Header("Range"), out RangeHeaderValue? range) && range is { Unit: "bytes", Ranges.Count: 1 } && range.Ranges.First() is { From: { } from } only
            ? (from, only.To)
            : null;
}
