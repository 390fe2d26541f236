using LightTheTorch.Requirements;

namespace LightTheTorch.Locking;

/// <summary>A lock as it was found on disk.</summary>
/// <param name="Lock">What it says.</param>
/// <param name="Outside">The guard's marker: true where the lock does not apply. Null if somebody removed the guard.</param>
/// <param name="IsUntouched">Whether header and body still hash to what the header says; false after an edit by hand or a bad merge.</param>
public sealed record LockFile(BackendLock Lock, Marker? Outside, bool IsUntouched);
