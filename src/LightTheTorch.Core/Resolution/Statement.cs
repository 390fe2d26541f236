using LightTheTorch.Names;
using LightTheTorch.Targets;

namespace LightTheTorch.Resolution;

/// <summary>A sentence about one target, which several targets may share.</summary>
/// <param name="Text">As it is said of the one, by its name.</param>
/// <param name="Shared">As it is said of several.</param>
public sealed record Statement(string Text, string Shared)
{
    /// <summary>The package whose place the sentence names, to say what is not there.</summary>
    public PackageName? PlaceOf { get; init; }

    /// <param name="target">The one whose name is said.</param>
    /// <param name="say">The sentence, given what to call whom it speaks of.</param>
    public static Statement Of(Target target, Func<string, string> say)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(say);
        return new Statement(say(target.ToString()), say("these targets"));
    }

    /// <param name="platform">The one whose name is said.</param>
    /// <param name="say">The sentence, given what to call whom it speaks of.</param>
    public static Statement Of(Platform platform, Func<string, string> say)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(say);
        return new Statement(say(platform.ToString()), say("these platforms"));
    }

    /// <summary>A sentence that names no target.</summary>
    public static Statement Of(string text) => new(text, text);

    public override string ToString() => Text;
}
