namespace LightTheTorch.Resolution;

/// <summary>Counted, so that a regression shows as a number.</summary>
/// <param name="Attempts">Versions that were tried.</param>
/// <param name="Conflicts">Conflicts that were learned from.</param>
/// <param name="MetadataRead">METADATA that the answer rests on; what was fetched ahead in vain is not counted.</param>
public readonly record struct ResolutionEffort(int Attempts, int Conflicts, int MetadataRead);
