using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LightTheTorch.Index;
using LightTheTorch.IO.Simple;
using LightTheTorch.IO.Yaml;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Torch;
using LightTheTorch.Versions;
using LightTheTorch.Wheels;

namespace LightTheTorch.Tests.Torch;

/// <summary>
/// Lays out the pages of PyTorch's index from the records as PyTorch's generator does, and asks for every target of every recorded wheel:
/// listing and ranking must pick that file, with its hash where one was recorded.
/// </summary>
public sealed class RecordedPagesTests(ITestOutputHelper output)
{
    private static readonly BackendCatalogue s_catalogue = BackendCatalogueReader.ReadEmbedded();

    [Theory]
    [Trait("Category", "Wide")]
    [InlineData("torch")]
    [InlineData("torchvision")]
    [InlineData("torchaudio")]
    public void Ranking_PicksTheRecordedWheel(string package)
    {
        string? records = RepoRoot.Shared("data", "pytorch", "wheels.jsonl.gz");
        Assert.SkipUnless(records is not null, "the records of PyTorch's wheels lie in ../shared, which is not beside this checkout");
        ImmutableArray<RecordedWheel> all = [.. RecordedWheel.Read(records, package)];
        ILookup<string, RecordedWheel> wheels = all.ToLookup(wheel => wheel.Folder);
        Dictionary<(PyVersion Version, string Backend), Cell> table = [];
        List<string> faults = [];
        List<string> leftOut = [];
        ImmutableArray<RecordedWheel> root = [];
        foreach (string folder in wheels.Select(group => group.Key).Where(folder => folder.Length > 0).Order(StringComparer.Ordinal))
        {
            if (BackendOf(folder) is not { } backend)
            {
                leftOut.Add($"{wheels[folder].Count()} in {folder}, which is no backend's");
                continue;
            }

            string channel = folder[..^backend.Directory.Length];
            ProjectListing listing = List(package, folder, backend.IsLive || channel.Length > 0, [.. wheels[folder], .. wheels[channel]]);
            // Arm's builds lay in the root until torch 2.0, and belong to no other backend.
            if (folder == "cpu/") root = [.. wheels[""].Where(wheel => wheel.Target?.Platform.BaseName == "linux_aarch64")];
            ILookup<(Platform, PythonVersion)?, RecordedWheel> targets = wheels[folder].Concat(folder == "cpu/" ? root : []).ToLookup(wheel => wheel.Target);
            foreach (IGrouping<(Platform Platform, PythonVersion Python)?, RecordedWheel> target in targets)
            {
                if (target.Key is not { } key)
                {
                    leftOut.Add($"{target.Count()} in {folder}, for targets that there are none of, such as {target.First().Name}");
                    continue;
                }

                CandidateList candidates = CandidateList.For(listing, SupportedTags.For(key.Platform, key.Python), key.Python);
                foreach (IGrouping<PyVersion, RecordedWheel> version in target.GroupBy(wheel => wheel.Name.Version))
                {
                    Cell cell = table.TryGetValue((version.Key.Public, folder.TrimEnd('/')), out Cell? known) ? known : table[(version.Key.Public, folder.TrimEnd('/'))] = new Cell();
                    cell.Targets++;
                    cell.Wheels += version.Count();
                    DistributionFile? picked = candidates.Candidates.FirstOrDefault(candidate => candidate.Version.Equals(version.Key))?.File;
                    if (Fault(picked, [.. version]) is { } fault) faults.Add($"{package} {version.Key} for {folder.TrimEnd('/')} on {key.Platform}-py{key.Python}: {fault}");
                    else cell.Add(picked!);
                }
            }
        }

        Print(package, table, wheels[""].Count(), leftOut);
        Assert.Equal(all.Length, wheels[""].Count() - root.Length + table.Values.Sum(cell => cell.Wheels) + leftOut.Sum(line => int.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture)));
        Assert.True(table.Count > 60, $"only {table.Count} cells: the records were not read");

