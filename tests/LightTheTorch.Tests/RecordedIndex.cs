using System.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Simple;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using Microsoft.Extensions.Time.Testing;

namespace LightTheTorch.Tests;

/// <summary>The whole recorded index, <c>../shared/index.tar.xz</c>, unpacked once under <c>artifacts</c>, and sources that read it as a mirror.</summary>
internal sealed class RecordedIndex : IDisposable
{
    /// <summary>The names that come from a backend's index alone when the runs were recorded.</summary>
    private static readonly HashSet<string> s_family =
        ["torch", "torchvision", "torchaudio", "triton", "pytorch-triton-rocm", "triton-rocm", "pytorch-triton-xpu", "triton-xpu", "torchcodec"];

    private static readonly Lazy<string?> s_folder = new(Unpack);

    private readonly HttpClient _http = new();
    private readonly IndexClient _client;
    private readonly SimpleIndexSource _pypi;
    private readonly Dictionary<BackendName, SimpleIndexSource> _pytorch = [];

    private RecordedIndex(string folder)
    {
        Assert.True(Mirror.TryParse(folder, folder, out Mirror? mirror));
        _client = new IndexClient(_http, new IndexClientOptions { Mirror = mirror, Aliases = BackendCatalogueReader.ReadEmbedded().Hosts }, new FakeTimeProvider());
        _pypi = new SimpleIndexSource(_client, new Uri("https://pypi.org/simple/"));
    }

    /// <summary>Skips the test where the recording does not lie beside the checkout.</summary>
    public static RecordedIndex Open()
    {
        Assert.SkipUnless(s_folder.Value is not null, "../shared/index.tar.xz is not there");
        return new RecordedIndex(s_folder.Value!); // SkipUnless has seen it
    }

    /// <summary>The folder, for a whole run with <c>--mirror</c>; skips the test where there is none.</summary>
    public static string Folder()
    {
        Assert.SkipUnless(s_folder.Value is not null, "../shared/index.tar.xz is not there");
        return s_folder.Value!; // SkipUnless has seen it
    }

    /// <summary>PyTorch's names from the backend's index, everything else from PyPI.</summary>
    public Func<PackageName, IPackageSource> Router(BackendName backend)
    {
        if (!_pytorch.TryGetValue(backend, out SimpleIndexSource? pytorch))
            _pytorch.Add(backend, pytorch = new SimpleIndexSource(_client, new Uri($"https://download.pytorch.org/whl/{backend}/")));
        return name => s_family.Contains(name.Value) ? pytorch : _pypi;
    }

    public void Dispose()
    {
        foreach (SimpleIndexSource source in _pytorch.Values) source.Dispose();
        _pypi.Dispose();
        _client.Dispose();
        _http.Dispose();
    }

    // Other test processes may do the same at the same time: the one that finishes first moves its folder into place.
    private static string? Unpack()
    {
        if (RepoRoot.Shared("index.tar.xz") is not { } archive) return null;
        string folder = RepoRoot.At("artifacts", "recorded-index");
        if (Directory.Exists(folder)) return folder;
        string mine = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(mine);
        using Process tar = Process.Start("tar", ["-xJf", archive, "-C", mine]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        if (Directory.Exists(folder)) Directory.Delete(mine, recursive: true);
        else Directory.Move(mine, folder);
        return folder;
    }
}
