namespace LightTheTorch.Tests.Docs;

/// <summary>What a page of the documentation shows in a code block.</summary>
internal abstract record DocumentedStep
{
    private DocumentedStep()
    {
    }

    /// <summary>A file, announced by a line that ends in its name: <c>`requirements.txt`:</c>.</summary>
    public sealed record File(string Name, string Text) : DocumentedStep;

    /// <summary>A command behind <c>$ </c>, and the lines below it that it is said to print; <c>…</c> stands for anything.</summary>
    public sealed record Command(string Page, int Line, string Text, string[] Output) : DocumentedStep
    {
        public override string ToString() => $"{Page}:{Line}: {Text}";
    }

    /// <summary>The steps of a page in their order.</summary>
    /// <exception cref="InvalidDataException">A block that is neither.</exception>
    public static IEnumerable<DocumentedStep> Read(string page, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!IsCode(lines[i])) continue;
            int start = i;
            while (i < lines.Length && (IsCode(lines[i]) || (lines[i].Length == 0 && i + 1 < lines.Length && IsCode(lines[i + 1])))) i++;
            string[] block = [.. lines[start..i].Select(line => line.Length == 0 ? "" : line[4..])];
            string above = lines[..start].LastOrDefault(line => line.Length > 0) ?? "";
            string[] content = [.. block.TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal))];
            if (content.Length > 0 && above.EndsWith("`:", StringComparison.Ordinal) && above[..^2].LastIndexOf('`') is var open and >= 0)
                yield return new File(above[(open + 1)..^2], string.Join('\n', content).TrimEnd('\n') + "\n");
            foreach (Command command in Commands(page, start + 1, block)) yield return command;
        }
    }

    private static bool IsCode(string line) => line.StartsWith("    ", StringComparison.Ordinal);

    private static IEnumerable<Command> Commands(string page, int line, string[] block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            if (!block[i].StartsWith("$ ", StringComparison.Ordinal)) continue;
            string[] output = [.. block[(i + 1)..].TakeWhile(below => !below.StartsWith("$ ", StringComparison.Ordinal)).Where(below => below.Length > 0)];
            yield return new Command(page, line + i, block[i][2..], output);
        }
    }
}
