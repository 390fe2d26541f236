namespace LightTheTorch.Wheels;

/// <summary>A compatibility tag (PEP 425): interpreter, ABI and platform, all lower case.</summary>
public readonly record struct WheelTag(string Python, string Abi, string Platform)
{
    public override string ToString() => $"{Python}-{Abi}-{Platform}";
}
