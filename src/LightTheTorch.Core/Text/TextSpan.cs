namespace LightTheTorch.Text;

/// <summary>A half-open range of UTF-16 offsets into a source string.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}