        // Since macOS 11 no installer takes a tag with a minor version: packaging knows macosx_11_0_arm64 only.
        Assert.Equal(package == "torch" ? ["torch 1.8.0 for cpu on macos_arm64-py3.8: nothing was picked"] : [], faults);
    }

    [Fact]
    [Trait("Category", "Wide")]
    public void TargetCheck_RulesOutNoRecordedWheel()
    {
        string? records = RepoRoot.Shared("data", "pytorch", "wheels.jsonl.gz");
        Assert.SkipUnless(records is not null, "the records of PyTorch's wheels lie in ../shared, which is not beside this checkout");
        TargetCheck check = new(s_catalogue);
        int checkedTargets = 0;
        List<string> faults = [];
        foreach (RecordedWheel wheel in RecordedWheel.Read(records, "torch"))
        {
            Backend? backend = s_catalogue.All.FirstOrDefault(backend => backend.Directory == wheel.Folder && backend.Index == "pytorch");
            if (backend is null || wheel.Target is not { } target || !s_catalogue.TorchVersions.Contains(wheel.Name.Version.Public)) continue;
            checkedTargets++;
            SpecifierSet exactly = SpecifierSet.Parse($"=={wheel.Name.Version.Public}");
            if (check.Check(new Target(backend.Name, target.Platform, target.Python), exactly) is { } wrong) faults.Add($"{wheel.Name}: {wrong.Message}");
        }

        output.WriteLine($"{checkedTargets} wheels");
        Assert.True(checkedTargets > 1500);
        Assert.Empty(faults);
    }

    // A directory of the catalogue, or of a backend that is too old for it, on one of the channels.
    private static Backend? BackendOf(string folder)
    {
        string name = s_catalogue.Channels.Select(channel => channel.Path).Where(path => path.Length > 0 && folder.StartsWith(path, StringComparison.Ordinal)).Select(path => folder[path.Length..]).FirstOrDefault(folder).TrimEnd('/');
        return BackendName.TryParse(name, out BackendName? backend) ? s_catalogue.Find(backend) ?? UnlistedBackend.Of(backend, s_catalogue) : null;
    }

    // Of several files for one target the highest build counts; between files that differ in tags alone, such as linux and manylinux, either is right.
    private static string? Fault(DistributionFile? picked, ImmutableArray<RecordedWheel> recorded)
    {
        if (picked is null) return "nothing was picked";
        long build = recorded.Max(wheel => wheel.Name.Build?.Number ?? -1);
        RecordedWheel? expected = recorded.FirstOrDefault(wheel => wheel.Name.Text == picked.FileName && (wheel.Name.Build?.Number ?? -1) == build);
        if (expected is null) return $"picked {picked.FileName}";
        if (picked.Sha256 != expected.Sha256) return $"{picked.FileName} has hash {picked.Sha256 ?? "none"}, recorded is {expected.Sha256 ?? "none"}";
        return picked.Url.AbsoluteUri == expected.Url ? null : $"its address is {picked.Url}";
    }

    // The page of a live backend links to another host, absolutely; the others are relative to the root of theirs (REPORT.md, "HTML format").
    private static ProjectListing List(string package, string folder, bool isOnNetwork, ImmutableArray<RecordedWheel> wheels)
    {
        StringBuilder page = new($"<!DOCTYPE html>\n<html>\n  <body>\n    <h1>Links for {package}</h1>\n");
        foreach (RecordedWheel wheel in wheels.OrderBy(wheel => wheel.Folder + wheel.Name.Text, StringComparer.Ordinal))
        {
            string path = new Uri(wheel.Url).AbsolutePath;
            string address = (isOnNetwork ? "https://download-r2.pytorch.org" : "") + path + (wheel.Sha256 is null ? "" : $"#sha256={wheel.Sha256}");
            page.Append(CultureInfo.InvariantCulture, $"    <a href=\"{address}\">{wheel.Name.Text}</a><br/>\n");
        }

        page.Append("  </body>\n</html>\n<!--TIMESTAMP 1697195006-->");
        Uri root = new(s_catalogue.Indexes["pytorch"], folder + package + "/");
        ImmutableArray<PageLink> links = HtmlPage.Parse(Encoding.UTF8.GetBytes(page.ToString()), root);
        return new ListingBuilder(PackageName.Parse(package), s_catalogue.Hosts).Build(links);
    }

    private void Print(string package, Dictionary<(PyVersion Version, string Backend), Cell> table, int root, List<string> leftOut)
    {
        output.WriteLine($"{package}: picked/recorded targets (with a hash), by version and backend; {root} wheels in the root of the index stand on every page");
        foreach (IGrouping<PyVersion, KeyValuePair<(PyVersion Version, string Backend), Cell>> row in table.GroupBy(pair => pair.Key.Version).OrderBy(group => group.Key))
        {
            output.WriteLine($"{row.Key,-22} {string.Join("  ", row.Select(pair => $"{pair.Key.Backend} {pair.Value}"))}");
        }

        output.WriteLine($"all: {table.Values.Sum(cell => cell.Picked)}/{table.Values.Sum(cell => cell.Targets)}, with a hash {table.Values.Sum(cell => cell.Hashed)}");
        output.WriteLine("left out:");
        foreach (string line in leftOut) output.WriteLine(line);
        if (package != "torch") return;
        output.WriteLine("the catalogue has these, and the records have no wheel of them:");
        foreach (Backend backend in s_catalogue.All.Where(backend => backend.Index == "pytorch"))
        {
            PyVersion[] missing = [.. s_catalogue.TorchVersions.Where(version => backend.Torch.Contains(version) && !table.ContainsKey((version, backend.Name.Value))).Order()];
            if (missing.Length > 0) output.WriteLine($"{backend,-10} {string.Join(' ', missing.AsEnumerable())}");
        }
    }

    private sealed class Cell
    {
        public int Targets { get; set; }

        public int Wheels { get; set; }

        public int Picked { get; private set; }

        public int Hashed { get; private set; }

        public void Add(DistributionFile picked)
        {
            Picked++;
            if (picked.Sha256 is not null) Hashed++;
        }

        public override string ToString() => $"{Picked}/{Targets} ({Hashed})";
    }
}
