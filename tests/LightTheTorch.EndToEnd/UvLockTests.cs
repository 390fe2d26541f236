namespace LightTheTorch.EndToEnd;

/// <summary>A project that comes from uv: what uv itself locked is taken over by the first <c>ltt lock</c>.</summary>
public sealed class UvLockTests(MadeWorld world) : IClassFixture<MadeWorld>
{
    private const string Project = """
        [project]
        name = "demo"
        version = "1.0"
        requires-python = ">=3.11"
        dependencies = ["torch{0}", "sympy{1}"]

        [tool.uv.sources]
        torch = { index = "pytorch" }

        [[tool.uv.index]]
        name = "pytorch"
        url = "https://download.pytorch.org/whl/cpu"
        explicit = true

        """;

    [Fact]
    [Trait("Category", "Wide")]
    public async Task Lock_TakesOverWhatUvLocked()
    {
        PythonEnvironment python = await PythonEnvironment.RequireAsync();
        using TempFolder folder = new();
        Uv uv = await Uv.RequireAsync(folder, world.Network);
        folder.Write("pyproject.toml", Project.Replace("{0}", "==2.8.0", StringComparison.Ordinal).Replace("{1}", "==1.13.3", StringComparison.Ordinal));
        (await uv.RunAsync(folder, "lock", "--python", python.Executable)).MustSucceed();
        Assert.Contains("name = \"torch\"", await File.ReadAllTextAsync(folder.At("uv.lock"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        folder.Write("pyproject.toml", Project.Replace("{0}", "", StringComparison.Ordinal).Replace("{1}", "", StringComparison.Ordinal));
        string[] command = ["lock", "-b", "cpu,cu118", "-p", "3.12", "--platforms", "linux_x86_64", "--mirror", world.Server.Root.ToString()];

        CommandResult first = (await new Ltt(folder.Path).RunAsync(command)).MustSucceed();

        Assert.Contains("so the versions of `uv.lock` are kept while they fit: 3 of 4\nhint: otherwise than there: `torch` 2.7.1 on cu118 in place of 2.8.0\n", first.Talk, StringComparison.Ordinal);
        string locked = await File.ReadAllTextAsync(folder.At("requirements.cpu.txt"), TestContext.Current.CancellationToken);
        Assert.Contains("/torch-2.8.0%2Bcpu-", locked, StringComparison.Ordinal);
        Assert.Contains("/sympy-1.13.3-", locked, StringComparison.Ordinal);
        CommandResult upgraded = (await new Ltt(folder.Path).RunAsync([.. command, "--upgrade"])).MustSucceed();
        Assert.Contains("  ~ torch 2.8.0+cpu -> 2.9.0+cpu\n", upgraded.Talk, StringComparison.Ordinal);
    }
}
