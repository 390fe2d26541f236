using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace LightTheTorch.LoopbackIndex;

/// <summary>What the loopback index serves: files under <c>host/path</c>, the layout of a mirror.</summary>
public interface ITree
{
    /// <summary>The bytes at exactly this path, without a slash in front; null when there is no such file. May be called concurrently.</summary>
    TreeFile? Find(string path);
}

/// <summary>The bytes of one file and the tag that changes with them.</summary>
public sealed class TreeFile(ReadOnlyMemory<byte> content)
{
    private readonly Lazy<string> _etag = new(() => $"\"{Convert.ToHexStringLower(SHA256.HashData(content.Span))[..16]}\"");

    public ReadOnlyMemory<byte> Content => content;

    /// <summary>A strong entity tag, quotes included.</summary>
    public string ETag => _etag.Value;
}

/// <summary>A mirror in a folder, such as <c>fixtures/index</c>. What was read once is kept.</summary>
public sealed class FolderTree(string root) : ITree
{
    private readonly string _root = Path.GetFullPath(root) + Path.DirectorySeparatorChar;
    private readonly ConcurrentDictionary<string, TreeFile?> _files = new(StringComparer.Ordinal);

    public TreeFile? Find(string path) => _files.GetOrAdd(path, Read);

    private TreeFile? Read(string path)
    {
        string file = Path.GetFullPath(Path.Combine(_root, path));
        return file.StartsWith(_root, StringComparison.Ordinal) && File.Exists(file) ? new TreeFile(File.ReadAllBytes(file)) : null;
    }
}

/// <summary>A mirror in memory, as <see cref="Universe"/> makes it.</summary>
public sealed class MemoryTree(ImmutableDictionary<string, TreeFile> files) : ITree
{
    /// <summary>Every file by its path.</summary>
    public ImmutableDictionary<string, TreeFile> Files => files;

    public TreeFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>Writes the tree under a folder, so that a folder can be given as mirror.</summary>
    public void WriteTo(string folder)
    {
        foreach ((string path, TreeFile file) in files)
        {
            string target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // under `folder`, so it has a parent
            File.WriteAllBytes(target, file.Content.Span);
        }
    }
}

/// <summary>Several trees as one; the first that has a file gives it.</summary>
public sealed class LayeredTree(params ImmutableArray<ITree> layers) : ITree
{
    public TreeFile? Find(string path) => layers.Select(layer => layer.Find(path)).FirstOrDefault(file => file is not null);
}
