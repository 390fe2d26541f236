using System.Collections.Immutable;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>Guesses the backend behind a name that is none: another spelling of one first, then neighbours, then typing errors.</summary>
internal static class NearestBackend
{
    public static IEnumerable<Backend> Of(string text, ImmutableArray<Backend> backends)
    {
        string wanted = Squeeze(text);
        return backends
            .Select((backend, order) => (backend, order, score: Score(wanted, backend)))
            .Where(entry => entry.score is not null)
            .OrderBy(entry => entry.score)
            .ThenBy(entry => entry.order)
            .Select(entry => entry.backend);
    }

    // `CUDA 12.6`, `cu12.6`, `12.6` and `cuda126` are spellings of `cu126`.
    private static string Squeeze(string text)
    {
        string letters = string.Concat(text.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        return letters.StartsWith("cuda", StringComparison.Ordinal) ? "cu" + letters[4..] : letters;
    }

    private static int? Score(string wanted, Backend backend)
    {
        string name = Squeeze(backend.Name.Value);
        string digits = name.TrimStart([.. name.Where(char.IsAsciiLetter)]);
        if (wanted == name || (digits.Length > 0 && wanted == digits)) return 0;
        if (wanted.Length == 0) return null;
        if (digits.Length > 0 && wanted.Length > 2 && name.StartsWith(wanted, StringComparison.Ordinal)) return 1;
        string family = name[..^digits.Length];
        bool sameFamily = digits.Length > 0 && wanted.StartsWith(family, StringComparison.Ordinal) && wanted.Length > family.Length;
        if (sameFamily && int.TryParse(wanted[family.Length..], out int number) && int.TryParse(digits, out int own))
        {
            int gap = Math.Abs(number - own);
            return gap <= 9 ? 1 + gap : null;
        }

        int distance = Nearest.Distance(wanted, name);
        return distance <= Math.Max(1, Math.Min(wanted.Length, name.Length) / 3) ? 10 + distance : null;
    }
}
