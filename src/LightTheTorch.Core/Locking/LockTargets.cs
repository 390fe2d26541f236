using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Targets;

namespace LightTheTorch.Locking;

/// <summary>The targets of a lock by the names that its header gives them: <c>linux_x86_64-py3.12</c>, <c>macos_arm64:13.0-py3.13t</c>.</summary>
public sealed class LockTargets
{
    private readonly LockHeader _header;
    private readonly ImmutableArray<(string Name, Target Target, MarkerEnvironment Environment)> _readable;

    private LockTargets(LockHeader header)
    {
        _header = header;
        ImmutableArray<(string Name, Target Target, MarkerEnvironment Environment)>.Builder readable = ImmutableArray.CreateBuilder<(string Name, Target Target, MarkerEnvironment Environment)>();
        foreach (string name in header.Targets)
        {
            if (TryParse(header.Backend, name, out Target? target)) readable.Add((name, target, target.Environment));
        }

        _readable = readable.ToImmutable();
    }

    /// <summary>Those whose names this program can read, in the header's order.</summary>
    public ImmutableArray<Target> Known => [.. _readable.Select(target => target.Target)];

    /// <summary>The machines that they stand for.</summary>
    public IEnumerable<MarkerEnvironment> Environments => _readable.Select(target => target.Environment);

    /// <summary>Those of one lock, read once for all of its markers.</summary>
    public static LockTargets Of(LockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new LockTargets(header);
    }

    // target = platform '-py' python
    public static bool TryParse(BackendName backend, string name, [NotNullWhen(true)] out Target? target)
    {
        target = null;
        int split = name.LastIndexOf("-py", StringComparison.Ordinal);
        if (split < 0 || !Platform.TryParse(name[..split], out Platform? platform) || !PythonVersion.TryParse(name[(split + 3)..], out PythonVersion? python)) return false;
        target = new Target(backend, platform, python);
        return true;
    }

    /// <summary>The names of those on which a marker holds; all of them for null. A name that this program cannot read is left out.</summary>
    /// <exception cref="MarkerException">The marker has no value on one of them.</exception>
    public ImmutableArray<string> Where(Marker? marker) =>
        marker is null ? _header.Targets : [.. _readable.Where(target => marker.Evaluate(target.Environment)).Select(target => target.Name)];
}
