using LightTheTorch.Diagnostics;
using LightTheTorch.Names;

namespace LightTheTorch.Index;

/// <summary>A place that distributions come from: a simple index, a directory, or a test's double.</summary>
/// <remarks>
/// Safe for concurrent calls. It answers whole or throws <see cref="LttException"/>: <see cref="DiagnosticCode.IndexUnreachable"/>,
/// <see cref="DiagnosticCode.InvalidIndexPage"/>, <see cref="DiagnosticCode.FileUnavailable"/>, <see cref="DiagnosticCode.HashMismatch"/>,
/// <see cref="DiagnosticCode.Offline"/>.
/// </remarks>
public interface IPackageSource
{
    /// <summary>A name for messages: the address without credentials, such as <c>https://download.pytorch.org/whl/cu126</c>.</summary>
    string DisplayName { get; }

    /// <summary>Lists the files of a project, or answers null when the source does not have it.</summary>
    ValueTask<ProjectListing?> FindAsync(PackageName name, CancellationToken cancellationToken);

    /// <summary>Reads the core metadata of one file that this source listed: that very file's, never a sibling's.</summary>
    /// <exception cref="LttException">
    /// <see cref="DiagnosticCode.InvalidMetadata"/> when it cannot be read or is another project's: the version is then not to be had.
    /// </exception>
    ValueTask<CoreMetadata> ReadMetadataAsync(DistributionFile file, CancellationToken cancellationToken);
}
