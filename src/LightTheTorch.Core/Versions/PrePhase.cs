namespace LightTheTorch.Versions;

/// <summary>The phase of a pre-release, in order (PEP 440, "Pre-releases").</summary>
public enum PrePhase
{
    Alpha,
    Beta,
    Candidate,
}
