namespace LightTheTorch.Resolution;

/// <summary>Counted, so that a regression shows as a number.</summary>
/// <param name="Attempts">Versions that were tried.</param>
/// <param name="Conflicts">Conflicts that were learned from.</param>
/// <param name="MetadataRead">METADATA that the answer rests on; what was fetched ahead in vain is not counted.</param>
/// <param name="Incompatibilities">
/// Facts about the world that the solver holds in the end; what it learned from them is not counted. Versions with equal dependencies share theirs, so
/// that their number does not grow with the number of versions that were tried.
/// </param>
public readonly record struct ResolutionEffort(int Attempts, int Conflicts, int MetadataRead, int Incompatibilities);
