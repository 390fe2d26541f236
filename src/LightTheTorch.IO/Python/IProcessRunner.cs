namespace LightTheTorch.IO.Python;

/// <summary>The only way to other programs, so that a test can answer in their place. Calls may be concurrent.</summary>
public interface IProcessRunner
{
    /// <returns>What it answered; null when there is no such program, or it may not be run.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the program and its children were ended.</exception>
    Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken);
}
