namespace LightTheTorch.Tests.Docs;

/// <summary>Shown commands that are not acted out from the pages, each with the file that runs the same, a word of it there, and why not here.</summary>
internal static class CommandsElsewhere
{
    private const string NeedsPip = "needs an environment with pip", NeedsGpu = "looks at the GPU or changes an environment", NeedsNet = "needs the internet", Builds = "builds the program", Measures = "takes minutes of an idle machine";

    public static IReadOnlyDictionary<string, (string File, string Marker, string Why)> All { get; } = new Dictionary<string, (string, string, string)>
    {
        ["dotnet run --project src/LightTheTorch.Cli -- lock fixtures/projects/vision/requirements.txt --backends cpu,cu118 --python 3.12 --platforms linux_x86_64 --mirror fixtures/index --output out"] = (Tests("Cli/ReadmeTests"), "Readme_ShowsTheRealOutputOfItsMainJob", Builds),
        ["dotnet test"] = (".ci/run", "tests everyday dotnet test\n", "runs these tests"),
        ["dotnet restore"] = (".ci/run", "\ndotnet restore", Builds),
        ["dotnet publish src/LightTheTorch.Cli -c Release -r linux-x64 -o artifacts/native"] = (".ci/run", "\ndotnet publish src/LightTheTorch.Cli -c Release -r linux-x64 -o artifacts/native", Builds),
        ["dotnet pack src/LightTheTorch.Cli --no-restore -p:PublishAot=false -p:RuntimeIdentifiers= -o artifacts/dist"] = (".ci/run", "\ndotnet pack src/LightTheTorch.Cli --no-restore -p:PublishAot=false -p:RuntimeIdentifiers= -o ", Builds),
        ["python3 packaging/build.py artifacts/native/ltt"] = (EndToEnd("PackagingTests"), "Wheel_IsInstalledByPipAndRuns", NeedsPip),
        ["python -m light_the_torch"] = (EndToEnd("PackagingTests"), "\"-m\", \"light_the_torch\", \"--version\"", NeedsPip),
        ["pip install light-the-torch"] = (EndToEnd("PackagingTests"), "Wheel_IsInstalledByPipAndRuns", NeedsPip),
        ["sha256sum -c ltt-1.2.3-manylinux_2_34_x86_64.tar.gz.sha256"] = (EndToEnd("PackagingTests"), "\"sha256sum\", [\"-c\"", "needs a release"),

        ["pip install --no-deps --require-hashes -r requirements.cpu.txt"] = (EndToEnd("InstallTests"), "Lock_IsInstalledByPlainPip", NeedsPip),
        ["pip install --no-deps --require-hashes -r requirements.cu118.txt"] = (EndToEnd("InstallTests"), "Lock_IsInstalledByPlainPip", NeedsPip),
        ["ltt vendor wheels"] = (EndToEnd("VendorTests"), "Folder_IsInstalledByPipWithoutNetwork", NeedsPip),
        ["ltt vendor DIR"] = (EndToEnd("VendorTests"), "Folder_IsInstalledByPipWithoutNetwork", NeedsPip),
        ["pip install --no-index --find-links DIR"] = (EndToEnd("VendorTests"), "Folder_IsInstalledByPipWithoutNetwork", NeedsPip),
        ["pip install --no-index --find-links wheels --require-hashes -r wheels/requirements.cpu.txt"] = (EndToEnd("VendorTests"), "Folder_IsInstalledByPipWithoutNetwork", NeedsPip),
        ["ltt vendor tree --as-mirror"] = (Tests("Cli/VendorTests"), "\"--as-mirror\"", "fetches whole wheels, which the slice of the index does not have"),
        ["ltt lock --mirror tree"] = (Tests("Cli/VendorTests"), "\"--mirror\", \"tree\"", "reads what `ltt vendor tree --as-mirror` wrote"),

        ["ltt install torch torchvision                 # the best builds that this machine runs"] = (EndToEnd("PipTests"), "Install_TakesPyTorchsNamesFromTheBackendAndOthersFromPyPI", NeedsPip),
        ["ltt install --pcb cu126,cpu -r requirements.txt"] = (EndToEnd("PipTests"), "Readme_OfTheFirstLightTheTorch", NeedsPip),
        ["ltt install --pytorch-channel nightly torch"] = (EndToEnd("PipTests"), "--pytorch-channel=nightly", NeedsPip),
        ["uv pip install --index-url \"$URL\" torch"] = (EndToEnd("PipTests"), "Serve_IsAnIndexForUv", "needs uv"),

        ["ltt sync --backend cu126"] = (EndToEnd("SyncTests"), "Sync_InstallsChangesAndPrunes", NeedsGpu),
        ["ltt sync --backend cpu"] = (EndToEnd("SyncTests"), "Sync_InstallsChangesAndPrunes", NeedsGpu),
        ["ltt sync --reinstall NAME"] = (EndToEnd("VerifyTests"), "\"--reinstall\"", NeedsGpu),
        ["ltt verify --backend cu126"] = (EndToEnd("VerifyTests"), "Verify_FindsWhatWasChangedAndSyncMendsIt", NeedsGpu),
        ["ltt verify --backend cpu"] = (EndToEnd("VerifyTests"), "Verify_FindsWhatWasChangedAndSyncMendsIt", NeedsGpu),
        ["ltt lock --upgrade"] = (Tests("Docs/TeamToolsTests"), "Workflow_Runs", "a step of the workflow"),
        ["python -m venv .venv"] = (EndToEnd("PythonEnvironment"), "\"-m\", \"venv\"", NeedsPip),

        ["pip install torch"] = ("docs/troubleshooting.md", "`pip install torch`", "what others do, and what comes of it"),
        ["pip install PACKAGE"] = ("docs/troubleshooting.md", "`pip install PACKAGE`", "what others do, and what comes of it"),
        ["docker run --gpus all"] = ("docs/troubleshooting.md", "`docker run --gpus all`", "needs Docker and a GPU"),

        ["mkdir index && tar -xJf ../shared/index.tar.xz -C index"] = (Tests("RecordedIndex"), "index.tar.xz", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- -i --job short --artifacts artifacts/benchmarks --filter '*Pages*'"] = ("tests/Benchmarks/PagesBenchmarks.cs", "class PagesBenchmarks", Measures),
        ["LTT_INDEX=index dotnet run -c Release --project tests/Benchmarks -- -i --job short --artifacts artifacts/benchmarks --filter '*ResolveRecorded*'"] = ("tests/Benchmarks/ResolverBenchmarks.cs", "ResolveRecorded", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- -i --job short --artifacts artifacts/benchmarks --filter '*Backtracking*'"] = ("tests/Benchmarks/BacktrackingBenchmarks.cs", "class BacktrackingBenchmarks", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- -i --job short --artifacts artifacts/benchmarks --filter '*Versions*' '*Specifiers*'"] = ("tests/Benchmarks/SpecifiersBenchmarks.cs", "class SpecifiersBenchmarks", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- lock-time artifacts/native/ltt transformers cpu,cu126 10"] = ("tests/Benchmarks/Program.cs", "\"lock-time\"", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- lock-time artifacts/native/ltt transformers cpu,cu126 10 30"] = ("tests/Benchmarks/Program.cs", "\"lock-time\"", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- compare artifacts/native/ltt index 7 0"] = ("tests/Benchmarks/Program.cs", "\"compare\"", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- compare artifacts/native/ltt index 7 30"] = ("tests/Benchmarks/Program.cs", "\"compare\"", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- growth artifacts/native/ltt 3 growth.svg"] = ("tests/Benchmarks/Program.cs", "\"growth\"", Measures),
        ["dotnet run -c Release --project tests/Benchmarks -- sync artifacts/native/ltt 5 30"] = ("tests/Benchmarks/Program.cs", "\"sync\"", Measures),
    };

    private static string Tests(string name) => $"tests/LightTheTorch.Tests/{name}.cs";

    private static string EndToEnd(string name) => $"tests/LightTheTorch.EndToEnd/{name}.cs";
}
