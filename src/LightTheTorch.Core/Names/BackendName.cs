using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace LightTheTorch.Names;

/// <summary>The name of a PyTorch backend as its index spells it: <c>cpu</c>, <c>cu126</c>, <c>rocm7.2</c>, <c>xpu</c>.</summary>
public sealed partial class BackendName : NormalizedName
{
    private BackendName(string value)
        : base(value)
    {
    }

    /// <exception cref="FormatException">The text is no backend name.</exception>
    public static BackendName Parse(string text) =>
        TryParse(text, out BackendName? name) ? name : throw new FormatException($"backend name is invalid: '{text}'");

    /// <summary>Accepts lower-case letters and digits, with dots between digits; it becomes part of a URL and of a file name.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BackendName? name)
    {
        name = Form().IsMatch(text) ? new BackendName(text) : null;
        return name is not null;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,31}(\.[0-9]{1,4}){0,3}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
