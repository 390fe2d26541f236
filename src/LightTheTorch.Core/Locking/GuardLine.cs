using LightTheTorch.Requirements;

namespace LightTheTorch.Locking;

/// <summary>
/// The first requirement of every lock: true only outside the lock's targets, where it asks for a file that does not exist and whose name
/// says why. Inside the targets pip and uv skip it; outside, where every other line may be skipped, it keeps pip from installing nothing and exiting 0.
/// </summary>
internal static class GuardLine
{
    public const string Name = "this-lock-does-not-cover-this-python-or-platform";

    // A file name of 255 bytes is the most that common file systems allow; uv and pip add to it.
    private const int LongestFileName = 200;

    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <param name="outside">True exactly where the lock does not apply.</param>
    /// <param name="targets">Names of the targets, for the file name.</param>
    public static string Write(Marker outside, IReadOnlyList<string> targets) =>
        $"{Name} @ file:///{FileName(targets)} ; {outside} \\\n    --hash=sha256:{Zeros}\n";

    // Without the ending `.zip` uv refuses the file name before it looks at the marker.
    private static string FileName(IReadOnlyList<string> targets)
    {
        string all = Spell(string.Join("-and-", targets.Select(target => target.Replace(':', '-'))));
        return all.Length <= LongestFileName ? all : Spell($"{targets[0].Replace(':', '-')}-and-{targets.Count - 1}-other-targets");
    }

    private static string Spell(string targets) => $"this-lock-covers-{targets}-only.zip";
}
