using System.Text.Json;
using System.Text.RegularExpressions;

namespace LightTheTorch.Tests.Docs;

/// <summary>Every library that is compiled into the program has its notice, with the licence that its package states; what is not, has none.</summary>
public sealed partial class NoticesTests
{
    // They take part in building and leave nothing in the program; what is left of .NET has a notice of its own.
    private static readonly string[] s_building = ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks", "MinVer"];

    private static readonly string s_notices = File.ReadAllText(RepoRoot.At("packaging", "licenses", "THIRD-PARTY-NOTICES.txt"));

    private static readonly JsonElement s_locked = JsonElement.Parse(File.ReadAllText(RepoRoot.At("src", "LightTheTorch.Cli", "packages.lock.json"))).GetProperty("dependencies");

    [Fact]
    public void Notices_AreThoseOfTheLibraries()
    {
        string[] libraries = [.. s_locked.GetProperty("net10.0").EnumerateObject().Where(entry => entry.Value.GetProperty("type").GetString() != "Project").Select(entry => entry.Name).Except(s_building)];
        Assert.Contains("Polly.Core", libraries);
        Assert.Equal(libraries.Order(StringComparer.Ordinal), Notice().Matches(s_notices).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Licences_AreThoseOfThePackagesAndStandInFull()
    {
        foreach (Match notice in Notice().Matches(s_notices))
        {
            string name = notice.Groups["name"].Value, license = notice.Groups["license"].Value;
            string nuspec = File.ReadAllText(Package(name, s_locked.GetProperty("net10.0").GetProperty(name), name.ToLowerInvariant() + ".nuspec"));
            Assert.Contains($"<license type=\"expression\">{license}</license>", nuspec, StringComparison.Ordinal);
            Assert.Contains($"\n\n{license}\n{new string('-', license.Length)}\n\n", s_notices, StringComparison.Ordinal);
            Assert.StartsWith("Copyright (c) ", notice.Groups["copyright"].Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NoticesOfDotNet_AreThoseOfTheCompilerInUse()
    {
        const string Compiler = "runtime.linux-x64.Microsoft.DotNet.ILCompiler";
        string used = Package(Compiler, s_locked.GetProperty("net10.0/linux-x64").GetProperty(Compiler), "THIRD-PARTY-NOTICES.TXT");
        Assert.Equal(File.ReadAllText(used).ReplaceLineEndings("\n"), File.ReadAllText(RepoRoot.At("packaging", "licenses", "DOTNET-NOTICES.txt")));
    }

    // Where NuGet has unpacked it.
    private static string Package(string name, JsonElement entry, string file)
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Path.Combine(folder, name.ToLowerInvariant(), entry.GetProperty("resolved").GetString()!, file);
    }

    [GeneratedRegex(@"^\* (?<name>[\w.]+), (?<license>[\w.-]+)\n  (?<copyright>[^\n]+)\n  https://", RegexOptions.Multiline)]
    private static partial Regex Notice();
}
