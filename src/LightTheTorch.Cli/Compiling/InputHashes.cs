using System.Collections.Immutable;
using LightTheTorch.Diagnostics;
using LightTheTorch.IO.Inputs;
using LightTheTorch.Locking;
using LightTheTorch.Requirements;

namespace LightTheTorch.Cli.Compiling;

/// <summary>Holds the user's own <c>--hash</c> options against what is locked: a file with another hash never gets into a lock.</summary>
internal static class InputHashes
{
    /// <exception cref="LttException">A file that is locked has none of the hashes that the user allows for it.</exception>
    public static void Check(InputSet inputs, ImmutableArray<TargetPins> pins)
    {
        ImmutableArray<Diagnostic> refused =
        [
            .. from input in inputs.Requirements.Concat(inputs.Constraints)
               where !input.Hashes.IsEmpty
               from target in pins
               where input.Requirement.Marker?.Evaluate(target.Target.Environment) ?? true
               from file in target.Files
               where file.Name.Equals(input.Requirement.Name) && !input.Hashes.Contains($"sha256:{file.Sha256}", StringComparer.OrdinalIgnoreCase)
               select Refusal(input, file),
        ];
        if (!refused.IsEmpty) throw new LttException([.. refused.DistinctBy(diagnostic => diagnostic.ToString())], ExitCode.Unsatisfiable);
    }

    private static Diagnostic Refusal(InputRequirement input, PinnedFile file) =>
        new(DiagnosticCode.HashMismatch, Severity.Error, $"`{file.File.FileName}` has the hash `sha256:{file.Sha256}`, which is none of those given for `{input.Requirement.Name}`", input.Origin)
        {
            Hints = [$"give the hash of this file too, or the version that the hashes are of: `{input.Requirement.Name}==VERSION`"],
        };
}
