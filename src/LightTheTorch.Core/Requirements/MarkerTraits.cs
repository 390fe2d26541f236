namespace LightTheTorch.Requirements;

/// <summary>
/// What of an environment may stand in the markers of a lock: the variables that are the same on every machine of a target. Release and
/// version of the system, and the patch level of Python, are not.
/// </summary>
internal readonly record struct MarkerTraits(string SysPlatform, string PlatformMachine, string ImplementationName, string PythonVersion)
{
    public static MarkerTraits Of(MarkerEnvironment environment) =>
        new(environment.SysPlatform, environment.PlatformMachine, environment.ImplementationName, environment.PythonVersion);

    /// <summary>The same machine whatever its Python.</summary>
    public MarkerTraits WithoutPython => this with { PythonVersion = "" };

    /// <summary>The same Python whatever its machine.</summary>
    public MarkerTraits OnlyPython => new("", "", "", PythonVersion);

    public static Marker.Compare Compare(string variable, string op, string value) =>
        new(MarkerOperand.Variable(variable), op, MarkerOperand.Literal(value));
}
