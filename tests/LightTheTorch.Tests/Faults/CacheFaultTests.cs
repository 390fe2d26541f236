using LightTheTorch.Diagnostics;
using LightTheTorch.Tests.Cli;
using LightTheTorch.Tests.Http;

namespace LightTheTorch.Tests.Faults;

/// <summary>A cache in which something is wrong costs time and nothing else: the lock is the right one.</summary>
public sealed class CacheFaultTests(FaultWorld world) : IClassFixture<FaultWorld>
{
    public static TheoryData<string> Names => ["a wrong byte", "a part", "nothing in it", "another's place", "folders", "older and newer programs", "a file for a folder", "temporary files"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Lock_IsRightWhateverTheCacheHolds(string name)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Random random = new(seed);
            HastyTime time = new();
            using InProcess cli = new() { Time = time };
            cli.Write("requirements.txt", FaultWorld.Requirements);
            Assert.Equal(world.RightLock, await LockAsync(cli));
            string cache = Path.Combine(cli.Folder, "cache");
            string[] before = Entries(cache);
            Assert.True(before.Length > 5, string.Join('\n', before));
            Spoil(name, cache, before, random);
            string[] strangers = [.. Entries(cache).Where(path => path.Contains("v1", StringComparison.Ordinal) || path.Contains("v99", StringComparison.Ordinal))];
            if (seed % 2 == 1) time.Advance(TimeSpan.FromDays(2));
            File.Delete(Path.Combine(cli.Folder, "requirements.cpu.txt"));
            Assert.Equal(world.RightLock, await LockAsync(cli));
            Assert.All(strangers, path => Assert.Equal("strange", File.ReadAllText(path)));
            Assert.Equal(world.RightLock, await LockAsync(cli)); // and what was kept anew
        }
    }

    // Whoever removes the cache while a run uses it, and again and again, makes it slower.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lock_IsRightThoughTheCacheIsRemovedMeanwhile(bool isWithoutRanges)
    {
        using InProcess cli = new() { Time = new HastyTime() };
        cli.Write("requirements.txt", FaultWorld.Requirements);
        string cache = Path.Combine(cli.Folder, "cache");
        Lock one = new();
        int removed = 0;
        world.Server.Faults = async (context, right) =>
        {
            lock (one)
            {
                if (Directory.Exists(cache)) removed++;
                foreach (string file in Directory.Exists(cache) ? Directory.GetFiles(cache, "*", SearchOption.AllDirectories) : []) File.Delete(file);
                if (Directory.Exists(Path.Combine(cache, "v2", "tmp"))) Directory.Delete(Path.Combine(cache, "v2", "tmp"), recursive: true);
            }

            if (isWithoutRanges) context.Request.Headers.Remove("Range");
            await right();
        };
        try
        {
            Assert.Equal(world.RightLock, await LockAsync(cli));
            Assert.True(removed > 2, $"removed {removed} times");
        }
        finally
        {
            world.Server.Faults = null;
        }

        Assert.Equal(world.RightLock, await LockAsync(cli));
    }

    private static void Spoil(string name, string cache, string[] entries, Random random)
    {
        foreach (string path in entries)
        {
            byte[] entry = File.ReadAllBytes(path);
            int at = random.Next(entry.Length);
            switch (name)
            {
                case "a wrong byte":
                    entry[at] ^= (byte)(1 << random.Next(8));
                    File.WriteAllBytes(path, entry);
                    break;
                case "a part":
                    File.WriteAllBytes(path, entry[..at]);
                    break;
                case "nothing in it":
                    File.WriteAllBytes(path, []);
                    break;
                case "another's place":
                    File.WriteAllBytes(path, File.ReadAllBytes(entries[random.Next(entries.Length)]));
                    break;
                case "folders":
                    File.Delete(path);
                    Directory.CreateDirectory(path);
                    break;
                case "temporary files":
                    File.WriteAllBytes($"{path}.{random.Next()}.tmp", entry[..at]);
                    break;
                case "older and newer programs":
                    foreach (string generation in (string[])["v1", "v99"])
                    {
                        string strange = Path.Combine(cache, generation, Path.GetRelativePath(Path.Combine(cache, "v2"), path));
                        Directory.CreateDirectory(Path.GetDirectoryName(strange)!);
                        File.WriteAllText(strange, "strange");
                    }

                    break;
                default:
                    break;
            }
        }

        if (name != "a file for a folder") return;
        Directory.Delete(cache, recursive: true);
        File.WriteAllText(cache, "");
    }

    private static string[] Entries(string cache) => [.. (Directory.Exists(cache) ? Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories) : []).Order(StringComparer.Ordinal)];

    private async Task<string> LockAsync(InProcess cli)
    {
        CliAnswer answer = await cli.RunAsync(world.Lock());
        Assert.True(answer.ExitCode == ExitCode.Done, answer.ToString());
        return await File.ReadAllTextAsync(Path.Combine(cli.Folder, "requirements.cpu.txt"), TestContext.Current.CancellationToken);
    }
}
