namespace LightTheTorch.Cli;

/// <summary>The process: arguments in, exit code out.</summary>
internal static class Program
{
    public static int Main() => 2;
}
