using LightTheTorch.Tests;

namespace LightTheTorch.EndToEnd;

/// <summary>The uv of <c>../shared/peers</c>.</summary>
/// <param name="Program">Its executable.</param>
/// <param name="Variables">What it finds in its environment: no interpreter is fetched, nothing is kept elsewhere.</param>
public sealed record Uv(string Program, (string Name, string Value)[] Variables)
{
    /// <summary>Unpacks it below a folder; skips the test where the wheel is not there.</summary>
    public static async Task<Uv> RequireAsync(TempFolder folder, params (string Name, string Value)[] network)
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        string? wheel = RepoRoot.Shared("peers", "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
        Assert.SkipWhen(wheel is null, "uv is not in ../shared/peers");
        (await Command.RunAsync(python.Executable, ["-m", "zipfile", "-e", wheel, folder.At("uv")], folder.Path)).MustSucceed();
        string program = Directory.EnumerateFiles(folder.At("uv"), "uv", SearchOption.AllDirectories).Single();
        (await Command.RunAsync("chmod", ["+x", program], folder.Path)).MustSucceed();
        return new Uv(program, [.. network, ("UV_PYTHON_DOWNLOADS", "never"), ("UV_CACHE_DIR", folder.At(".uv")), ("UV_NO_CONFIG", "1")]);
    }

    public Task<CommandResult> RunAsync(TempFolder folder, params string[] words) => Command.RunAsync(Program, words, folder.Path, Variables);
}
