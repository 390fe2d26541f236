using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LightTheTorch.IO.Yaml;

/// <summary>Reads catalogues of backends from YAML: the embedded <c>backends.yaml</c> and files in the same form that users lay over it.</summary>
public static class BackendCatalogueReader
{
    private const string EmbeddedName = "backends.yaml";
    private const int DeepestNesting = 64;

    /// <summary>The catalogue that the program was built with.</summary>
    public static BackendCatalogue ReadEmbedded()
    {
        using Stream stream = typeof(BackendCatalogueReader).Assembly.GetManifestResourceStream(EmbeddedName)
            ?? throw new InvalidOperationException($"the resource {EmbeddedName} is missing");
        using StreamReader reader = new(stream);
        return Read(reader.ReadToEnd(), EmbeddedName, BackendCatalogue.Empty);
    }

    /// <summary>Reads a file onto another catalogue: what it names is added or replaced, the rest stays.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its name in messages.</param>
    /// <param name="ground">Usually <see cref="ReadEmbedded"/>.</param>
    /// <exception cref="LttException">The text is no YAML or does not follow the schema; messages have line and column.</exception>
    public static BackendCatalogue Read(string text, string path, BackendCatalogue ground) => CatalogueParser.Parse(ReadNode(text, path), ground);

    /// <summary>What a file says, whatever it means: for a digest.</summary>
    /// <exception cref="LttException">The text is no YAML; the message has line and column.</exception>
    public static CatalogueNode ReadNode(string text, string path)
    {
        YamlStream stream = [];
        try
        {
            CheckDepth(text, path);
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw Invalid(e.InnerException?.Message ?? e.Message, new SourceLocation(path, (int)e.Start.Line, (int)e.Start.Column), e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner lets these through for some malformed sequences, without a place.
            throw Invalid("not valid YAML", new SourceLocation(path, 1, 1), e);
        }

        return stream.Documents.Count == 1
            ? YamlCatalogueNodes.Convert(stream.Documents[0].RootNode, path)
            : throw Invalid("expected one YAML document", new SourceLocation(path, 1, 1), null);
    }

    // The loader goes as deep as the text does, and the stack does not.
    private static void CheckDepth(string text, string path)
    {
        Parser events = new(new StringReader(text));
        for (int depth = 0; events.MoveNext();)
        {
            depth += events.Current?.NestingIncrease ?? 0;
            if (depth > DeepestNesting) throw Invalid($"nested more than {DeepestNesting} deep", new SourceLocation(path, (int)(events.Current?.Start.Line ?? 1), (int)(events.Current?.Start.Column ?? 1)), null);
        }
    }

    private static LttException Invalid(string message, SourceLocation location, Exception? inner) =>
        new(new Diagnostic(DiagnosticCode.InvalidCatalogue, Severity.Error, message, location), ExitCode.Usage, inner);
}
