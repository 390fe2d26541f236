using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace LightTheTorch.LoopbackIndex;

/// <summary>
/// Makes source distributions that pip builds without a network: the build backend is a file inside. The same spec gives the same bytes.
/// </summary>
public static class SdistBuilder
{
    private const string Pyproject = """
        [build-system]
        requires = []
        build-backend = "backend"
        backend-path = ["."]

        """;

    /// <summary>The file name (source distribution format, PEP 625).</summary>
    public static string FileName(WheelSpec spec) => $"{spec.FileSafeName.ToLowerInvariant()}-{spec.Version}.tar.gz";

    /// <param name="spec">What the wheel that is built from it will say.</param>
    /// <param name="dynamicRequires">Whether PKG-INFO leaves its requirements to the build (PEP 643, <c>Dynamic: Requires-Dist</c>).</param>
    public static byte[] Build(WheelSpec spec, bool dynamicRequires = false)
    {
        string root = $"{spec.FileSafeName.ToLowerInvariant()}-{spec.Version}";
        string info = dynamicRequires ? (spec with { Requires = [] }).Metadata + "Dynamic: Requires-Dist\n" : spec.Metadata;
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip, TarEntryFormat.Ustar))
        {
            Add(tar, $"{root}/PKG-INFO", info);
            Add(tar, $"{root}/pyproject.toml", Pyproject);
            Add(tar, $"{root}/backend.py", Backend(spec));
        }
        return stream.ToArray();
    }

    private static void Add(TarWriter tar, string path, string text) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
    {
        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        ModificationTime = DateTimeOffset.UnixEpoch,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
    });

    // PEP 517: two hooks are enough. The wheel and its METADATA are carried along as text.
    private static string Backend(WheelSpec spec) => $"""
        import base64, os
        NAME = "{spec.FileName}"
        INFO = "{spec.FileSafeName}-{spec.Version}.dist-info"
        WHEEL = "{Convert.ToBase64String(WheelBuilder.Build(spec))}"
        METADATA = "{Convert.ToBase64String(Encoding.UTF8.GetBytes(spec.Metadata))}"


        def build_wheel(folder, config_settings=None, metadata_directory=None):
            with open(os.path.join(folder, NAME), "wb") as file:
                file.write(base64.b64decode(WHEEL))
            return NAME


        def prepare_metadata_for_build_wheel(folder, config_settings=None):
            os.mkdir(os.path.join(folder, INFO))
            with open(os.path.join(folder, INFO, "METADATA"), "wb") as file:
                file.write(base64.b64decode(METADATA))
            return INFO

        """;
}
