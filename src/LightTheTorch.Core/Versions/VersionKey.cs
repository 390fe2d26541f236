namespace LightTheTorch.Versions;

/// <summary>
/// The order of PEP 440 for the public part of a version, packed into one number, so that comparing takes one instruction or two.
/// Covers versions without an epoch, of four release numbers below 65536 or fewer; others have no key and are compared part by part.
/// </summary>
internal static class VersionKey
{
    private const int ReleaseParts = 4;
    private const int PreBits = 12;
    private const int PostBits = 16;
    private const int DevBits = 32;

    // release 4 x 16 | phase 4 (development 1, alpha 2, beta 3, candidate 4, final 5) | pre 12 | post 16 (none 0) | dev 32 (none: all ones)
    /// <returns>Zero when the version does not fit.</returns>
    public static UInt128 Pack(
        VersionNumber epoch, ReadOnlySpan<VersionNumber> release, (PrePhase Phase, VersionNumber Number)? pre, VersionNumber? post, VersionNumber? dev)
    {
        if (!epoch.IsZero || release.Length > ReleaseParts) return UInt128.Zero;
        ulong high = 0;
        for (int i = 0; i < ReleaseParts; i++)
        {
            long part = 0;
            if (i < release.Length && (!release[i].TryGetInt64(out part) || part > ushort.MaxValue)) return UInt128.Zero;
            high = (high << 16) | (ulong)part;
        }

        ulong phase = pre is { } p ? (ulong)p.Phase + 2 : post is null && dev is not null ? 1UL : 5UL;
        if (!Fits(pre?.Number, PreBits, 0, out ulong preNumber)) return UInt128.Zero;
        if (!Fits(post?.Next(), PostBits, 0, out ulong postNumber)) return UInt128.Zero;
        if (!Fits(dev, DevBits, (1UL << DevBits) - 1, out ulong devNumber)) return UInt128.Zero;
        ulong low = (phase << (PreBits + PostBits + DevBits)) | (preNumber << (PostBits + DevBits)) | (postNumber << DevBits) | devNumber;
        return new UInt128(high, low);
    }

    private static bool Fits(VersionNumber? number, int bits, ulong none, out ulong value)
    {
        value = none;
        if (number is not { } present) return true;
        bool fits = present.TryGetInt64(out long small) && small < (1L << bits) - 1;
        value = (ulong)small;
        return fits;
    }
}
