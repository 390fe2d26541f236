namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>Repeated measurements, as the tables print them.</summary>
internal static class Spread
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary><c>128 ms [109 to 146]</c>: median, least and most.</summary>
    public static string Times(IReadOnlyCollection<double> values) => $"{Median(values):F0} ms [{values.Min():F0} to {values.Max():F0}]";

    /// <summary><c>1.8 × [1.6 to 2.1]</c>: how many times longer the second of each pair took, as the pairs were run.</summary>
    public static string Ratios(IEnumerable<double> ours, IEnumerable<double> theirs)
    {
        double[] ratios = [.. ours.Zip(theirs, (our, their) => their / our)];
        return $"{Median(ratios):F2} × [{ratios.Min():F2} to {ratios.Max():F2}]";
    }

    /// <summary>The exponent k of the best y = c·x^k: the slope of the straight line through the logarithms.</summary>
    public static double Exponent(IReadOnlyList<(double X, double Y)> points)
    {
        (double X, double Y)[] logs = [.. points.Select(point => (Math.Log(point.X), Math.Log(point.Y)))];
        double meanX = logs.Average(point => point.X), meanY = logs.Average(point => point.Y);
        return logs.Sum(point => (point.X - meanX) * (point.Y - meanY)) / logs.Sum(point => (point.X - meanX) * (point.X - meanX));
    }
}
