using BenchmarkDotNet.Attributes;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Simple;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Resolution;
using LightTheTorch.Torch;

namespace LightTheTorch.Benchmarks;

/// <summary>
/// The resolver alone on recorded graphs: listings and METADATA are read and parsed before; wheels are ranked and
/// versions chosen anew each time, as a run of the program does.
/// </summary>
[MemoryDiagnoser]
public class ResolverBenchmarks : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly Dictionary<Uri, (SimpleIndexSource Source, MemorySource Memory)> _sources = [];
    private IndexClient? _client;
    private Func<PackageName, IPackageSource> _router = static name => throw new InvalidOperationException($"nothing serves {name}");
    private ResolutionRequest _request = Questions.For("cpu", []);

    [ParamsSource(nameof(Names))]
    public string Recording { get; set; } = "";

    public static IEnumerable<string> Names => Recordings.Names;

    [GlobalSetup]
    public async Task ReadIndexAsync()
    {
        BackendCatalogue catalogue = BackendCatalogueReader.ReadEmbedded();
        _request = Recordings.Request(Recording);
        Backend backend = catalogue.Find(_request.Target.Backend) ?? throw new InvalidOperationException($"no backend `{_request.Target.Backend}`");
        Channel channel = catalogue.FindChannel("stable") ?? throw new InvalidOperationException("no channel `stable`");
        IndexRouter router = new(catalogue, channel, []);
        if (!Mirror.TryParse(Recordings.Index, Environment.CurrentDirectory, out Mirror? mirror)) throw new InvalidOperationException("no mirror");
#pragma warning disable RS0030 // A program of its own: here the clock is named.
        _client = new IndexClient(_http, new IndexClientOptions { Mirror = mirror, Aliases = catalogue.Hosts }, TimeProvider.System);
#pragma warning restore RS0030
        _router = name => Memory(_client, router.Route(name, backend));

        // From here on everything is in memory.
        await ResolveRecorded();
    }

    [Benchmark]
    public Task<ResolutionResult.Resolved> ResolveRecorded() => Questions.SolveAsync(new Resolver(_router), _request);

    [GlobalCleanup]
    public void Dispose()
    {
        foreach ((SimpleIndexSource source, _) in _sources.Values) source.Dispose();
        _sources.Clear();
        _client?.Dispose();
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    private MemorySource Memory(IndexClient client, IndexRoute route)
    {
        Uri root = route is IndexRoute.Simple simple ? simple.Root : throw new InvalidOperationException("the recorded sources are simple indexes");
        lock (_sources)
        {
            if (_sources.TryGetValue(root, out (SimpleIndexSource Source, MemorySource Memory) known)) return known.Memory;
            SimpleIndexSource source = new(client, root);
            MemorySource memory = new(source);
            _sources.Add(root, (source, memory));
            return memory;
        }
    }
}
