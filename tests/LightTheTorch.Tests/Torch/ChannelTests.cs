using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Torch;

public sealed class ChannelTests
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    [Theory]
    [InlineData(null, false, "stable")]
    [InlineData(null, true, "test")] // --pre alone
    [InlineData("nightly", true, "nightly")]
    [InlineData("stable", true, "stable")]
    public void Of_FollowsTheOptions(string? name, bool pre, string expected) => Assert.Equal(expected, ChannelChoice.Of(s_catalogue, name, pre).Name);

    [Theory]
    [InlineData("lts", "PyTorch has no LTS channel any more: it held torch 1.8 alone and was given up", "the channels are `stable`, `test` and `nightly`")]
    [InlineData("nigthly", "unknown channel `nigthly`", "did you mean `nightly`?")]
    [InlineData("beta", "unknown channel `beta`", "the channels are `stable`, `test` and `nightly`")]
    public void Of_AnswersUnknownWords(string name, string message, string hint)
    {
        LttException e = Assert.Throws<LttException>(() => ChannelChoice.Of(s_catalogue, name, pre: false));
        Assert.Equal(message, e.Diagnostics[0].Message);
        Assert.Equal([hint], e.Diagnostics[0].Hints);
        Assert.Equal(ExitCode.Usage, e.ExitCode);
    }

    [Theory]
    [InlineData("nightly", "2.12.0.dev20260610+cu130 0.27.0.dev20260609+cu130 1.26.4", "2026-08-08")]
    [InlineData("nightly", "2.12.0", null)]
    [InlineData("stable", "2.12.0.dev20260610", null)]
    [InlineData("nightly", "1.0.dev5", null)]
    public void Expiry_IsThatOfTheOldestNightly(string channel, string versions, string? expected)
    {
        DateOnly? expiry = NightlyBuilds.Expiry(s_catalogue.FindChannel(channel)!, versions.Split(' ').Select(PyVersion.Parse));
        Assert.Equal(expected, expiry?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("torch-scatter", "2.1.2+pt28cu126", "", "torch==2.8.*")]
    [InlineData("flash-attn", "2.8.3+cu12torch2.8cxx11abitrue", "torch", "torch==2.8.*")]
    [InlineData("torch-scatter", "2.1.2+pt210cu128", "", "torch==2.10.*")]
    [InlineData("torch-scatter", "2.1.1+pt113cu117", "", "torch==1.13.*")]
    [InlineData("gsplat", "1.5.3+pt24cu124", "torch", "torch==2.4.*")] // gsplat#731
    [InlineData("natten", "0.21.0+torch280cu128", "", "torch==2.8.*")] // NATTEN#338: with the patch, and without dots
    [InlineData("natten", "0.17.3+torch251cu124", "", "torch==2.5.*")]
    [InlineData("natten", "0.21.1+torch2100cu130", "", "torch==2.10.*")]
    [InlineData("natten", "0.15.1+torch210cu121", "", null)] // 2.1.0 or 2.10
    [InlineData("flash-attn", "2.8.3+cu13torch2.10cxx11abitrue", "torch", "torch==2.10.*")]
    [InlineData("torch-scatter", "2.1.2", "", null)]
    [InlineData("torchaudio", "2.11.0.dev20260609+cpu", "", "torch==2.12.0.dev20260609")]
    [InlineData("torchaudio", "2.11.0.dev20260601+cpu", "", "torch==0.dev20260601")] // pytorch#143434: a day is missing
    [InlineData("torchvision", "0.27.0.dev20260609+cpu", "torch==2.12.0.dev20260609", null)] // says so itself
    [InlineData("numpy", "2.4.0.dev20260609", "", null)]
    [InlineData("torchaudio", "2.11.0+cpu", "", "torch>=2.11")] // since 2.11 it does not say which torch
    [InlineData("torchaudio", "2.10.0+cpu", "torch==2.10.0", "torch==2.10.0")]
    [InlineData("torchcodec", "0.7.0", "", "torch<2.9,>=2.8")]
    public async Task ReadMetadataAsync_AddsWhatTheVersionImplies(string name, string version, string declared, string? expected)
    {
        OneFileSource inner = new(name, version, declared);
        ImmutableArray<PyVersion> torches = [.. "2.13.0.dev20260611 2.12.0.dev20260610+cpu 2.12.0.dev20260609+cpu 2.11.0".Split(' ').Select(PyVersion.Parse)];
        ImpliedRequirementsSource source = new(inner, new ImpliedRequirements(s_catalogue), _ => ValueTask.FromResult(torches));
        CoreMetadata metadata = await source.ReadMetadataAsync(inner.File, TestContext.Current.CancellationToken);
        IEnumerable<string> before = declared.Length == 0 ? [] : [declared];
        Assert.Equal(expected is null || expected == declared ? before : before.Append(expected), metadata.RequiresDist.Select(requirement => requirement.ToString()));
    }

    [Fact]
    public void Check_WantsNightliesOfOneDay()
    {
        CoherenceSubject Subject(string name, string version) => new(
            PackageName.Parse(name), PyVersion.Parse(version), $"{name}-{version}-cp312-cp312-linux_x86_64.whl", new Uri("https://download.pytorch.org/whl/nightly/cpu/x.whl"), [], []);
        Backend cpu = s_catalogue.Find(BackendName.Parse("cpu"))!;
        CoherencePass pass = new(s_catalogue);
        CoherenceSubject torch = Subject("torch", "2.12.0.dev20260610+cpu");
        Assert.Empty(pass.Check(cpu, [torch, Subject("torchvision", "0.27.0.dev20260610+cpu"), Subject("pytorch-triton", "3.7.0")]));
        Assert.Equal(
            "torchvision 0.27.0.dev20260609+cpu is the nightly build of 2026-06-09, and torch is 2.12.0.dev20260610+cpu",
            Assert.Single(pass.Check(cpu, [torch, Subject("torchvision", "0.27.0.dev20260609+cpu")])).Message);
    }

    private sealed class OneFileSource(string name, string version, string declared) : IPackageSource
    {
        public string DisplayName => "one file";

        public DistributionFile File { get; } = new()
        {
            Kind = DistributionKind.Of($"{name.Replace('-', '_')}-{version}-py3-none-any.whl", PackageName.Parse(name))!,
            Url = new Uri("https://files.example/x.whl"),
        };

        public ValueTask<ProjectListing?> FindAsync(PackageName asked, CancellationToken cancellationToken) =>
            ValueTask.FromResult<ProjectListing?>(new ProjectListing(asked, [File]));

        public ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken) => ValueTask.FromResult(CoreMetadata.Parse(
            $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + (declared.Length == 0 ? "" : $"Requires-Dist: {declared}\n")));
    }
}
