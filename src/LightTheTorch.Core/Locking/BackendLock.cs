using System.Collections.Immutable;

namespace LightTheTorch.Locking;

/// <summary>The lock of one backend: the header's facts and one entry per distribution file, sorted by name, then by targets.</summary>
public sealed record BackendLock(LockHeader Header, ImmutableArray<LockedPackage> Packages);
