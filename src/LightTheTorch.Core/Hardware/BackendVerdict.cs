using System.Collections.Immutable;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Hardware;

/// <summary>Whether a machine runs a backend.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Torch">The torch versions that run, newest first; none when it does not run.</param>
/// <param name="Why">One sentence on why it does not run; <see langword="null"/> when it does.</param>
/// <param name="Warnings">What will not work although it runs, one sentence each.</param>
public sealed record BackendVerdict(Backend Backend, ImmutableArray<PyVersion> Torch, string? Why, ImmutableArray<string> Warnings)
{
    public bool Runs => Why is null;

    /// <summary>The torch versions that run, as a specifier; empty when none does.</summary>
    public string TorchRange { get; init; } = "";
}
