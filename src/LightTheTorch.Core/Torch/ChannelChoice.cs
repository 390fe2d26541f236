using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.Torch;

/// <summary>Chooses the branch of PyTorch's index from what the user said.</summary>
public static class ChannelChoice
{
    /// <param name="catalogue">Has the channels.</param>
    /// <param name="name">The value of <c>--channel</c>, or <see langword="null"/>.</param>
    /// <param name="pre"><c>--pre</c>: alone it means release candidates of PyTorch's names, as in the first light-the-torch.</param>
    /// <param name="place">Where a file says so, or <see langword="null"/>.</param>
    /// <exception cref="LttException">There is no such channel.</exception>
    public static Channel Of(BackendCatalogue catalogue, string? name, bool pre, SourceLocation? place = null)
    {
        string wanted = name ?? (pre ? "test" : "stable");
        if (catalogue.FindChannel(wanted) is { } channel) return channel;
        string known = Phrases.Names(catalogue.Channels.Select(other => other.Name));
        string message = wanted.Equals("lts", StringComparison.OrdinalIgnoreCase)
            ? "PyTorch has no LTS channel any more: it held torch 1.8 alone and was given up"
            : $"unknown channel `{wanted}`";
        ImmutableArray<string> near = Nearest.To(wanted, catalogue.Channels.Select(other => other.Name), limit: 1);
        string hint = near.IsEmpty || wanted.Equals("lts", StringComparison.OrdinalIgnoreCase) ? $"the channels are {known}" : $"did you mean `{near[0]}`?";
        throw new LttException(new Diagnostic(DiagnosticCode.InvalidUsage, Severity.Error, message, place) { Hints = [hint] }, ExitCode.Usage);
    }
}
