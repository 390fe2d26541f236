namespace LightTheTorch.Torch;

/// <summary>The kinds of machine that PyTorch is built for. Backends are data; what it takes to run on a GPU of one kind is code.</summary>
public enum Accelerator
{
    /// <summary>No GPU is needed; on Apple silicon this build uses the GPU (MPS) too.</summary>
    Cpu,

    /// <summary>NVIDIA: the driver must reach the floor of the CUDA major, and the build must hold code for each GPU.</summary>
    Cuda,

    /// <summary>AMD: the build must hold code for the GPU's <c>gfx</c> name.</summary>
    Rocm,

    /// <summary>Intel: the GPU must be of a family that PyTorch names.</summary>
    Xpu,
}
