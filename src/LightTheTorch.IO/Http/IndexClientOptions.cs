using LightTheTorch.IO.Cache;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Http;

/// <summary>How an index is spoken to.</summary>
public sealed record IndexClientOptions
{
    /// <summary>Read instead of every host.</summary>
    public Mirror? Mirror { get; init; }

    /// <summary>Hosts with the same files, for canonical addresses and for another try.</summary>
    public HostAliases Aliases { get; init; } = HostAliases.None;

    /// <summary>Null keeps nothing between runs.</summary>
    public CacheFolder? Cache { get; init; }

    /// <summary>Who the user is, host by host; what stands in an index's address comes before it.</summary>
    public IndexCredentials Credentials { get; init; } = IndexCredentials.None;

    /// <summary>Asks nobody: what is neither in the cache nor in a folder is an error.</summary>
    public bool Offline { get; init; }

    /// <summary>Asks again for what the cache has.</summary>
    public bool Refresh { get; init; }

    /// <summary>As many as uv has (<c>UV_CONCURRENT_DOWNLOADS</c>).</summary>
    public const int DefaultParallelism = 50;

    /// <summary>How many requests are under way at once.</summary>
    public int Parallelism { get; init; } = DefaultParallelism;

    /// <summary>How often a request is sent again after a failure that may pass.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The pause before the second try, more or less; it doubles with each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>For all tries of one address together; no try is begun behind it.</summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a server may be silent, before its answer or in the midst of it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
