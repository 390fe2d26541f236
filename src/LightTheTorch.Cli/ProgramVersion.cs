using System.Reflection;

namespace LightTheTorch.Cli;

/// <summary>The version of this program, as <c>ltt --version</c> shows it, without the commit.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
