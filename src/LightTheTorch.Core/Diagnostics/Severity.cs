namespace LightTheTorch.Diagnostics;

/// <summary>How much a diagnostic matters: a note explains, a warning asks for attention, an error ends the command.</summary>
public enum Severity
{
    Note,
    Warning,
    Error,
}
