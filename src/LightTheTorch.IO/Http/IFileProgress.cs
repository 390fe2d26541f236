namespace LightTheTorch.IO.Http;

/// <summary>Whoever follows one file as it comes. <see cref="IProgress{T}.Report"/> takes the number of bytes since the last report; less than zero takes back what has to come again.</summary>
public interface IFileProgress : IProgress<long>
{
    /// <summary>The server's word on the bytes of the whole file, before the first of them; it may be wrong.</summary>
    void Expect(long size)
    {
    }
}
