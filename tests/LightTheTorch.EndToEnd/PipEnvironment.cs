using System.Collections.Concurrent;

namespace LightTheTorch.EndToEnd;

/// <summary>One virtual environment per version of pip for all tests of this run; a test that installs names packages of its own or a target folder.</summary>
public sealed class PipEnvironment : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _environments = new(StringComparer.Ordinal);

    /// <summary>The environment's folder.</summary>
    /// <param name="pip">A version from <c>../shared/peers</c>; null for the one that Python brings along. Skips the test where it is absent.</param>
    public async Task<string> GetAsync(string? pip)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string[] runPip = PythonEnvironment.Pip(pip);
        return await _environments.GetOrAdd(pip ?? "own", name => new Lazy<Task<string>>(() => CreateAsync(python, name, pip, runPip))).Value;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> CreateAsync(PythonEnvironment python, string name, string? pip, string[] runPip)
    {
        string folder = Directory.CreateDirectory(_folder.At(name)).FullName;
        string interpreter = await python.CreateAsync(folder, withPip: pip is null);
        if (pip is not null)
        {
            string wheel = Path.GetDirectoryName(runPip[0])!; // pip runs from its wheel: PEERS/pip-….whl/pip
            (await Command.RunAsync(interpreter, [runPip[0], "install", "--no-index", "--quiet", wheel], folder, ("PIP_DISABLE_PIP_VERSION_CHECK", "1"))).MustSucceed();
        }

        return Path.Combine(folder, "venv");
    }
}
