using LightTheTorch.IO.Python;

namespace LightTheTorch.Tests.Python;

/// <summary>Answers in the place of a program and remembers what was asked.</summary>
internal sealed class FakeProcessRunner(Func<ProcessRequest, ProcessAnswer?> answer) : IProcessRunner
{
    public List<ProcessRequest> Requests { get; } = [];

    public Task<ProcessAnswer?> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        lock (Requests) Requests.Add(request);
        return Task.FromResult(answer(request));
    }
}
