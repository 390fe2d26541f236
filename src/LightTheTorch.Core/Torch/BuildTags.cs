using LightTheTorch.Diagnostics;
using LightTheTorch.Names;
using LightTheTorch.Requirements;
using LightTheTorch.Versions;

namespace LightTheTorch.Torch;

/// <summary>
/// What stands behind the <c>+</c> when a user pins one of PyTorch's names: <c>torch==2.8.0+cpu</c>, as <c>pip freeze</c> and PyTorch's own pages
/// write it. The tag names a backend. It says nothing new where that backend is locked, and contradicts every other.
/// </summary>
public sealed class BuildTags
{
    private readonly BackendCatalogue _catalogue;

    public BuildTags(BackendCatalogue catalogue) => _catalogue = catalogue;

    /// <summary>The requirement without the tag of this backend, so that it also takes a wheel of the backend that has none, as on macOS.</summary>
    public InputRequirement Without(InputRequirement input, Backend backend)
    {
        Requirement requirement = input.Requirement;
        if (!requirement.Specifier.Clauses.Any(clause => IsTag(requirement.Name, clause, backend) && BackendOf(clause)?.Equals(backend.Name) == true)) return input;
        string clauses = string.Join(',', requirement.Specifier.Clauses.Select(clause => BackendOf(clause)?.Equals(backend.Name) == true ? $"=={clause.Version?.Public}" : clause.ToString()));
        return input with
        {
            Requirement = new Requirement(
                requirement.NameAsWritten, [.. requirement.Extras.Select(extra => extra.Value)], SpecifierSet.Parse(clauses), requirement.Url, requirement.Marker)
            {
                AsWritten = requirement.AsWritten,
            },
        };
    }

    /// <summary>Says that a requirement asks for another backend; <see langword="null"/> when it does not.</summary>
    public Diagnostic? Contradiction(InputRequirement input, Backend backend)
    {
        Requirement requirement = input.Requirement;
        foreach (Specifier clause in requirement.Specifier.Clauses.Where(clause => IsTag(requirement.Name, clause, backend)))
        {
            if (BackendOf(clause) is not { } other || other.Equals(backend.Name)) continue;
            return new Diagnostic(
                DiagnosticCode.NoSolution,
                Severity.Error,
                $"`{requirement.Name}{clause}` asks by its local version `+{other}` for the build of `{other}`, and `{backend}` is to be locked",
                input.Origin)
            {
                Hints = [$"write `{requirement.Name}=={clause.Version?.Public}`: each lock takes the build of its own backend", _catalogue.Find(other) is null ? $"no backend `{other}` is known; `ltt backends` lists all" : $"or lock `{other}` alone, with `--backends {other}`"],
            };
        }

        return null;
    }

    private bool IsTag(PackageName name, Specifier clause, Backend backend) =>
        clause is { Operator: "==" or "===", Version.HasLocal: true } && (_catalogue.Packages.Contains(name) || backend.Has(name));

    private static BackendName? BackendOf(Specifier clause) =>
        clause.Version is { HasLocal: true } version && BackendName.TryParse(string.Join('.', version.Local), out BackendName? name) && BackendParser.KindOf(name) is not null ? name : null;
}
