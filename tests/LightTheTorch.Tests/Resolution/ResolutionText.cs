using LightTheTorch.Resolution;

namespace LightTheTorch.Tests.Resolution;

/// <summary>An answer as text, to compare all of it: pins, reasons, notes or explanation, and effort.</summary>
internal static class ResolutionText
{
    public static string Tell(this ResolutionResult result) => result switch
    {
        ResolutionResult.Resolved resolved => $"{string.Join(", ", resolved.Pins.Select(static pin => $"{pin.Name}[{string.Join(",", pin.Extras)}] {pin.Version} <- {string.Join(" ", pin.Via)}"))}\n{string.Join("\n", resolved.Notes)}\n{result.Effort}",
        ResolutionResult.Unresolvable unresolvable => $"{unresolvable.Explanation}\n{result.Effort}",
        _ => "",
    };
}
