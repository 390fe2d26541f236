namespace LightTheTorch.Requirements;

/// <summary>One side of a comparison in a marker: the name of a variable, or a quoted string without its quotes.</summary>
public readonly record struct MarkerOperand(string Text, bool IsVariable)
{
    public static MarkerOperand Variable(string name) => new(name, true);

    public static MarkerOperand Literal(string text) => new(text, false);

    /// <summary>As packaging writes it: double quotes unless the text holds one.</summary>
    public override string ToString()
    {
        if (IsVariable) return Text;
        if (!Text.Contains('"', StringComparison.Ordinal)) return $"\"{Text}\"";
        return Text.Contains('\'', StringComparison.Ordinal) ? $"\"{Text.Replace("\"", "\\x22", StringComparison.Ordinal)}\"" : $"'{Text}'";
    }
}
