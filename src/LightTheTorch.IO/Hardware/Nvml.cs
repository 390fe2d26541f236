using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using LightTheTorch.Hardware;
using LightTheTorch.Targets;
using LightTheTorch.Torch;

namespace LightTheTorch.IO.Hardware;

/// <summary>
/// Asks NVIDIA's management library, which comes with the driver and is loaded when it is there. Functions are called through
/// pointers: the program must start on machines without it.
/// </summary>
internal static unsafe class Nvml
{
    private const int Success = 0;
    private const int NameLength = 96;

    // By name first, then where WSL2, containers and older Windows drivers keep it without telling the loader.
    private static readonly ImmutableArray<string> s_onLinux =
        ["libnvidia-ml.so.1", "/usr/lib/wsl/lib/libnvidia-ml.so.1", "/usr/local/nvidia/lib64/libnvidia-ml.so.1", "/run/opengl-driver/lib/libnvidia-ml.so.1"];

    private static readonly ImmutableArray<string> s_onWindows = ["nvml.dll", @"C:\Program Files\NVIDIA Corporation\NVSMI\nvml.dll"];

    /// <returns><see langword="null"/> when there is no such library.</returns>
    public static NvidiaReading? Read(TargetOs os)
    {
        return Read(os switch { TargetOs.Linux => s_onLinux, TargetOs.Windows => s_onWindows, _ => [] });
    }

    /// <param name="places">Names and paths, of which the first that can be loaded is asked.</param>
    /// <returns><see langword="null"/> when there is no such library.</returns>
    public static NvidiaReading? Read(ImmutableArray<string> places)
    {
        nint library = 0;
        if (!places.Any(place => NativeLibrary.TryLoad(place, out library))) return null;
        try
        {
            return Ask(library);
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    private static NvidiaReading? Ask(nint library)
    {
        delegate* unmanaged<int> start = (delegate* unmanaged<int>)Find(library, "nvmlInit_v2");
        delegate* unmanaged<int> stop = (delegate* unmanaged<int>)Find(library, "nvmlShutdown");
        if (start is null || stop is null) return null;
        int code = start();
        if (code != Success) return new NvidiaReading(null, [], NvidiaFailures.OfLibrary(code));
        try
        {
            return new NvidiaReading(Driver(library), Devices(library));
        }
        finally
        {
            _ = stop();
        }
    }

    private static DriverVersion? Driver(nint library)
    {
        delegate* unmanaged<byte*, uint, int> ask = (delegate* unmanaged<byte*, uint, int>)Find(library, "nvmlSystemGetDriverVersion");
        byte* text = stackalloc byte[NameLength];
        return ask is not null && ask(text, NameLength) == Success && DriverVersion.TryParse(Text(text, NameLength), out DriverVersion? version) ? version : null;
    }

    private static ImmutableArray<NvidiaDevice> Devices(nint library)
    {
        delegate* unmanaged<uint*, int> count = (delegate* unmanaged<uint*, int>)Find(library, "nvmlDeviceGetCount_v2");
        delegate* unmanaged<uint, nint*, int> handle = (delegate* unmanaged<uint, nint*, int>)Find(library, "nvmlDeviceGetHandleByIndex_v2");
        uint length = 0;
        if (count is null || handle is null || count(&length) != Success) return [];
        ImmutableArray<NvidiaDevice>.Builder devices = ImmutableArray.CreateBuilder<NvidiaDevice>();
        for (uint i = 0; i < length; i++)
        {
            nint device = 0;
            // A card that this process may not open (NVML_ERROR_NO_PERMISSION) is none that it can use.
            if (handle(i, &device) == Success) devices.Add(Device(library, device));
        }

        return devices.ToImmutable();
    }

    private static NvidiaDevice Device(nint library, nint device)
    {
        byte* text = stackalloc byte[NameLength];
        delegate* unmanaged<nint, byte*, uint, int> name = (delegate* unmanaged<nint, byte*, uint, int>)Find(library, "nvmlDeviceGetName");
        string product = name is not null && name(device, text, NameLength) == Success ? Text(text, NameLength) : "NVIDIA GPU";

        int major = 0, minor = 0;
        delegate* unmanaged<nint, int*, int*, int> capability = (delegate* unmanaged<nint, int*, int*, int>)Find(library, "nvmlDeviceGetCudaComputeCapability");
        bool told = capability is not null && capability(device, &major, &minor) == Success;

        PciInfo pci = default;
        delegate* unmanaged<nint, PciInfo*, int> place = (delegate* unmanaged<nint, PciInfo*, int>)Find(library, "nvmlDeviceGetPciInfo_v3");
        bool placed = place is not null && place(device, &pci) == Success;

        uint current = 0, pending = 0;
        delegate* unmanaged<nint, uint*, uint*, int> mig = (delegate* unmanaged<nint, uint*, uint*, int>)Find(library, "nvmlDeviceGetMigMode");
        bool partitioned = mig is not null && mig(device, &current, &pending) == Success && current == 1;

        return new NvidiaDevice(
            product,
            told && minor < 10 ? new GpuArchitecture.Sass(major, minor) : null,
            placed ? PciDevice.NormalizeAddress(Text(pci.BusId, PciInfo.BusIdLength)) : null,
            placed ? new PciId((ushort)(pci.DeviceId & 0xffff), (ushort)(pci.DeviceId >> 16)) : null,
            partitioned);
    }

    private static nint Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;

    private static string Text(byte* bytes, int length)
    {
        ReadOnlySpan<byte> span = new(bytes, length);
        int end = span.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? span : span[..end]);
    }

    /// <summary>NVML's <c>nvmlPciInfo_t</c> of version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PciInfo
    {
        public const int BusIdLength = 32;

        public fixed byte LegacyBusId[16];
        public uint Domain;
        public uint Bus;
        public uint Device;
        public uint DeviceId;
        public uint SubsystemId;
        public fixed byte BusId[BusIdLength];
    }
}
