using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LightTheTorch.Tests;

/// <summary>Holds the layers: each folder of Core knows only those before it, and each foreign package stays in its one place.</summary>
public sealed partial class LayeringTests
{
    /// <summary>The passes in their order; a folder may use those to its left.</summary>
    private static readonly string[] s_layers =
        ["Text", "Diagnostics", "Names", "Versions", "Requirements", "Targets", "Wheels", "Index", "Torch", "Hardware", "Resolution", "Locking", "Syncing", "Reporting"];

    private static readonly string s_src = RepoRoot.At("src");

    public static TheoryData<string> CoreFolders => [.. s_layers];

    [Theory]
    [MemberData(nameof(CoreFolders))]
    public void Core_FolderUsesOnlyTheLayersBeforeIt(string folder)
    {
        string[] allowed = s_layers[..(Array.IndexOf(s_layers, folder) + 1)];
        Assert.All(Uses(Sources("LightTheTorch.Core", folder)), use => Assert.True(allowed.Contains(use.Namespace), $"`{use.File}` uses `LightTheTorch.{use.Namespace}`"));
    }

    [Fact]
    public void Core_HasNoFolderWithoutALayer() =>
        Assert.Empty(Directory.GetDirectories(Path.Combine(s_src, "LightTheTorch.Core")).Select(Path.GetFileName).Except(s_layers).Except(["bin", "obj"]));

    [Fact]
    public void Core_KnowsNeitherIONorCli() =>
        Assert.DoesNotContain(Uses(Sources("LightTheTorch.Core")), use => use.Namespace is "IO" or "Cli");

    [Fact]
    public void IO_DoesNotKnowCli() => Assert.DoesNotContain(Uses(Sources("LightTheTorch.IO")), use => use.Namespace is "Cli");

    [Theory]
    [InlineData("NuGet.Versioning", "LightTheTorch.Core/Torch")]
    [InlineData("Polly", "LightTheTorch.IO/Http")]
    [InlineData("Tomlyn", "LightTheTorch.IO/Toml")]
    [InlineData("YamlDotNet", "LightTheTorch.IO/Yaml")]
    [InlineData("AngleSharp", "LightTheTorch.IO/Simple")]
    [InlineData("System.CommandLine", "LightTheTorch.Cli")]
    [InlineData("Spectre.Console", "LightTheTorch.Cli")]
    public void Package_StaysInItsFolder(string package, string home)
    {
        Regex used = new($@"^\s*(global )?using (static )?{Regex.Escape(package)}\b|[ (<]{Regex.Escape(package)}\.[A-Z]", RegexOptions.NonBacktracking | RegexOptions.Multiline);
        Assert.Empty(Sources("").Where(file => !Relative(file).StartsWith(home + "/", StringComparison.Ordinal) && used.IsMatch(Code(file))).Select(Relative));
    }

    [Theory]
    [InlineData("LightTheTorch.Core", "NuGet.Versioning")]
    [InlineData("LightTheTorch.IO", "AngleSharp Polly.Core Tomlyn YamlDotNet")]
    [InlineData("LightTheTorch.Cli", "MinVer Spectre.Console System.CommandLine")]
    public void Project_ReferencesOnlyItsPackages(string project, string packages) =>
        Assert.Equal(packages.Split(' '), XDocument.Load(Path.Combine(s_src, project, project + ".csproj"))
            .Descendants("PackageReference").Select(reference => (string?)reference.Attribute("Include")).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Sources(params string[] parts)
    {
        string folder = Path.Combine([s_src, .. parts]);
        return !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }

    /// <summary>First part after <c>LightTheTorch.</c> of every namespace that a file names, in a using or in front of a type.</summary>
    private static IEnumerable<(string File, string Namespace)> Uses(IEnumerable<string> files) =>
        from file in files
        from Match match in OwnNamespace().Matches(Code(file))
        select (Relative(file), match.Groups[1].Value);

    // Doc comments may point anywhere: a cref is no dependency of the code.
    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string Relative(string file) => Path.GetRelativePath(s_src, file).Replace('\\', '/');

    [GeneratedRegex(@"\bLightTheTorch\.([A-Z][A-Za-z]*)", RegexOptions.NonBacktracking)]
    private static partial Regex OwnNamespace();
}
