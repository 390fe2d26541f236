using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.Torch;

namespace LightTheTorch.Hardware;

/// <summary>
/// Decides whose builds an installer may see: one backend that was asked for is taken whatever the machine has, for it may be meant for another;
/// of several those that the machine runs, and when nobody asked, those that run on its best accelerator.
/// </summary>
public sealed class BuildOffer
{
    private readonly MachineReport _machine;
    private readonly BackendChoice _choice;
    private readonly ImmutableArray<Backend> _asked;

    /// <param name="catalogue">All backends.</param>
    /// <param name="machine">The machine that is installed on.</param>
    /// <param name="asked">What the user named; empty: the machine decides.</param>
    public BuildOffer(BackendCatalogue catalogue, MachineReport machine, ImmutableArray<Backend> asked)
    {
        _machine = machine;
        _choice = new BackendChoice(catalogue);
        _asked = asked;
        (Candidates, Remarks) = asked.IsEmpty ? Automatic() : Asked();
    }

    /// <summary>The backends whose pages are worth asking for, the best first as far as the catalogue can tell.</summary>
    public ImmutableArray<Backend> Candidates { get; }

    /// <summary>What the user should know of the choice.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; }

    /// <summary>Ranks what the pages of torch really have, the best first, and leaves out what this machine cannot run.</summary>
    /// <param name="torch">For each candidate the torch versions on its page.</param>
    public ImmutableArray<BuildShelf> Arrange(IEnumerable<BackendOffer> torch)
    {
        ImmutableArray<BackendOffer> offers = [.. torch.Select(offer => offer with { Torch = [.. offer.Torch.Select(version => version.Public).Distinct()] })];
        ImmutableArray<BackendVerdict> running = [.. _choice.Rank(_machine, offers).Where(verdict => verdict.Runs)];
        return _asked.Length == 1 || (running.IsEmpty && !_asked.IsEmpty)
            ? [.. offers.Select(offer => new BuildShelf(offer.Backend, [.. offer.Torch]))]
            : [.. running.Select(verdict => new BuildShelf(verdict.Backend, [.. verdict.Torch]))];
    }

    private (ImmutableArray<Backend> Candidates, ImmutableArray<Diagnostic> Remarks) Automatic()
    {
        ImmutableArray<BackendVerdict> running = [.. _choice.Rank(_machine).Where(verdict => verdict.Runs)];
        if (running.IsEmpty)
        {
            return ([], [new Diagnostic(DiagnosticCode.NoBackendFits, Severity.Error, $"no backend of PyTorch runs on {_machine.Platform}") { Hints = ["`ltt detect` says why not"] }]);
        }

        // A newer torch for the processor must not outrank the newest one for the GPU.
        Accelerator best = running[0].Backend.Accelerator;
        return ([.. running.Select(verdict => verdict.Backend).Where(backend => backend.Accelerator == best)], best == Accelerator.Cpu ? [.. Unused()] : []);
    }

    // Who has a GPU and gets builds for the processor is told why.
    private IEnumerable<Diagnostic> Unused() =>
        from verdict in _machine.Gpus.Where(gpu => !gpu.IsIntegrated).Select(gpu => _choice.Judge(gpu, _machine))
        where verdict.Why is not null
        select new Diagnostic(DiagnosticCode.NoBackendFits, Severity.Warning, $"PyTorch's builds are for the processor: {verdict.Gpu} cannot be used: {verdict.Why}")
        {
            Hints = ["`ltt detect` says more; `--cpuonly` asks for them without this warning"],
        };

    private (ImmutableArray<Backend> Candidates, ImmutableArray<Diagnostic> Remarks) Asked()
    {
        ImmutableArray<BackendVerdict> all = _choice.Rank(_machine);
        ImmutableArray<BackendVerdict> verdicts = [.. all.Where(verdict => _asked.Contains(verdict.Backend))];
        ImmutableArray<BackendVerdict> running = [.. verdicts.Where(verdict => verdict.Runs)];
        if (!running.IsEmpty) return ([.. running.Select(verdict => verdict.Backend)], []);
        // An image may be built on a machine that has no GPU, for one that has.
        return (_asked, [.. verdicts.Select(verdict => new Diagnostic(DiagnosticCode.NoBackendFits, Severity.Warning, $"this machine cannot run what was asked for: {verdict.Why}"))]);
    }
}
