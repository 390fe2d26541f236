using System.Collections.Concurrent;

namespace LightTheTorch.EndToEnd;

/// <summary>The made world, the locks that its tests install, and one cache for those that do not ask about caches.</summary>
public sealed class SyncWorld : IAsyncLifetime
{
    /// <summary>The whole made project, for two backends.</summary>
    public const string Whole = "whole";

    /// <summary>Three small packages and one of four megabytes, for the processor.</summary>
    public const string Small = "small";

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<Task<string>>> _locks = new();

    public MadeWorld Made { get; } = new();

    public string Cache => _folder.At("cache");

    public ValueTask InitializeAsync() => Made.InitializeAsync();

    /// <summary>A project with locks and an environment without pip, both new.</summary>
    /// <param name="locks"><see cref="Whole"/> or <see cref="Small"/>.</param>
    /// <param name="cache">Null shares one with other tests.</param>
    public async Task<SyncProject> ProjectAsync(string locks, string? cache = null)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string folder = await LocksAsync(locks, python.Version);
        SyncProject project = new(python, Made, cache ?? Cache);
        foreach (string file in Directory.GetFiles(folder, "requirements.*.txt")) File.Copy(file, project.Folder.At(Path.GetFileName(file)));
        await project.CreateEnvironmentAsync();
        return project;
    }

    /// <summary>A folder with locks for a version of Python, <c>requirements.cpu.txt</c> and others.</summary>
    public Task<string> LocksAsync(string locks, string python) => _locks.GetOrAdd((locks, python), _ => new(() => LockAsync(locks, python))).Value;

    public async ValueTask DisposeAsync()
    {
        await Made.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> LockAsync(string locks, string python)
    {
        string folder = Directory.CreateDirectory(_folder.At($"{locks}-{python}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "requirements.txt"), locks == Whole ? MadeWorld.Requirements : "sympy\nsix\nbig-data\n", TestContext.Current.CancellationToken);
        (await new Ltt(folder).RunAsync("lock", "requirements.txt", "-b", locks == Whole ? "cpu,cu118" : "cpu", "-p", python, "--platforms", "linux_x86_64", "--mirror", Made.Server.Root.ToString())).MustSucceed();
        return folder;
    }
}
