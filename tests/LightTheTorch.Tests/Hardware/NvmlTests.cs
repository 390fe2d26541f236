using LightTheTorch.Hardware;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Hardware;

/// <summary>Calls a library with NVML's functions and structures, compiled here, for few machines that run tests have NVIDIA's own.</summary>
public sealed class NvmlTests : IDisposable
{
    private const string Source = """
        #include <stdio.h>
        #include <string.h>
        typedef struct { char legacy[16]; unsigned domain, bus, device, id, subsystem; char bus_id[32]; } pci_t;
        int nvmlInit_v2(void) { return INIT; }
        int nvmlShutdown(void) { return 0; }
        int nvmlSystemGetDriverVersion(char *text, unsigned length) { snprintf(text, length, "580.95.05"); return 0; }
        int nvmlDeviceGetCount_v2(unsigned *count) { *count = 3; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **device) { *device = (void *)(long)(i + 1); return i == 2 ? 4 : 0; }
        int nvmlDeviceGetName(void *device, char *text, unsigned length) { snprintf(text, length, "card %ld", (long)device); return 0; }
        int nvmlDeviceGetCudaComputeCapability(void *device, int *major, int *minor) { *major = 8; *minor = 9; return (long)device == 2 ? 3 : 0; }
        int nvmlDeviceGetPciInfo_v3(void *device, pci_t *pci)
        {
            memset(pci, 0, sizeof *pci);
            pci->id = 0x268410DE;
            snprintf(pci->bus_id, sizeof pci->bus_id, "0000000F:0%ld:00.0", (long)device);
            return 0;
        }
        int nvmlDeviceGetMigMode(void *device, unsigned *current, unsigned *pending) { *current = *pending = 1; return (long)device == 1 ? 0 : 3; }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ltt-nvml-");

    [Fact]
    public async Task Read_AsksTheLibraryForEveryCard()
    {
        NvidiaReading? reading = Nvml.Read([await CompileAsync(init: 0)]);
        Assert.Equal("580.95.05", reading?.Driver?.Text);
        Assert.Equal(2, reading?.Devices.Length);      // the third may not be opened by this user
        Assert.Equal(new NvidiaDevice("card 1", new(8, 9), "000f:01:00.0", new PciId(0x10de, 0x2684), IsPartitioned: true), reading?.Devices[0]);
        Assert.Equal(new NvidiaDevice("card 2", null, "000f:02:00.0", new PciId(0x10de, 0x2684)), reading?.Devices[1]);
    }

    [Fact]
    public async Task Read_NamesTheCauseWhenTheLibraryDoesNotStart()
    {
        NvidiaReading? reading = Nvml.Read([await CompileAsync(init: 18)]);
        Assert.Contains("after an update without a restart", reading?.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SaysThatThereIsNoLibrary() => Assert.Null(Nvml.Read(["/nowhere/libnvidia-ml.so.1"]));

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> CompileAsync(int init)
    {
        string library = Path.Combine(_folder.FullName, $"nvml{init}.so");
        ProcessRequest request = new("cc", "-shared", "-fPIC", $"-DINIT={init}", "-o", library, "-x", "c", "-") { Input = Source };
        ProcessAnswer? answer = await new ProcessRunner().RunAsync(request, TestContext.Current.CancellationToken);
        Assert.SkipUnless(answer is not null, "there is no C compiler to make the library with");
        Assert.True(answer!.ExitCode == 0, answer.Error);
        return library;
    }
}
