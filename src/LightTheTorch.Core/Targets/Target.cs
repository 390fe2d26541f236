using LightTheTorch.Names;
using LightTheTorch.Requirements;

namespace LightTheTorch.Targets;

/// <summary>What one resolution is for: a backend, a platform and a Python.</summary>
public sealed record Target(BackendName Backend, Platform Platform, PythonVersion Python) : IComparable<Target>
{
    /// <summary>What markers read there; made anew by each call, so that the record's equality stays that of its three parts.</summary>
    public MarkerEnvironment Environment => TargetEnvironment.Of(Platform, Python);

    /// <summary>By backend, platform, Python: the order in which targets are listed everywhere.</summary>
    public int CompareTo(Target? other)
    {
        if (other is null) return 1;
        int order = Backend.CompareTo(other.Backend);
        if (order == 0) order = Platform.CompareTo(other.Platform);
        return order != 0 ? order : Python.CompareTo(other.Python);
    }

    /// <summary>Platform and Python as a lock's header names them, <c>linux_x86_64-py3.12</c>; the backend is named apart.</summary>
    public override string ToString() => $"{Platform}-py{Python}";
}
