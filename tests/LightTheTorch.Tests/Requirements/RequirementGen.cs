using CsCheck;
using LightTheTorch.Tests.Versions;

namespace LightTheTorch.Tests.Requirements;

/// <summary>Texts of markers and dependency specifiers, in many spellings.</summary>
internal static class RequirementGen
{
    private static readonly Gen<string> s_blank = OneOf("", " ", "\t", "  ");

    private static readonly Gen<string> s_comparison = Gen.OneOf(
        Compare(OneOf("python_version", "python_full_version", "implementation_version", "platform_release"), OneOf("<", "<=", "==", "!=", ">=", ">", "~=", "===", " in ", " not in "), OneOf("'3.9'", "\"3.10\"", "'3.11.*'", "'3.10.0rc1'", "'3.9, 3.10'", "'6.8-generic'")),
        Compare(OneOf("sys_platform", "os.name", "platform_machine", "platform_system", "python_implementation", "implementation_name"), OneOf("==", "!=", " in ", " not in ", "<", ">="), OneOf("'linux'", "\"win32\"", "'x86_64 aarch64'", "'posix'", "\"it's\"")),
        Compare(Gen.Const("extra"), OneOf("==", "!="), OneOf("'Dev'", "\"a_b\"", "'all'")),
        Compare(OneOf("'3.9'", "'linux'"), OneOf("<", "==", " in "), OneOf("python_version", "sys_platform")));

    /// <summary>A marker, with and without needless parentheses.</summary>
    public static Gen<string> Marker { get; } = Nested(3);

    /// <summary>A dependency specifier with every part that PEP 508 has.</summary>
    public static Gen<string> Requirement { get; } = Gen.Select(
        OneOf("torch", "Foo.Bar", "a", "x--y_z.9", "A1"),
        OneOf("", "[]", "[dev]", "[ b , A_c,b]"),
        Gen.OneOf(VersionGen.Specifiers.Select(set => set.ToString()), VersionGen.Specifiers.Select(set => $"({set})"), Gen.Const("@ https://example.org/a.zip ")),
        Gen.OneOf(Gen.Const(""), Marker.Select(marker => ";" + marker)),
        s_blank,
        (name, extras, versions, marker, blank) => blank + name + blank + extras + blank + versions + blank + marker + blank);

    private static Gen<string> Nested(int depth) => depth == 0
        ? s_comparison
        : Gen.OneOf(
            s_comparison,
            Nested(depth - 1).Select(inner => $"({inner})"),
            Gen.Select(Nested(depth - 1), OneOf(" and ", " or "), Nested(depth - 1), (left, op, right) => left + op + right));

    private static Gen<string> Compare(Gen<string> left, Gen<string> op, Gen<string> right) =>
        Gen.Select(left, s_blank, op, s_blank, right, (l, before, o, after, r) => l + before + o + after + r);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
