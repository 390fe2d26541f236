using LightTheTorch.Hardware;

namespace LightTheTorch.Tests.Hardware;

/// <summary>What NVIDIA's tools and its kernel module write.</summary>
public sealed class NvidiaTextTests
{
    [Theory]
    [InlineData("NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.173.02  Tue Jun 23 08:38:17 UTC 2026\nGCC version:  gcc version 14.2.0\n", "580.173.02")]
    [InlineData("NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  575.57.08  Release Build  (dvs-builder@U22)  Sat May 24\n", "575.57.08")]
    [InlineData("NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  540.4.0  Release Build  (buildbrain@mobile)\n", "540.4.0")]
    [InlineData("NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.82.01  Wed Oct 27 21:21:55 UTC 2021", "470.82.01")]
    [InlineData("GCC version:  gcc version 14.2.0\n", null)]
    [InlineData("", null)]
    public void Version_IsThatOfTheModule(string text, string? expected) => Assert.Equal(expected, NvidiaKernel.Version(text)?.Text);

    [Theory]
    [InlineData("No devices were found", null)]
    [InlineData("Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 570.124", "after an update without a restart")]
    [InlineData("Failed to initialize NVML: Unknown Error", "container")]
    [InlineData("Failed to initialize NVML: Insufficient Permissions", "refuses access")]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", "not loaded")]
    [InlineData("Unable to determine the device handle for GPU0000:01:00.0: GPU is lost.  Reboot the system to recover this GPU", "restart")]
    [InlineData("Segmentation fault", "does not list GPUs")]
    public void Parse_NamesTheCauseOfAFailure(string output, string? words)
    {
        NvidiaReading reading = NvidiaSmi.Parse(output);
        Assert.Empty(reading.Devices);
        if (words is null) Assert.Null(reading.Failure);
        else Assert.Contains(words, reading.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_KeepsTheGpusThatAnswerBesideOneThatIsLost()
    {
        NvidiaReading reading = NvidiaSmi.Parse(
            "580.95.05, NVIDIA GeForce RTX 4090, 8.9, 00000000:01:00.0, 0x268410DE, [N/A]\n"
            + "Unable to determine the device handle for GPU0000:02:00.0: Unknown Error\n");
        Assert.Equal("NVIDIA GeForce RTX 4090", Assert.Single(reading.Devices).Name);
        Assert.Equal("0000:01:00.0", reading.Devices[0].Address);
    }

    [Theory]
    [InlineData("10de:1b06", "Pascal", 61)]
    [InlineData("10de:1c8d", "Pascal", 61)]
    [InlineData("10de:15f8", "Pascal", 60)]
    [InlineData("10de:1db4", "Volta", 70)]
    [InlineData("10de:1392", "Maxwell", 50)]
    [InlineData("10de:13c2", "Maxwell", 52)]
    [InlineData("10de:0fc1", "Kepler", 30)]
    [InlineData("10de:102d", "Kepler", 37)]
    [InlineData("10de:1eb1", "Turing", 75)]
    [InlineData("10de:2182", "Turing", 75)]
    [InlineData("10de:20b2", "Ampere", 80)]
    [InlineData("10de:2204", "Ampere", 86)]
    [InlineData("10de:2330", "Hopper", 90)]
    [InlineData("10de:2684", "Ada Lovelace", 89)]
    [InlineData("10de:2b85", "Blackwell", 120)]
    [InlineData("10de:2e12", "Blackwell", 121)]
    public void Of_KnowsTheGenerationByThePciId(string id, string name, int capability)
    {
        Assert.True(PciId.TryParse(id, out PciId? pci));
        NvidiaGeneration? generation = NvidiaGeneration.Of(pci.Value);
        Assert.Equal(name, generation?.Name);
        Assert.Equal($"sm_{capability}", generation?.Capability.ToString());
    }

    [Theory]
    [InlineData("10de:0040")]      // older than anything that CUDA wheels were made for
    [InlineData("1002:1b06")]
    public void Of_SaysNothingOfOthers(string id)
    {
        Assert.True(PciId.TryParse(id, out PciId? pci));
        Assert.Null(NvidiaGeneration.Of(pci.Value));
    }
}
