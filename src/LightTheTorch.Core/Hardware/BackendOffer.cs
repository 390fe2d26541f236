using System.Collections.Immutable;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Hardware;

/// <summary>A backend that a machine may be given, with the torch versions to be had of it: those of a lock, or all.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Torch">For this machine's platform.</param>
public sealed record BackendOffer(Backend Backend, ImmutableArray<PyVersion> Torch);
