using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Cli.Rendering;

/// <summary>A backend as <c>ltt backends</c> shows it.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Newest">Its newest torch; <see langword="null"/> when the catalogue knows none.</param>
/// <param name="Summary">Driver and GPUs of the newest torch on each platform.</param>
internal sealed record BackendRow(Backend Backend, PyVersion? Newest, BackendSummary Summary)
{
    public static BackendRow Of(Backend backend, BackendCatalogue catalogue)
    {
        PyVersion? NewestOf(VendorRange range) => catalogue.TorchVersionsOf(backend).Where(range.Contains).Max();
        return new BackendRow(backend, NewestOf(backend.Torch), BackendSummary.Of(
            backend,
            backend.Platforms.Select(builds => (builds.Platform, Torch: NewestOf(builds.Torch))).Where(pair => pair.Torch is not null).Select(pair => (pair.Platform, pair.Torch!))));
    }
}
