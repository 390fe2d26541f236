using System.Net;

namespace LightTheTorch.IO.Http;

/// <summary>One request that came to nothing. Never leaves the transport: it tries again, or makes a message of it.</summary>
internal sealed class FailedAttemptException : Exception
{
    public FailedAttemptException()
    {
    }

    public FailedAttemptException(string message)
        : base(message)
    {
    }

    /// <param name="message">The cause, as the user is told it.</param>
    /// <param name="innerException">What lies below it.</param>
    public FailedAttemptException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Another try may do better.</summary>
    public bool MayPass { get; init; }

    /// <summary>What the server answered; null when it did not.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the server asks to be left alone (<c>Retry-After</c>); null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
