using System.Globalization;
using System.Net;
using System.Text;
using LightTheTorch.Diagnostics;
using LightTheTorch.Index;
using LightTheTorch.IO.Cache;
using LightTheTorch.IO.Hardware;
using LightTheTorch.IO.Http;
using LightTheTorch.IO.Python;
using LightTheTorch.Names;
using LightTheTorch.Targets;
using LightTheTorch.Tests.Hardware;
using LightTheTorch.Tests.Http;
using LightTheTorch.Tests.Python;
using LightTheTorch.Torch;

namespace LightTheTorch.Tests.Fuzzing;

/// <summary>Readers that want more than a text: a machine, a server, a folder.</summary>
internal static class Foreign
{
    private const string Page = "https://index.example/simple/foo/";

    private static readonly string s_folder = Directory.CreateTempSubdirectory("ltt-fuzz-").FullName;

    static Foreign() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(s_folder, recursive: true);

    /// <summary>The machines of one system, each a text.</summary>
    public static string[] Machines(TargetOs os) =>
    [
        .. FixtureMachine.Names.Select(FixtureMachine.Load).Where(machine => machine.Os == os)
            .Select(machine => string.Concat(new[] { "files.txt", "commands.txt" }.Select(file => Path.Combine(machine.Folder, file)).Where(File.Exists).Select(File.ReadAllText))),
    ];

    public static void Probe(TargetOs os, string text, BackendCatalogue catalogue) =>
        new MachineProbe(new TextMachine(os, text), catalogue.Intel).ProbeAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>A status and headers, one a line, of every answer.</summary>
    public static void Ask(string text)
    {
        string[] lines = text.Split('\n');
        int status = int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 200 and < 1000 ? number : 200;
        FakeServer server = new();
        server.On(Page, _ => Answer());
        server.On("https://index.example/foo-1.0-py3-none-any.whl", _ => Answer());
        // What a server wants to be left alone for is not waited for: the hasty clock has no long pauses.
        using IndexClient client = server.Client(options => options with { Cache = new CacheFolder(s_folder, server.Time), RetryBudget = TimeSpan.FromSeconds(20) }, new HastyTime());
        foreach (Func<Task> ask in (Func<Task>[])
        [
            () => client.ReadPageAsync(new Uri(Page), CancellationToken.None),
            () => client.ReadMetadataAsync(Wheel(), CancellationToken.None),
            () => client.HashAsync(Wheel(), null, CancellationToken.None),
        ])
        {
            try
            {
                ask().GetAwaiter().GetResult();
            }
            catch (LttException refused)
            {
                Assert.NotEqual("", refused.Message);
            }
        }

        HttpResponseMessage Answer()
        {
            HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new ByteArrayContent("<a href='x'>"u8.ToArray()) };
            foreach (string[] header in lines.Skip(1).Select(line => line.Split(": ", 2)).Where(header => header.Length == 2))
            {
                // Names that no server can send are not tried.
                if (header[0].Length == 0 || !header[0].All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || header[1].Any(c => c is '\r' or '\0')) continue;
                if (!answer.Headers.TryAddWithoutValidation(header[0], header[1])) answer.Content.Headers.TryAddWithoutValidation(header[0], header[1]);
            }

            return answer;
        }
    }

    /// <summary>An entry of the cache whose seal is right, whatever is in it.</summary>
    public static void ReadEntry(string text)
    {
        CacheFolder folder = new(s_folder, new HastyTime());
        folder.Write("fuzzed", "key", Encoding.UTF8.GetBytes(text));
        CachedPage.Read(folder, "fuzzed", "key");
    }

    /// <summary>What an installation left: METADATA, or where a project is worked on.</summary>
    public static void ReadInstalled(string text)
    {
        string site = Path.Combine(s_folder, "site"), info = Path.Combine(site, "six-1.17.0.dist-info");
        Directory.CreateDirectory(info);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach (string file in (string[])[Path.Combine(info, "METADATA"), Path.Combine(site, "plain.egg-link"), Path.Combine(site, "old.egg-info")]) File.WriteAllBytes(file, bytes);
        InstalledPackages.Read([site]);
    }

    /// <summary>What a Python says that tried torch.</summary>
    public static void ReadTorch(string text)
    {
        FakeProcessRunner runner = new(_ => new ProcessAnswer(0, text, text));
        Interpreter? python = InterpreterProbe.Read("{\"executable\": \"/usr/bin/python3\", \"version\": \"3.12.3\", \"implementation_name\": \"cpython\", \"free_threaded\": false, \"tags\": [\"py3-none-any\"]}");
        if (python is not null) new TorchProbe(runner, new HastyTime()).AskAsync(python, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static DistributionFile Wheel() => new()
    {
        Kind = DistributionKind.Of("foo-1.0-py3-none-any.whl", PackageName.Parse("foo")) ?? throw new InvalidOperationException(),
        Url = new Uri("https://index.example/foo-1.0-py3-none-any.whl"),
    };
}
