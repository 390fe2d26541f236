using System.Globalization;
using System.Text.Json;
using LightTheTorch.Hardware;
using LightTheTorch.Torch;
using LightTheTorch.Versions;

namespace LightTheTorch.IO.Python;

/// <summary>Tries the torch of an environment in its own Python: what it is built for, one small kernel on each device, one operation of torchvision.</summary>
public sealed class TorchProbe(IProcessRunner runner, TimeProvider time)
{
    // The first use of a GPU loads gigabytes, and may compile.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    // It says what it knows before each step, for a step may end the process: a wrong instruction, a driver that falls over.
    private const string Script = """
        import importlib.util, json, sys
        answer = {'devices': []}
        def say(stage):
            answer['stage'] = stage
            print('\n' + json.dumps(answer), flush=True)
        def words(failure):
            text = str(failure).strip()
            return type(failure).__name__ + (': ' + text.splitlines()[0] if text else '')
        def end():
            say('done')
            sys.exit()
        say('`import torch`')
        try:
            import torch
        except BaseException as failure:
            answer['import_error'] = words(failure)
            end()
        answer['version'] = str(getattr(torch, '__version__', ''))
        for key in ('cuda', 'hip', 'xpu'):
            value = getattr(getattr(torch, 'version', None), key, None)
            answer[key] = None if value is None else str(value)
        if not hasattr(torch, 'arange'):
            end()
        try:
            flags = getattr(getattr(torch, '_C', None), '_cuda_getArchFlags', None)
            answer['code'] = torch.cuda.get_arch_list() or (flags() if flags else '').split()
        except Exception:
            answer['code'] = []
        def attempt(id, name, arch):
            say('a kernel on ' + id)
            error = None
            try:
                row, square = torch.arange(8, dtype=torch.float32, device=id), torch.ones(4, 4, device=id)
                result = float((row * row).sum().item() + (square @ square).sum().item())
                if result != 204:
                    error = 'the result is %r in place of 204.0' % result
            except Exception as failure:
                error = words(failure)
            answer['devices'].append({'id': id, 'name': name, 'arch': arch, 'error': error})
        attempt('cpu', 'the processor', None)
        for kind, built in (('cuda', answer['cuda'] or answer['hip']), ('xpu', answer['xpu'])):
            if not built:
                continue
            say('the search for GPUs')
            module = getattr(torch, kind)
            try:
                if not module.is_available():
                    module.init()
                for i in range(module.device_count()):
                    about = module.get_device_properties(i)
                    arch = None
                    if answer['hip']:
                        arch = getattr(about, 'gcnArchName', '').split(':')[0] or None
                    elif kind == 'cuda':
                        arch = 'sm_%d%d' % (about.major, about.minor)
                    attempt('%s:%d' % (kind, i), about.name, arch)
            except Exception as failure:
                answer['unavailable'] = words(failure)
        try:
            if torch.backends.mps.is_available():
                attempt('mps', 'the GPU of this Mac', None)
        except AttributeError:
            pass
        if importlib.util.find_spec('torchvision'):
            say('an operation of torchvision')
            try:
                import torchvision
                if hasattr(torchvision, 'ops'):
                    works = [device['id'] for device in answer['devices'] if not device['error'] and device['id'] != 'mps'] or ['cpu']
                    boxes = torch.tensor([[0., 0., 1., 1.], [0., 0., 1., 1.], [2., 2., 3., 3.]], device=works[-1])
                    kept = len(torchvision.ops.nms(boxes, torch.tensor([3., 2., 1.], device=works[-1]), 0.5))
                    if kept != 2:
                        answer['vision_error'] = 'nms keeps %d boxes in place of 2' % kept
            except Exception as failure:
                answer['vision_error'] = words(failure)
        end()
        """;

    /// <returns>What it said; a failure of torch is an answer too.</returns>
    /// <exception cref="OperationCanceledException">The user's patience ended.</exception>
    public async Task<TorchAnswer> AskAsync(Interpreter interpreter, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(s_limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // Isolated: neither a `torch.py` of this folder nor PYTHONPATH stands before what is installed. And nothing is written there.
            ProcessAnswer? answer = await runner.RunAsync(new ProcessRequest(interpreter.Executable, "-I", "-B", "-c", Script), either.Token);
            return answer is null ? new TorchAnswer { Ended = $"`{interpreter.Executable}` does not start" } : Read(answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TorchAnswer { Ended = string.Create(CultureInfo.InvariantCulture, $"torch was tried for {s_limit.TotalMinutes:0} minutes and did not come to an end") };
        }
    }

    // Whatever else is printed while packages load, the last line that says a stage counts.
    private static TorchAnswer Read(ProcessAnswer said)
    {
        foreach (string line in said.Output.Split('\n').Reverse())
        {
            if (line.StartsWith("{\"devices\":", StringComparison.Ordinal) && Parse(line) is var (stage, answer)) return stage == "done" ? answer : answer with { Ended = EndedAt(stage, said) };
        }

        return new TorchAnswer { Ended = EndedAt("the start of Python", said) };
    }

    private static string EndedAt(string stage, ProcessAnswer said)
    {
        string last = said.Error.Trim().Split('\n')[^1].Trim();
        return string.Create(CultureInfo.InvariantCulture, $"Python ended with exit code {said.ExitCode} at {stage}{(last.Length > 0 ? ": " : "")}{last}");
    }

    private static (string Stage, TorchAnswer Answer)? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string? Text(string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
            return (Text("stage") ?? "", new TorchAnswer
            {
                Version = PyVersion.TryParse(Text("version") ?? "", out PyVersion? version) ? version : null,
                Cuda = Text("cuda"),
                Hip = Text("hip"),
                Xpu = Text("xpu"),
                Code = root.TryGetProperty("code", out JsonElement code) ? [.. code.EnumerateArray().Select(item => Architecture(item.GetString())).OfType<GpuArchitecture>()] : [],
                Devices = [.. root.GetProperty("devices").EnumerateArray().Select(Device)],
                Unavailable = Text("unavailable"),
                VisionError = Text("vision_error"),
                ImportError = Text("import_error"),
            });
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TorchDevice Device(JsonElement device) => new(
        device.GetProperty("id").GetString() ?? "",
        device.GetProperty("name").GetString() ?? "",
        Architecture(device.GetProperty("arch").GetString()),
        device.GetProperty("error").GetString());

    private static GpuArchitecture? Architecture(string? text) => text is not null && GpuArchitecture.TryParse(text.Split(':')[0], out GpuArchitecture? architecture) ? architecture : null;
}
