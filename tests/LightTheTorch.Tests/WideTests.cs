using System.Reflection;
using Xunit.v3;

[assembly: LightTheTorch.Tests.WideTests]

namespace LightTheTorch.Tests;

/// <summary>
/// Leaves out the tests that take minutes, <c>[Trait("Category", "Wide")]</c>, unless <c>LTT_WIDE=1</c> asks for them, as <c>.ci/run</c> does.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class WideTestsAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        bool wide = test.Traits.TryGetValue("Category", out IReadOnlyCollection<string>? categories) && categories.Contains("Wide");
        Assert.SkipWhen(wide && Environment.GetEnvironmentVariable("LTT_WIDE") != "1", "a wide test: LTT_WIDE=1 runs it");
    }
}
