using LightTheTorch.Diagnostics;

namespace LightTheTorch.Torch;

/// <summary>A key of a catalogue file and its value.</summary>
public sealed record CatalogueEntry(string Key, SourceLocation Location, CatalogueNode Value);
