namespace LightTheTorch.IO.Python;

/// <summary>Runs a program in this one's place: it has the terminal, standard input and output, and gets the signals that come here.</summary>
public interface IAttachedRunner
{
    /// <summary>Waits until the program ends by itself.</summary>
    /// <param name="request">What to run; <see cref="ProcessRequest.Input"/> is not used.</param>
    /// <returns>Its exit code, 128 and the number for a signal that ended it; null when there is no such program.</returns>
    Task<int?> RunAsync(ProcessRequest request);
}
