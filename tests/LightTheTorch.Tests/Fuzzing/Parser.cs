using LightTheTorch.Diagnostics;
using LightTheTorch.Text;

namespace LightTheTorch.Tests.Fuzzing;

/// <summary>Something that reads what strangers wrote.</summary>
/// <param name="Corpus">Texts as they should be, and as they are known to be wrong.</param>
/// <param name="Tokens">The words and signs that mean something to it.</param>
/// <param name="Read">Reads a text. It may refuse it as parsers do here; everything else that it throws is a defect.</param>
public sealed record Parser(string[] Corpus, string[] Tokens, Action<string> Read)
{
    /// <summary>Whether the text was taken.</summary>
    /// <param name="text">Of bytes, each is a character.</param>
    public bool Takes(string text)
    {
        try
        {
            Read(text);
            return true;
        }
        catch (ParseException)
        {
            return false;
        }
        catch (LttException failure)
        {
            Assert.All(failure.Diagnostics, diagnostic => Assert.NotEqual("", diagnostic.Message));
            return false;
        }
        catch (AggregateException several) when (several.InnerExceptions is [LttException or InvalidDataException])
        {
            return false;
        }
        catch (InvalidDataException)
        {
            return false; // a broken archive; its reader names the file
        }
    }
}
