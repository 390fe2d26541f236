using CsCheck;
using LightTheTorch.Versions;

namespace LightTheTorch.Tests.Versions;

/// <summary>Versions and sets of few enough parts that they meet often, with some that are too large for the packed order.</summary>
internal static class VersionGen
{
    private static readonly Gen<string> s_number = Gen.Frequency(
        (12, Gen.Int[0, 2].Select(number => number.ToString())), (1, OneOf("65536", "4294967295", "9223372036854775807", "9223372036854775808", "99999999999999999999")));

    private static readonly Gen<string> s_release = Gen.Select(s_number, s_number.List[0, 2], (first, rest) => string.Join('.', (List<string>)[first, .. rest]));

    private static readonly Gen<string> s_public = Gen.Select(
        Gen.Frequency((9, Gen.Const("")), (1, Gen.Const("1!"))),
        s_release,
        Optional(Gen.Select(OneOf("a", "b", "rc"), s_number, (phase, number) => phase + number)),
        Optional(s_number.Select(number => ".post" + number)),
        Optional(s_number.Select(number => ".dev" + number)),
        (epoch, release, pre, post, dev) => epoch + release + pre + post + dev);

    private static readonly Gen<string> s_full = Gen.Select(
        s_public, Gen.Frequency((2, Gen.Const("")), (1, OneOf("+1", "+2", "+a", "+a.1", "+a.b", "+cu118", "+cu9"))), (text, local) => text + local);

    public static Gen<PyVersion> Version { get; } = s_full.Select(PyVersion.Parse);

    public static Gen<Specifier> Clause { get; } = Gen.OneOf(
        Gen.Select(OneOf("==", "!=", "==="), s_full, (op, version) => op + version),
        Gen.Select(OneOf("==", "!="), s_release, (op, release) => op + release + ".*"),
        Gen.Select(OneOf(">=", "<=", ">", "<"), s_public, (op, version) => op + version),
        Gen.Select(s_number, s_public.Where(version => !version.Contains('!')), (major, version) => $"~={major}.{version}")).Select(Specifier.Parse);

    public static Gen<SpecifierSet> Specifiers { get; } = Clause.List[0, 3].Select(clauses => SpecifierSet.Parse(string.Join(',', clauses)));

    public static Gen<VersionSet> Set { get; } = Gen.OneOf(
        Specifiers.Select(set => set.Versions),
        Version.Select(VersionSet.Exactly),
        Gen.Select(Specifiers, Specifiers, (a, b) => a.Versions.Union(b.Versions)),
        Gen.Select(Specifiers, Version, (a, b) => a.Versions.Except(VersionSet.Exactly(b))),
        Specifiers.Select(set => set.Versions.Complement()));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string> Optional(Gen<string> part) => Gen.Frequency((2, Gen.Const("")), (1, part));
}
