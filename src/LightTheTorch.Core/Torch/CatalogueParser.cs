using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.Torch;

/// <summary>Reads a catalogue from the nodes of a file, onto another catalogue: what the file names is added or replaced, the rest stays.</summary>
public static class CatalogueParser
{
    /// <exception cref="LttException">The file does not follow the schema; every mistake is told, with line and column.</exception>
    public static BackendCatalogue Parse(CatalogueNode file, BackendCatalogue ground)
    {
        CatalogueErrors errors = new();
        BackendCatalogue catalogue = ground;
        CatalogueTable? root = CatalogueTable.Open(
            file, errors, "indexes", "hosts", "channels", "packages", "torch-versions", "releases", "pypi-torch", "companions", "cuda-builds", "intel", "deny", "backends");
        if (root is not null)
        {
            catalogue = ReadTables(root, catalogue, errors);
            if (root.Find("backends") is { } backends) catalogue = ParseBackends(backends, catalogue, errors);
        }

        errors.ThrowIfAny();
        return catalogue;
    }

    /// <summary>Reads the table of backends alone, as <c>[tool.ltt.backends]</c> has it.</summary>
    /// <exception cref="LttException">The table does not follow the schema.</exception>
    public static BackendCatalogue ParseBackends(CatalogueNode backends, BackendCatalogue ground)
    {
        CatalogueErrors errors = new();
        BackendCatalogue catalogue = ParseBackends(backends, ground, errors);
        errors.ThrowIfAny();
        return catalogue;
    }

    private static BackendCatalogue ParseBackends(CatalogueNode node, BackendCatalogue catalogue, CatalogueErrors errors)
    {
        foreach (CatalogueEntry entry in CatalogueTable.OpenFree(node, errors)?.Entries ?? [])
        {
            if (BackendParser.Parse(entry, catalogue, errors) is not { } backend) continue;
            Backend? old = catalogue.Find(backend.Name);
            catalogue = catalogue with { All = old is null ? catalogue.All.Add(backend) : catalogue.All.Replace(old, backend) };
        }

        return catalogue;
    }

    // Rows of a later file go before those of an earlier one, for the first row that applies counts.
    private static BackendCatalogue ReadTables(CatalogueTable root, BackendCatalogue ground, CatalogueErrors errors) => ground with
    {
        Indexes = ground.Indexes.SetItems(CatalogueTables.Indexes(root, errors)),
        Hosts = new HostAliases([.. CatalogueTables.Hosts(root, errors), .. ground.Hosts.Groups]),
        Channels = CatalogueTables.Channels(root, errors) is { Length: > 0 } channels ? channels : ground.Channels,
        Packages = [.. ground.Packages.Union(root.List<PackageName>("packages", root.Package))],
        TorchVersions = [.. ground.TorchVersions.Union(CatalogueTables.TorchVersions(root)).OrderDescending()],
        Releases = [.. CatalogueTables.Releases(root, errors), .. ground.Releases],
        PypiTorch = [.. CatalogueTables.PypiTorch(root, errors), .. ground.PypiTorch],
        Companions = [.. CatalogueTables.Companions(root, errors), .. ground.Companions],
        CudaBuilds = [.. CatalogueTables.CudaBuilds(root, errors), .. ground.CudaBuilds],
        Denied = [.. CatalogueTables.Denied(root, errors), .. ground.Denied],
        Intel = [.. CatalogueTables.Intel(root, errors), .. ground.Intel],
    };
}
