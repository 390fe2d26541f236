using System.Collections.Immutable;
using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Hardware;

public sealed class BuildOfferTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    [Theory]
    [InlineData("server-without-gpu", "", "cpu", "")]
    [InlineData("server-without-gpu", "cu126", "cu126", "this machine cannot run what was asked for: `cu126` needs an NVIDIA")]
    [InlineData("server-without-gpu", "cu126,cpu", "cpu", "")]
    [InlineData("server-without-gpu", "cu126,cu118", "cu126,cu118", "this machine cannot run what was asked for: `cu126` needs an NVIDIA")]
    [InlineData("gtx1080ti-driver580", "cpu,cu126", "cu126,cpu", "")]
    [InlineData("gtx1080ti-driver580", "cu130", "cu130", "this machine cannot run what was asked for: torch")]
    [InlineData("gtx1050-ignored-by-595", "", "cpu", "PyTorch's builds are for the processor: ")]
    [InlineData("uhd770", "", "cpu", "")]
    [InlineData("macbook-m3-pro", "", "cpu", "")]
    [InlineData("alpine-container", "", "", "no backend of PyTorch runs on musllinux_x86_64")]
    public async Task Candidates_AreWhatWasAskedForOrWhatTheMachineRuns(string machine, string asked, string candidates, string remark)
    {
        BuildOffer offer = await OfferAsync(machine, asked);
        Assert.Equal(candidates, string.Join(',', offer.Candidates));
        Assert.Equal(remark.Length > 0, !offer.Remarks.IsEmpty);
        if (remark.Length > 0) Assert.StartsWith(remark, offer.Remarks[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidates_OfAMachineWithAGpuAreForTheGpu()
    {
        BuildOffer offer = await OfferAsync("gtx1080ti-driver580", "");
        Assert.Equal("cu126", offer.Candidates[0].Name.Value);
        Assert.All(offer.Candidates, backend => Assert.Equal(Accelerator.Cuda, backend.Accelerator));
        Assert.DoesNotContain(offer.Candidates, backend => backend.Name.Value == "cu130"); // no code for sm_61
    }

    [Fact]
    public async Task Arrange_LeavesOutTheVersionsThatTheMachineDoesNotRun()
    {
        BuildOffer offer = await OfferAsync("gtx1080ti-driver580", "");
        ImmutableArray<BuildShelf> shelves = offer.Arrange([Offer("cu128", "2.7.1+cu128", "2.9.0+cu128"), Offer("cu126", "2.7.1+cu126", "2.9.0+cu126")]);
        Assert.Equal("cu126", shelves[0].Backend.Name.Value);
        Assert.Equal(["2.7.1", "2.9.0"], shelves[0].Torch.Order().Select(version => version.ToString()));
        Assert.DoesNotContain(PyVersion.Parse("2.9.0"), shelves.Where(shelf => shelf.Backend.Name.Value == "cu128").SelectMany(shelf => shelf.Torch));
    }

    [Fact]
    public async Task Arrange_TakesTheOneThatWasAskedForAsItIs()
    {
        BuildOffer offer = await OfferAsync("server-without-gpu", "cu128");
        Assert.Equal(["2.9.0"], Assert.Single(offer.Arrange([Offer("cu128", "2.9.0+cu128")])).Torch.Select(version => version.ToString()));
    }

    private static BackendOffer Offer(string backend, params string[] torch) => new(Find(backend), [.. torch.Select(PyVersion.Parse)]);

    private static Backend Find(string name) => s_catalogue.Find(BackendName.Parse(name))!;

    private static async Task<BuildOffer> OfferAsync(string machine, string asked)
    {
        MachineReport report = await new MachineProbe(FixtureMachine.Load(machine), s_catalogue.Intel).ProbeAsync(TestContext.Current.CancellationToken);
        return new BuildOffer(s_catalogue, report, [.. asked.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Find)]);
    }
}
