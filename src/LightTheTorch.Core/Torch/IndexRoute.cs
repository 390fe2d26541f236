using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Text;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>The one place that may serve a package for a backend. A closed hierarchy.</summary>
public abstract record IndexRoute
{
    private IndexRoute(string label) => Label = label;

    /// <summary>What to call the place in messages and in <c>--json</c>: <c>pypi</c>, <c>pytorch</c>, or the user's name for it.</summary>
    public string Label { get; }

    /// <summary>A simple index (PEP 503); the page of a project is <paramref name="Root"/>, its name and a slash.</summary>
    public sealed record Simple(string Name, Uri Root) : IndexRoute(Name)
    {
        /// <summary>The user declared that the index has the name, so that a refusal is no answer.</summary>
        public bool IsUsers { get; init; }

        /// <summary>A branch of PyTorch's index, which has no more than is being built there.</summary>
        public bool IsBranch { get; init; }
    }

    /// <summary>A flat page of links, whose address may depend on the torch that was chosen.</summary>
    /// <param name="Name">The user's name for it.</param>
    /// <param name="Template">An address with the placeholders <c>{torch}</c> and <c>{backend}</c>.</param>
    /// <param name="Backend">The backend that is locked.</param>
    public sealed record FindLinks(string Name, string Template, BackendName Backend) : IndexRoute(Name)
    {
        /// <summary>The page cannot be named before a torch is chosen.</summary>
        public bool NeedsTorch => Template.Contains("{torch}", StringComparison.Ordinal);

        /// <summary>The pages for all these torches, each once: files of them are for one torch each, and say so in their versions.</summary>
        public ImmutableArray<Uri> PagesFor(IEnumerable<PyVersion> torches) => NeedsTorch
            ? [.. torches.Select(PageFor).Distinct()]
            : [AddressText.Parse(Template.Replace("{backend}", Backend.Value, StringComparison.Ordinal))];

        /// <summary>The page for a torch, by its public version: <c>…/torch-2.8.0+cu126.html</c>.</summary>
        public Uri PageFor(PyVersion torch) => AddressText.Parse(Template
            .Replace("{torch}", torch.Public.ToString(), StringComparison.Ordinal)
            .Replace("{backend}", Backend.Value, StringComparison.Ordinal));
    }
}
