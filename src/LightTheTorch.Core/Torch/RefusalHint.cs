using LightTheTorch.Targets;

namespace LightTheTorch.Torch;

/// <summary>One thing that exists instead of a target, in parts, so that what is true of several Pythons and platforms is said once.</summary>
/// <param name="Before">The sentence up to the Python, or to the platform where no Python is named.</param>
/// <param name="Python">The Python that it speaks of; <see langword="null"/>: of any.</param>
/// <param name="Between">What stands between Python and platform.</param>
/// <param name="Platform">The platform that it speaks of, by its name without a suffix; <see langword="null"/>: of any.</param>
/// <param name="After">The rest of the sentence.</param>
internal sealed record RefusalHint(string Before, PythonVersion? Python = null, string Between = "", string? Platform = null, string After = "")
{
    /// <summary>The sentences in the order in which their first parts come: Pythons of a platform together, then platforms with the same Pythons.</summary>
    public static IEnumerable<string> Join(IEnumerable<RefusalHint> hints) =>
        from one in hints.Distinct()
        group one by (one.Before, one.Between, one.After, one.Platform) into platform
        let pythons = Phrases.List(platform.Select(one => one.Python?.ToString()).OfType<string>())
        group platform.Key.Platform by (platform.Key.Before, pythons, platform.Key.Between, platform.Key.After) into same
        select $"{same.Key.Before}{same.Key.pythons}{same.Key.Between}{Phrases.List(same.OfType<string>())}{same.Key.After}";
}
