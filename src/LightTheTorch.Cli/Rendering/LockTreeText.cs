using System.Collections.Immutable;
using LightTheTorch.Locking;
using LightTheTorch.Names;

namespace LightTheTorch.Cli.Rendering;

/// <summary>
/// A lock's graph as an indented tree; a package that was shown with its children is shown again without them, marked <c>(*)</c>. What does not hold
/// wherever the parent is locked has its targets in braces, as the lock has.
/// </summary>
internal static class LockTreeText
{
    private const int MostTargets = 3;

    public static void Write(TextWriter output, LockGraph graph)
    {
        HashSet<PackageName> shown = [];
        foreach (LockNode root in graph.Roots)
        {
            string asked = string.Join(", ", root.Via.OfType<Via.Direct>().Select(direct => direct.Words));
            WriteNode(output, graph, root, Label(root), $"  # {asked}{Overridden(root, "; ")}", "", shown);
        }
    }

    /// <summary><c>numpy 2.3.4</c>, or all versions where targets differ.</summary>
    public static string Label(LockNode node) => $"{node.Name} {string.Join(" / ", node.Versions)}";

    private static string Overridden(LockNode node, string lead)
    {
        string words = string.Join(", ", node.Via.OfType<Via.Override>().Select(instead => instead.Words));
        return words.Length == 0 ? "" : $"{lead}overridden by {words}";
    }

    private static void WriteNode(TextWriter output, LockGraph graph, LockNode node, string line, string remark, string indent, HashSet<PackageName> shown)
    {
        List<(LockNode Child, Via.Parent Because)> children = [.. graph.Children(node.Name)];
        bool again = !shown.Add(node.Name) && children.Count > 0;
        DiagnosticRenderer.Line(output, line + (again ? " (*)" : "") + remark);
        if (again) return;
        for (int i = 0; i < children.Count; i++)
        {
            bool last = i == children.Count - 1;
            string extra = children[i].Because.Extra is { } name ? $"  [{name}]" : "";
            ImmutableArray<string> only = graph.OnlyOn(node.Name, children[i].Child);
            string where = only.IsEmpty ? "" : $"  {{{(only.Length <= MostTargets ? string.Join(' ', only) : $"{only.Length} of {node.Targets.Length} targets")}}}";
            WriteNode(output, graph, children[i].Child, $"{indent}{(last ? "└─ " : "├─ ")}{Label(children[i].Child)}", extra + where + Overridden(children[i].Child, "  # "), indent + (last ? "   " : "│  "), shown);
        }
    }
}
