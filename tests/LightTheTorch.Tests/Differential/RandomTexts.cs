namespace LightTheTorch.Tests.Differential;

/// <summary>Random spellings of versions, specifiers, markers and requirements, one in eight with a wrong character.</summary>
internal sealed class RandomTexts(Random random)
{
    private static readonly string[] s_numbers = ["0", "1", "2", "3", "10", "00", "01", "2024", "65535", "65536", "20250101", "4294967295", "18446744073709551616"];
    private static readonly string[] s_separators = ["", "", ".", "-", "_"];
    private static readonly string[] s_operators = ["==", "!=", "<=", ">=", "<", ">", "~=", "==="];
    private static readonly string[] s_blanks = ["", "", "", " ", "\t", "  "];
    private static readonly string[] s_variables =
    [
        "python_version", "python_version", "python_full_version", "os_name", "os.name", "sys_platform", "sys.platform", "platform_release", "platform_system",
        "platform_version", "platform.version", "platform_machine", "platform.machine", "platform_python_implementation", "platform.python_implementation",
        "python_implementation", "implementation_name", "implementation_version", "extra", "extras", "dependency_groups",
    ];

    private static readonly string[] s_values =
    [
        "3.9", "3.10", "3.11.*", "3", "3.12.0rc1", "3.9, 3.10", "linux", "win32", "darwin", "x86_64", "AMD64 arm64", "posix", "CPython", "cpython", "6.8", "6.8.0-45-generic",
        "Dev_1", "", "it's", "a\\tb", "\\x41", "+", "3.12+local", "=3.9",
    ];

    public string Version() => Damaged(CleanVersion());

    public string Specifiers() => Damaged(string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Blank() + Clause() + Blank())));

    public string Marker() => Damaged(Expression(random.Next(4)));

    public string Requirement()
    {
        string versions = random.Next(5) switch
        {
            0 => "",
            1 => "@" + Blank() + "https://example.org/a-1.0.zip ",
            2 => "(" + string.Join(",", Clause(), Clause()) + Blank() + ")",
            _ => string.Join(Blank() + ",", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Clause())),
        };
        string extras = random.Next(4) == 0 ? "[" + string.Join(Blank() + "," + Blank(), Enumerable.Range(0, random.Next(3)).Select(_ => Pick("dev", "A_b", "x.y", "z9"))) + "]" : "";
        string marker = random.Next(3) == 0 ? ";" + Expression(random.Next(3)) : "";
        return Damaged(Blank() + Pick("torch", "Foo.bar", "a", "x--y_z", "A1", "name_") + Blank() + extras + Blank() + versions + Blank() + marker);
    }

    public string CleanVersion()
    {
        string text = Sometimes(8, Number() + "!") + string.Join('.', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Number()));
        text += Sometimes(4, Pick(s_separators) + Pick("a", "b", "c", "rc", "alpha", "BETA", "pre", "preview", "Rc") + Pick(s_separators) + Sometimes(1, Number()));
        text += Sometimes(4, random.Next(3) == 0 ? "-" + Number() : Pick(s_separators) + Pick("post", "rev", "r", "POST") + Pick(s_separators) + Sometimes(1, Number()));
        text += Sometimes(4, Pick(s_separators) + Pick("dev", "DEV") + Pick(s_separators) + Sometimes(1, Number()));
        return Sometimes(12, "v") + text + Sometimes(4, "+" + Pick("cu118", "CPU", "1", "01", "cxx11.abi", "a-1", "rocm6_2", "0a"));
    }

    private string Clause()
    {
        string op = Pick(s_operators);
        string version = op == "===" || random.Next(10) == 0 ? CleanVersion() : CleanVersion().Split('+')[0];
        if (op is "==" or "!=" && random.Next(3) == 0) version = Number() + "." + Number() + ".*";
        if (op is "==" or "!=" && random.Next(4) == 0) version += "+cu118";
        return op + Blank() + version;
    }

    private string Expression(int depth)
    {
        if (depth == 0) return Blank() + Comparison() + Blank();
        return random.Next(3) == 0 ? "(" + Expression(depth - 1) + ")" : Expression(depth - 1) + Pick(" and ", " or ") + Expression(depth - 1);
    }

    private string Comparison()
    {
        (string left, string right) = random.Next(12) switch
        {
            0 => (Pick(s_variables), Pick(s_variables)),
            1 => (Quoted(), Quoted()),
            < 5 => (Quoted(), Pick(s_variables)),
            _ => (Pick(s_variables), Quoted()),
        };
        return left + Pick([.. s_operators.Select(op => Blank() + op + Blank()), " in ", " not in ", " not  in "]) + right;
    }

    private string Quoted()
    {
        string value = random.Next(6) == 0 ? CleanVersion() : Pick(s_values);
        return value.Contains('\'') || random.Next(2) == 0 ? $"\"{value}\"" : $"'{value}'";
    }

    // One character put in, taken out or changed.
    private string Damaged(string text)
    {
        if (random.Next(8) != 0) return text;
        int at = random.Next(text.Length + 1);
        const string Characters = "()[];,@.*+-_=<>!~'\" \t\\avn019";
        string character = random.Next(3) == 0 ? "" : Characters[random.Next(Characters.Length)].ToString();
        return text[..at] + character + text[Math.Min(text.Length, at + random.Next(2))..];
    }

    private string Number() => Pick(s_numbers);

    private string Blank() => Pick(s_blanks);

    private string Sometimes(int outOf, string text) => random.Next(outOf + 1) == 0 ? text : "";

    private string Pick(params string[] texts) => texts[random.Next(texts.Length)];
}
