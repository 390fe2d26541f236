namespace LightTheTorch.Text;

/// <summary>Thrown by <c>Parse</c> methods; carries the same error that <c>TryParse</c> returns.</summary>
public sealed class ParseException(ParseError error) : FormatException(error.ToString())
{
    public ParseError Error { get; } = error;
}
