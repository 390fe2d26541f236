using System.Collections.Immutable;

namespace LightTheTorch.Torch;

/// <summary>An Intel GPU family that PyTorch's documentation names, and how to recognise it.</summary>
/// <param name="Family">For example <c>arc-b</c>.</param>
/// <param name="PciIds">Device ids of vendor 8086: four hexadecimal digits, lower case.</param>
public sealed record IntelDevices(string Family, ImmutableArray<string> PciIds);
