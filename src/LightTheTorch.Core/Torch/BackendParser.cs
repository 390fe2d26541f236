using System.Collections.Immutable;
using LightTheTorch.Names;
using NuGet.Versioning;

namespace LightTheTorch.Torch;

/// <summary>Reads one backend of a catalogue. What it does not say comes from the backend that it is <c>like</c>, or from its own earlier entry.</summary>
internal static class BackendParser
{
    public static Backend? Parse(CatalogueEntry entry, BackendCatalogue ground, CatalogueErrors errors)
    {
        if (!BackendName.TryParse(entry.Key, out BackendName? name))
        {
            errors.Add(entry.Location, $"expected the name of a backend such as `cu126` or `rocm7.2`, got `{entry.Key}`");
            return null;
        }

        CatalogueTable? table = CatalogueTable.Open(
            entry.Value, errors, "like", "index", "directory", "torch", "live", "platforms", "driver", "toolkit-driver", "gpus", "packages");
        if (table is null || KindOf(name) is not { } kind)
        {
            if (table is not null) errors.Add(entry.Location, $"a backend is `cpu`, `xpu`, `cuNNN` or `rocmN.N`, not `{entry.Key}`");
            return null;
        }

        Backend? model = Model(table, name, ground, errors);
        ImmutableArray<PlatformBuilds> platforms = Platforms(table, errors);
        if (platforms.IsEmpty && model is null)
        {
            errors.Add(entry.Location, $"the backend `{name}` names no platforms", "say `platforms: { linux_x86_64: \"[2.6,)\" }`, or `like: cu126` to take them from there");
            return null;
        }

        string index = table.Text("index") ?? model?.Index ?? "pytorch";
        if (!ground.Indexes.ContainsKey(index))
        {
            errors.Add(table.Find("index")?.Location ?? entry.Location, $"no index is named `{index}`", $"the indexes are {string.Join(", ", ground.Indexes.Keys.Order(StringComparer.Ordinal).Select(key => $"`{key}`"))}");
        }

        Backend? same = name.Equals(model?.Name) ? model : null;
        return new Backend
        {
            Name = name,
            Accelerator = kind.Accelerator,
            Toolkit = kind.Toolkit,
            Index = index,
            Directory = table.RelativePath("directory") ?? same?.Directory ?? $"{name}/",
            Torch = table.Range("torch") ?? model?.Torch ?? VendorRange.Any,
            IsLive = table.Flag("live") ?? model?.IsLive ?? false,
            Platforms = platforms.IsEmpty && model is not null ? model.Platforms : platforms,
            Driver = Floor(table, "driver", errors) ?? model?.Driver,
            ToolkitDriver = Floor(table, "toolkit-driver", errors) ?? same?.ToolkitDriver,
            Gpus = table.Find("gpus") is null ? model?.Gpus ?? [] : [.. table.List("gpus", node => Coverage(node, errors))],
            Packages = table.Find("packages") is null ? model?.Packages ?? [] : table.List<PackagePattern>("packages", table.PackagePattern),
        };
    }

    internal static (Accelerator Accelerator, NuGetVersion? Toolkit)? KindOf(BackendName name)
    {
        string text = name.Value;
        if (text == "cpu") return (Accelerator.Cpu, null);
        if (text == "xpu") return (Accelerator.Xpu, null);

        // cu126 is CUDA 12.6: the last digit is the minor, as in every name since cu75.
        if (text.StartsWith("cu", StringComparison.Ordinal) && text.Length is 4 or 5 && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return (Accelerator.Cuda, NuGetVersion.Parse($"{text[2..^1]}.{text[^1]}"));
        }

        return text.StartsWith("rocm", StringComparison.Ordinal) && NuGetVersion.TryParse(text[4..], out NuGetVersion? rocm) ? (Accelerator.Rocm, rocm) : null;
    }

    private static Backend? Model(CatalogueTable table, BackendName name, BackendCatalogue ground, CatalogueErrors errors)
    {
        if (table.Text("like") is not { } text) return ground.Find(name);
        if (BackendName.TryParse(text, out BackendName? other) && ground.Find(other) is { } model) return model;
        ImmutableArray<string> hints = [.. ground.Nearest(text).Take(1).Select(near => $"did you mean `{near}`?")];
        errors.Add(table.Find("like")?.Location ?? table.Location, $"no backend `{text}` stands before this one", hints);
        return null;
    }

    private static ImmutableArray<PlatformBuilds> Platforms(CatalogueTable table, CatalogueErrors errors)
    {
        if (table.Find("platforms") is not { } node || CatalogueTable.Open(node, errors, CatalogueTable.PlatformNames) is not { } platforms) return [];
        return [.. platforms.Entries.Select(entry => platforms.Range(entry.Value) is { } range ? new PlatformBuilds(entry.Key, range) : null).OfType<PlatformBuilds>()];
    }

    private static DriverFloor? Floor(CatalogueTable table, string key, CatalogueErrors errors) =>
        table.Find(key) is { } node && CatalogueTable.Open(node, errors, "linux", "windows") is { } floor ? new DriverFloor(floor.Range("linux"), floor.Range("windows")) : null;

    private static GpuCoverage? Coverage(CatalogueNode node, CatalogueErrors errors)
    {
        if (CatalogueTable.Open(node, errors, "torch", "platforms", "code") is not { } row) return null;
        row.Require("code");
        return new GpuCoverage(
            row.Range("torch") ?? VendorRange.Any,
            row.Platforms(),
            row.List("code", item => row.Parsed(item, ParseArchitecture, "a GPU architecture such as `sm_86`, `compute_120` or `gfx90a`")));
    }

    internal static GpuArchitecture? ParseArchitecture(string text) => GpuArchitecture.TryParse(text, out GpuArchitecture? architecture) ? architecture : null;
}
