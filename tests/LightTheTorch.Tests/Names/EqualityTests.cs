using LightTheTorch.Names;

namespace LightTheTorch.Tests.Names;

public sealed class EqualityTests
{
    [Fact]
    public void Operators_CompareByNormalForm()
    {
        PackageName left = PackageName.Parse("Typing_Extensions"), right = PackageName.Parse("typing-extensions");
        Assert.True(left == right);
        Assert.False(left != right);
        Assert.False(left == null);
    }

    [Fact]
    public void Equals_TellsKindsOfNamesApart() => Assert.False(PackageName.Parse("dev").Equals(GroupName.Parse("dev")));
}
