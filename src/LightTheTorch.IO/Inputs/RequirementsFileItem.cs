using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Requirements.Files;
using LightTheTorch.Text;

namespace LightTheTorch.IO.Inputs;

/// <summary>What the lines of a requirements file and of those that it includes say, in the order in which pip comes by them.</summary>
public abstract record RequirementsFileItem
{
    private RequirementsFileItem()
    {
    }

    /// <summary>A requirement or a constraint.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Span">The requirement in that line.</param>
    /// <param name="Text">It, with its marker; for <c>-e</c> what stands behind.</param>
    /// <param name="Subject">What it means.</param>
    /// <param name="IsConstraint">It came by <c>-c</c>.</param>
    /// <param name="IsEditable">It came by <c>-e</c>.</param>
    /// <param name="Options">The options of the line that apply to it: hashes and config settings.</param>
    public sealed record Entry(
        LogicalLine Line,
        TextSpan Span,
        string Text,
        FileSubject Subject,
        bool IsConstraint,
        bool IsEditable,
        ImmutableArray<FileOption> Options) : RequirementsFileItem;

    /// <summary>An option that holds for all requirements.</summary>
    public sealed record Option(LogicalLine Line, FileOption Value) : RequirementsFileItem;

    /// <summary>An error, at which pip would stop, or a warning.</summary>
    public sealed record Remark(Diagnostic Diagnostic) : RequirementsFileItem;
}
