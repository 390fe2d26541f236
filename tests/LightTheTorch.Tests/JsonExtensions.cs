using System.Text.Json;

namespace LightTheTorch.Tests;

/// <summary>Short ways to read a row of a table.</summary>
internal static class JsonExtensions
{
    public static bool Has(this JsonElement row, string name) => row.TryGetProperty(name, out _);

    /// <summary>The string; fails if the property is missing or no string.</summary>
    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString() ?? throw new InvalidDataException($"`{name}` is null");

    /// <summary>The string, or <see langword="null"/> where the row has null or lacks the property.</summary>
    public static string? TextOrNull(this JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static string[] Texts(this JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? "")];

    public static bool? Flag(this JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
