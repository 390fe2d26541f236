using System.Collections.Immutable;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Resolution.Facts;

/// <summary>
/// What is learned of the rules while solving: pre-releases and yanked versions that somebody asked for by name, files that somebody gave by URL.
/// When it grows, the solve starts again, because what was said of those packages before is no longer true.
/// </summary>
internal sealed class Knowledge
{
    private readonly HashSet<PackageName> _givenByUrl;
    private readonly HashSet<(PackageName Name, PyVersion Version)> _admitted = [];
    private readonly HashSet<(PackageName Name, PyVersion Version)> _refused = [];
    private readonly Dictionary<PackageName, ImmutableArray<Requirement>> _urls = [];

    public Knowledge(ResolutionRequest request)
    {
        foreach (InputRequirement input in request.Requirements.Concat(request.Overrides).Concat(request.Constraints))
        {
            if (input.Requirement.Url is not null) AddUrl(input.Requirement);
        }

        _givenByUrl = [.. _urls.Keys];
    }

    /// <summary>Counts what was learned; a solve is out of date when it has grown.</summary>
    public int Revision { get; private set; }

    public bool IsAdmitted(PackageName name, PyVersion version) => _admitted.Contains((name, version)) && !_refused.Contains((name, version));

    /// <summary>The requirements that name a file of this project by its URL, one for each URL.</summary>
    public ImmutableArray<Requirement> Urls(PackageName name) => _urls.TryGetValue(name, out ImmutableArray<Requirement> urls) ? urls : [];

    /// <summary>Whether the user gives the file of this project by its URL.</summary>
    public bool IsGivenByUrl(PackageName name) => _givenByUrl.Contains(name);

    /// <summary>A requirement asks for what nobody else would be given.</summary>
    public void Admit(PackageName name, PyVersion version)
    {
        if (_admitted.Add((name, version)) && !_refused.Contains((name, version))) Revision++;
    }

    /// <summary>Whoever asked for this is not part of the answer.</summary>
    public void Refuse(PackageName name, PyVersion version)
    {
        if (_refused.Add((name, version))) Revision++;
    }

    public void AddUrl(Requirement requirement)
    {
        ImmutableArray<Requirement> urls = Urls(requirement.Name);
        if (urls.Any(known => known.Url == requirement.Url)) return;
        _urls[requirement.Name] = urls.Add(requirement);
        Revision++;
    }
}
