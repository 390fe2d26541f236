namespace LightTheTorch.IO.Cache;

/// <summary>How an entry of the cache is laid out. Whatever changes here raises the generation: older programs then keep to their own entries.</summary>
internal static class CacheForm
{
#if NEXT_CACHE_FORM
    public const int Generation = 3;
    public const int SealLength = 20;
#else
    public const int Generation = 2;
    public const int SealLength = 16;
#endif
}
