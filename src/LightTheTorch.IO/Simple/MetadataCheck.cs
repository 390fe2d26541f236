using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Http;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Simple;

/// <summary>METADATA that belongs to the file it came with: the same project and version, as pip demands.</summary>
internal static class MetadataCheck
{
    public static CoreMetadata Parse(DistributionFile file, string text)
    {
        if (!CoreMetadata.TryParse(text, out CoreMetadata? metadata, out ParseError? error))
            throw Invalid(file, $"{error.Message}{(error.Source.Length > 0 ? $": `{error.Source}`" : "")}");
        if (!metadata.Name.Equals(file.Kind.Project)) throw Invalid(file, $"it is that of `{metadata.Name}`");
        if (metadata.Version != file.Version) throw Invalid(file, $"it is that of version {metadata.Version}");
        return metadata;
    }

    private static LttException Invalid(DistributionFile file, string cause) =>
        new(new Diagnostic(DiagnosticCode.InvalidMetadata, Severity.Error, $"the METADATA of `{Addresses.Show(file.Url)}` is invalid: {cause}"));
}
