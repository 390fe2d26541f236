namespace LightTheTorch.Resolution.Solving;

/// <summary>All incompatibilities that propagation looks at, by the packages they mention, oldest first.</summary>
internal sealed class IncompatibilityStore
{
    private readonly List<List<Incompatibility>> _byPackage = [];

    /// <summary>How many facts there are, without those that were replaced and what was derived.</summary>
    public int Facts { get; private set; }

    public List<Incompatibility> About(SolverPackage package)
    {
        while (_byPackage.Count <= package.Index) _byPackage.Add([]);
        return _byPackage[package.Index];
    }

    /// <summary>Adds a fact; one that it replaces stays only as a cause of what was derived from it.</summary>
    public void Add(SolverFact fact)
    {
        if (fact.Incompatibility.Cause is not Cause.Derived) Facts++;
        if (fact.Replaces is { } old)
        {
            Facts--;
            foreach (Term term in old.Terms) About(term.Package).Remove(old);
        }

        foreach (Term term in fact.Incompatibility.Terms) About(term.Package).Add(fact.Incompatibility);
    }
}
