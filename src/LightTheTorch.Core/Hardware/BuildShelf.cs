using System.Collections.Immutable;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Hardware;

/// <summary>A backend that an installer on a machine may take builds from.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Torch">The torch versions of it that may be taken, without local parts.</param>
public sealed record BuildShelf(Backend Backend, ImmutableHashSet<PyVersion> Torch);
