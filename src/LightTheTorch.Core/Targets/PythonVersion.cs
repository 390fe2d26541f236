using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LightTheTorch.Versions;

namespace LightTheTorch.Targets;

/// <summary>A CPython to lock for: <c>3.12</c>, or <c>3.13t</c> for the free-threaded build (PEP 703).</summary>
/// <remarks>The patch release is not part of it: <c>3.12</c> stands for 3.12.0, so that a lock fits every 3.12.</remarks>
public sealed record PythonVersion : IComparable<PythonVersion>
{
    private const int OldestMinor = 7;
    private const int OldestFreeThreadedMinor = 13;

    private PythonVersion(int minor, bool isFreeThreaded)
    {
        Minor = minor;
        IsFreeThreaded = isFreeThreaded;
        FullVersion = PyVersion.Parse(string.Create(CultureInfo.InvariantCulture, $"{Major}.{minor}.0"));
    }

    public int Major { get; } = 3;

    public int Minor { get; }

    /// <summary>Whether this is the build without the global interpreter lock; its ABI tags end in <c>t</c>.</summary>
    public bool IsFreeThreaded { get; }

    /// <summary>What <c>python_full_version</c> and <c>Requires-Python</c> are compared with: 3.12.0.</summary>
    public PyVersion FullVersion { get; }

    /// <summary>The value of the marker <c>python_version</c>: <c>3.12</c>, also for <c>3.12t</c>.</summary>
    public string MajorMinor => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <exception cref="FormatException">The text is no Python version that can be locked for.</exception>
    public static PythonVersion Parse(string text) =>
        TryParse(text, out PythonVersion? version) ? version : throw new FormatException($"invalid Python version `{text}`, expected one like `3.12` or `3.13t`");

    /// <summary>Accepts <c>3.MINOR</c> from 3.7 on, and a <c>t</c> behind it from 3.13 on.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PythonVersion? version)
    {
        version = null;
        bool freeThreaded = text.EndsWith('t');
        ReadOnlySpan<char> minor = text.AsSpan(0, text.Length - (freeThreaded ? 1 : 0));
        if (!minor.StartsWith("3.") || minor.Length > 4 || minor.Length > 3 && minor[2] == '0') return false;
        if (!int.TryParse(minor[2..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return false;
        if (number < (freeThreaded ? OldestFreeThreadedMinor : OldestMinor)) return false;
        version = new PythonVersion(number, freeThreaded);
        return true;
    }

    /// <summary>The Python to lock for where an interpreter of this very version is asked for: 3.12.4 is 3.12.</summary>
    public static bool TryFrom(PyVersion interpreter, bool isFreeThreaded, [NotNullWhen(true)] out PythonVersion? version)
    {
        version = null;
        return interpreter.Release is [var major, var minor, ..]
            && TryParse(string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}{(isFreeThreaded ? "t" : "")}"), out version);
    }

    public int CompareTo(PythonVersion? other) => other is null ? 1 : (Minor, IsFreeThreaded).CompareTo((other.Minor, other.IsFreeThreaded));

    public bool Equals(PythonVersion? other) => other is not null && Minor == other.Minor && IsFreeThreaded == other.IsFreeThreaded;

    public override int GetHashCode() => HashCode.Combine(Minor, IsFreeThreaded);

    public override string ToString() => IsFreeThreaded ? MajorMinor + "t" : MajorMinor;
}
