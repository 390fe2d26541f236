namespace LightTheTorch.IO.Http;

/// <summary>Whoever shows long work while it runs. Work names its parts here and never asks where they are shown.</summary>
/// <remarks>Safe for concurrent calls: many transfers run at once. Names may come from an index and are foreign text.</remarks>
public interface ITransferDisplay
{
    /// <summary>Announces a part of the work; dispose it when it ends, in whatever way.</summary>
    /// <param name="name">What a person knows it by: a file's name, or a phrase such as <c>resolving targets</c> for <see cref="TransferUnit.Items"/>.</param>
    /// <param name="size">How much there is; null where nobody told. An index may lie, so more or less may come.</param>
    /// <param name="unit">What is counted.</param>
    ITransfer Start(string name, long? size, TransferUnit unit = TransferUnit.Bytes);
}

/// <summary>One part of the work, under way.</summary>
public interface ITransfer : IFileProgress, IDisposable
{
    /// <summary>It is whole. Disposing without this says that it failed or was given up.</summary>
    void Finish();
}

/// <summary>What the numbers of a transfer count.</summary>
public enum TransferUnit
{
    Bytes,
    Items,
}

/// <summary>Shows nothing: for <c>--quiet</c>, <c>--json</c> and callers that nobody watches.</summary>
public sealed class NoTransferDisplay : ITransferDisplay, ITransfer
{
    private NoTransferDisplay()
    {
    }

    public static NoTransferDisplay Instance { get; } = new();

    public ITransfer Start(string name, long? size, TransferUnit unit = TransferUnit.Bytes) => this;

    public void Report(long value)
    {
    }

    public void Finish()
    {
    }

    public void Dispose()
    {
    }
}
