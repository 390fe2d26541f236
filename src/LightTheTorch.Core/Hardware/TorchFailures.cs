using System.Collections.Immutable;

namespace LightTheTorch.Hardware;

/// <summary>Messages of torch, CUDA and the loader of libraries that have one cause, whatever the machine.</summary>
internal static class TorchFailures
{
    private const string OtherTorch = "`ltt verify` names what is not as locked; `ltt sync --reinstall torch,torchvision` brings both back";

    private static readonly ImmutableArray<(string Said, string Cause, string Fix)> s_known =
    [
        ("forward compatibility was attempted on non supported HW", "a `libcuda` of CUDA's compatibility package stands before the driver's, and it does not serve this GPU", "take `/usr/local/cuda/compat` out of `LD_LIBRARY_PATH` and `ld.so.conf`, or uninstall `cuda-compat`"),
        ("unsupported display driver / cuda driver combination", "the `libcuda` that is loaded is not that of the kernel's driver", "restart after an update of the driver; take `/usr/local/cuda/compat` out of `LD_LIBRARY_PATH`"),
        ("Driver/library version mismatch", "the driver's library is newer than the loaded kernel module", "restart the machine"),
        ("driver on your system is too old", "the driver is older than the CUDA of this build needs", "install a newer driver, or a backend that `ltt detect` lists as running"),
        ("CUDA driver version is insufficient", "the driver is older than the CUDA of this build needs", "install a newer driver, or a backend that `ltt detect` lists as running"),
        ("PTX was compiled with an unsupported toolchain", "the driver would have to compile this build's code for the GPU, and is older than the CUDA that wrote it", "install a newer driver, or a backend that `ltt detect` lists as running"),
        ("Found no NVIDIA driver", "CUDA finds no driver", "in a container the GPU must be passed in (`docker run --gpus all`); `ltt detect` says what was found"),
        ("No CUDA GPUs are available", "CUDA offers this process no GPU", "in a container the GPU must be passed in (`docker run --gpus all`); `CUDA_VISIBLE_DEVICES` must not leave it out"),
        ("CUDA unknown error", "the driver does not come up, as happens after sleep", "`sudo modprobe --remove nvidia_uvm && sudo modprobe nvidia_uvm`, or a restart"),
        ("all CUDA-capable devices are busy or unavailable", "another program has the GPU for itself", "end it, or `nvidia-smi -c DEFAULT`"),
        ("out of memory", "another program holds the memory of the GPU", "`nvidia-smi` names it; nothing is wrong with the environment"),
        ("operator torchvision::nms does not exist", "torchvision was made for another torch", OtherTorch),
        ("Couldn't load custom C++ ops", "torchvision was made for another torch", OtherTorch),
        ("were compiled with different CUDA", "torchvision was made for another CUDA than torch", OtherTorch),
        ("Could not run 'torchvision::nms'", "torchvision has no code for this kind of device: it is a build for another backend than torch", OtherTorch),
        ("version `GLIBC", "this system's libraries are older than the build needs", "`ltt lock --platforms linux_x86_64:2.17` locks for a system with glibc 2.17; name this one's"),
        ("undefined symbol", "a library of another version is loaded", "unset `LD_LIBRARY_PATH` and try again; `ltt sync --reinstall torch` brings torch's own back"),
        ("cannot open shared object file", "a library that torch needs is not there", "`ltt sync` installs what the lock has; a library of the system must come from the system's packages"),
        ("DLL load failed", "a library that torch needs is not there", "`ltt sync` installs what the lock has; most often the Visual C++ Redistributable is missing (https://aka.ms/vs/17/release/vc_redist.x64.exe)"),
        ("WinError 126", "a library that torch needs is not there", "`ltt sync` installs what the lock has; most often the Visual C++ Redistributable is missing (https://aka.ms/vs/17/release/vc_redist.x64.exe)"),
        ("No module named", "a package that torch needs is not installed", "`ltt sync` installs it"),
    ];

    /// <summary>Null for a message that can mean several things.</summary>
    public static (string Cause, string Fix)? Explain(string said)
    {
        foreach ((string known, string cause, string fix) in s_known)
        {
            if (said.Contains(known, StringComparison.OrdinalIgnoreCase)) return (cause, fix);
        }

        return null;
    }
}
