namespace LightTheTorch.Torch;

/// <summary>A GPU as <see cref="HardwareFit"/> sees it.</summary>
/// <param name="Name">What a sentence calls it.</param>
/// <param name="Architecture">Compute capability (<see cref="GpuArchitecture.Sass"/>), gfx name or Intel family.</param>
public sealed record FitGpu(string Name, GpuArchitecture Architecture)
{
    public override string ToString() => Name.Length == 0 || Name == Architecture.ToString() ? Architecture.ToString() : $"{Name} ({Architecture})";
}
