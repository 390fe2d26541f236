using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>The tables of a catalogue that are not about one backend.</summary>
internal static class CatalogueTables
{
    public static IEnumerable<KeyValuePair<string, Uri>> Indexes(CatalogueTable root, CatalogueErrors errors) =>
        from entry in Entries(root, "indexes", errors)
        let address = root.Address(entry.Value)
        where address is not null
        select KeyValuePair.Create(entry.Key, address);

    public static IEnumerable<ImmutableArray<string>> Hosts(CatalogueTable root, CatalogueErrors errors)
    {
        if (root.Find("hosts") is not { } node || CatalogueTable.OpenFree(node, errors) is not { } hosts) return [];
        return hosts.Entries.Select(entry => ImmutableArray.Create(entry.Key).AddRange(hosts.List<string>(entry.Key, hosts.Host)));
    }

    public static ImmutableArray<Channel> Channels(CatalogueTable root, CatalogueErrors errors) =>
    [
        .. from entry in Entries(root, "channels", errors)
           let table = CatalogueTable.Open(entry.Value, errors, "path", "kept-days")
           where table is not null
           select new Channel(entry.Key, table.RelativePath("path") ?? "", table.Number("kept-days")),
    ];

    public static IEnumerable<TorchRelease> Releases(CatalogueTable root, CatalogueErrors errors) =>
        root.List("releases", row =>
        {
            if (CatalogueTable.Open(row, errors, "torch", "pythons", "platforms") is not { } table) return null;
            return new TorchRelease(
                table.Range("torch") ?? VendorRange.Any,
                table.List("pythons", node => table.Parsed(node, ParsePython, "a Python such as `3.12` or `3.13t`")),
                table.Platforms());
        });

    public static IEnumerable<PyVersion> TorchVersions(CatalogueTable root) =>
        root.List("torch-versions", node => root.Parsed(node, text => PyVersion.TryParse(text, out PyVersion? version) ? version : null, "a version"));

    public static IEnumerable<(VendorRange Torch, int CudaMajor)> PypiTorch(CatalogueTable root, CatalogueErrors errors) =>
        root.List("pypi-torch", node =>
        {
            if (CatalogueTable.Open(node, errors, "torch", "cuda") is not { } table) return null;
            table.Require("cuda");
            return Tuple.Create(table.Range("torch") ?? VendorRange.Any, table.Number("cuda") ?? 0);
        }).Select(row => (row.Item1, row.Item2));

    public static IEnumerable<CompanionRule> Companions(CatalogueTable root, CatalogueErrors errors) =>
        from entry in Entries(root, "companions", errors)
        let package = PackageOf(entry, errors)
        where package is not null
        from row in Rows(entry.Value)
        let table = CatalogueTable.Open(row, errors, "version", "torch")
        where table is not null
        select new CompanionRule(package, table.Range("version") ?? VendorRange.Any, table.Range("torch") ?? VendorRange.Any);

    public static IEnumerable<CudaBuildRule> CudaBuilds(CatalogueTable root, CatalogueErrors errors) =>
        from entry in Entries(root, "cuda-builds", errors)
        let package = PackageOf(entry, errors)
        where package is not null
        from row in Rows(entry.Value)
        let table = CatalogueTable.Open(row, errors, "version", "cuda", "runs-without", "optional", "where")
        where table is not null
        select new CudaBuildRule(
            package,
            table.Range("version") ?? VendorRange.Any,
            [.. table.Numbers("cuda")],
            table.Flag("runs-without") ?? false,
            table.Flag("optional") ?? false,
            table.Text("where"));

    public static IEnumerable<GpuDenial> Denied(CatalogueTable root, CatalogueErrors errors) =>
        root.List("deny", node =>
        {
            if (CatalogueTable.Open(node, errors, "gpu", "toolkit", "torch", "warning", "why") is not { } row) return null;
            row.Require("gpu");
            GpuArchitecture? gpu = row.Find("gpu") is { } text ? row.Parsed(text, BackendParser.ParseArchitecture, "a GPU architecture such as `gfx1033`") : null;
            if (gpu is null) return null;
            string why = row.Text("why") ?? "it is known not to work";
            return new GpuDenial(gpu, row.Range("toolkit") ?? VendorRange.Any, row.Range("torch") ?? VendorRange.Any, row.Flag("warning") ?? false, why);
        });

    public static IEnumerable<IntelDevices> Intel(CatalogueTable root, CatalogueErrors errors)
    {
        if (root.Find("intel") is not { } node || CatalogueTable.OpenFree(node, errors) is not { } families) return [];
        foreach (CatalogueEntry entry in families.Entries.Where(entry => BackendParser.ParseArchitecture(entry.Key) is not GpuArchitecture.IntelFamily))
        {
            errors.Add(entry.Location, $"expected the name of a family such as `arc-b`, got `{entry.Key}`");
        }

        return families.Entries.Select(entry => new IntelDevices(entry.Key, families.List<string>(entry.Key, families.PciId)));
    }

    private static ImmutableArray<CatalogueEntry> Entries(CatalogueTable root, string key, CatalogueErrors errors) =>
        root.Find(key) is { } node && CatalogueTable.OpenFree(node, errors) is { } table ? table.Entries : [];

    private static PythonVersion? ParsePython(string text) => PythonVersion.TryParse(text, out PythonVersion? python) ? python : null;

    private static ImmutableArray<CatalogueNode> Rows(CatalogueNode node) => node is CatalogueNode.Sequence sequence ? sequence.Items : [node];

    private static PackageName? PackageOf(CatalogueEntry entry, CatalogueErrors errors)
    {
        if (PackageName.TryParse(entry.Key, out PackageName? name)) return name;
        errors.Add(entry.Location, $"expected the name of a package, got `{entry.Key}`");
        return null;
    }
}
