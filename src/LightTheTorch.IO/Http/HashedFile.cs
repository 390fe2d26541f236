namespace LightTheTorch.IO.Http;

/// <summary>What the bytes of a file say of it.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Size">In bytes.</param>
public sealed record HashedFile(string Sha256, long Size);
