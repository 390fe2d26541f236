namespace LightTheTorch.Diagnostics;

/// <summary>A place in a file that a person can go to; <paramref name="Line"/> and <paramref name="Column"/> are 1-based.</summary>
public readonly record struct SourceLocation(string Path, int Line, int Column)
{
    public override string ToString() => $"{Path}:{Line}:{Column}";
}
