using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Yaml;

namespace LightTheTorch.Tests.Yaml;

public sealed class EnvironmentReaderTests
{
    [Theory]
    [InlineData("python=3.12", "3.12")]
    [InlineData("python=3.12.4", "3.12")]
    [InlineData("python==3.11.*", "3.11")]
    [InlineData("conda-forge::python=3.10.2=h1234_0", "3.10")]
    [InlineData("python 3.9.*", "3.9")]
    [InlineData("python>=3.9,<3.12", ">=3.9,<3.12")]
    [InlineData("python", null)]
    public void Read_FindsThePython(string spec, string? expected) =>
        Assert.Equal(expected, EnvironmentReader.Read(Source($"dependencies:\n  - {spec}\n")).Python?.Value);

    [Theory]
    [InlineData("", "", "")]
    [InlineData("name: x\n", "", "")]
    [InlineData("dependencies:\n", "", "")]
    [InlineData("dependencies: [numpy, pip, {pip: [torch, 'six==1']}]\n", "numpy", "torch six==1")]
    [InlineData("dependencies:\n- numpy=2\n- pip:\n  - -r x.txt\n  - \"a\\x62\"\n", "numpy=2", "-r x.txt ab")]
    public void Read_PartsCondaFromPip(string text, string conda, string pip)
    {
        CondaEnvironment environment = EnvironmentReader.Read(Source(text));

        Assert.Equal((conda, pip), (string.Join(' ', environment.Conda.Select(i => i.Value)), string.Join(' ', environment.Pip.Select(i => i.Value))));
    }

    /// <summary>The flow lists are those for which the library's scanner leaks an exception that is none of its own (aaubry/YamlDotNet#541).</summary>
    [Theory]
    [InlineData("a: [\nb]", "environment.yml:", "invalid YAML: ")]
    [InlineData("foo: [bar,\nbaz", "environment.yml:", "invalid YAML: ")]
    [InlineData("- [a\nb", "environment.yml:", "invalid YAML: ")]
    [InlineData("a: b: c", "environment.yml:1:", "invalid YAML: ")]
    [InlineData("!!n]o", "environment.yml:1:", "invalid YAML: not valid YAML; a `!` that begins a value begins a tag")]
    [InlineData("- numpy\n", "environment.yml:1:1", "expected a mapping with `dependencies`")]
    [InlineData("dependencies: numpy\n", "environment.yml:1:15", "expected a list under `dependencies`")]
    [InlineData("dependencies:\n- {conda: x}\n", "environment.yml:2:3", "expected a package, or a mapping with `pip` alone")]
    [InlineData("dependencies:\n- pip:\n  - [a]\n", "environment.yml:3:5", "expected a line of a requirements file")]
    [InlineData("dependencies: &a [*a]\n", "environment.yml:1:19", "invalid YAML: anchors and aliases are not supported")]
    public void Read_SaysWhatIsWrongAndWhere(string text, string place, string message)
    {
        LttException failure = Assert.Throws<LttException>(() => EnvironmentReader.Read(Source(text)));

        Diagnostic error = failure.Diagnostics.Single();
        Assert.StartsWith(place, error.Location.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Read_RefusesWhatIsNestedWithoutEnd(string repeated) =>
        Assert.Throws<LttException>(() => EnvironmentReader.Read(Source("dependencies: \n  " + string.Concat(Enumerable.Repeat(repeated, 50_000)))));

    private static SourceText Source(string text) => SourceText.Of("environment.yml", text);
}
