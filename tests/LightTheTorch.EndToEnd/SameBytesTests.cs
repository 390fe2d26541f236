using System.Text;

namespace LightTheTorch.EndToEnd;

/// <summary>The same inputs give the same bytes, in each process anew (.NET seeds the hashes of strings per process), on one core and on many.</summary>
public sealed class SameBytesTests(MadeWorld world) : IClassFixture<MadeWorld>
{
    private static readonly string[] s_locks = ["pylock.cpu.toml", "pylock.cu118.toml", "requirements.cpu.txt", "requirements.cu118.txt"];

    [Fact]
    public async Task Lock_WritesTheSameBytesOnAnyNumberOfCoresAndForAnyLineEnds()
    {
        string[] one = await LockAsync(MadeWorld.Requirements, "1");
        Assert.All(one, bytes => Assert.DoesNotContain("\r", bytes, StringComparison.Ordinal));
        Assert.Equal(one, await LockAsync(MadeWorld.Requirements, "8"));
        Assert.Equal(one, await LockAsync(MadeWorld.Requirements.ReplaceLineEndings("\r\n"), "8"));
        Assert.NotEqual(one, await LockAsync(MadeWorld.Requirements + "big-data\n", "8"));
    }

    // Each in a folder of its own, with an empty cache and no old lock. Latin-1 keeps each byte as it is.
    private async Task<string[]> LockAsync(string requirements, string cores)
    {
        using TempFolder folder = new();
        folder.Write("requirements.txt", requirements);
        CommandResult result = await new Ltt(folder.Path, ("DOTNET_PROCESSOR_COUNT", cores)).RunAsync(
            "lock", "requirements.txt", "-b", "cpu,cu118", "-p", "3.11,3.12", "--platforms", "linux_x86_64", "--format", "both", "--mirror", world.Server.Root.ToString());
        result.MustSucceed();
        return [.. s_locks.Select(name => File.ReadAllText(folder.At(name), Encoding.Latin1))];
    }
}
