namespace LightTheTorch.IO.Serving;

/// <summary>What stands behind one address of a <see cref="ServedIndex"/>. A closed hierarchy.</summary>
internal abstract record Upstream
{
    private Upstream()
    {
    }

    /// <summary>A simple index that the installer can read by itself: it is led there, with its own credentials, cache and certificates.</summary>
    internal sealed record Led(Uri Root) : Upstream;

    /// <summary>A simple index that is read here: its address holds credentials, which no one else is to see, or it lies in files.</summary>
    internal sealed record Read(Uri Root) : Upstream;

    /// <summary>A flat page of links.</summary>
    internal sealed record Links(Uri Page) : Upstream;

    /// <summary>An index that must not be asked.</summary>
    internal sealed record Refused(string Why) : Upstream;
}
