namespace LightTheTorch.Torch;

/// <summary>A branch of PyTorch's index.</summary>
/// <param name="Name"><c>stable</c>, <c>test</c> or <c>nightly</c>.</param>
/// <param name="Path">What stands between the index and the backend's directory; empty or with a slash at the end.</param>
/// <param name="KeptDays">After so many days the index deletes a build; <see langword="null"/> when it keeps them.</param>
public sealed record Channel(string Name, string Path, int? KeptDays)
{
    /// <summary>PyTorch's names may be pre-releases: that is what the channel holds.</summary>
    public bool HasPrereleases => Path.Length > 0;
}
