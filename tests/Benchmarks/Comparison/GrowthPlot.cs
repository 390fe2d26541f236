using System.Globalization;
using System.Text;

namespace LightTheTorch.Benchmarks.Comparison;

/// <summary>Curves on logarithmic axes, as one SVG: a straight line is a power law, and its slope the exponent.</summary>
internal static class GrowthPlot
{
    private const int Width = 640, Height = 420, Margin = 60;
    private static readonly string[] s_colours = ["#0072b2", "#d55e00"]; // told apart by colour-blind readers too

    public static string Write(GrowthCurve[] curves)
    {
        (double X, double Y)[] all = [.. curves.SelectMany(curve => curve.Points).Select(point => (point.Size, point.Cost.Milliseconds))];
        Axis across = new(1, all.Max(point => point.X), Margin, Width - Margin), up = new(all.Min(point => point.Y), all.Max(point => point.Y), Height - Margin, Margin);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        foreach (double tick in across.Ticks()) svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{across.At(tick):F1}\" y1=\"{Margin}\" x2=\"{across.At(tick):F1}\" y2=\"{Height - Margin}\" stroke=\"#ddd\"/><text x=\"{across.At(tick):F1}\" y=\"{Height - Margin + 18}\" text-anchor=\"middle\">{tick:N0}</text>\n");
        foreach (double tick in up.Ticks()) svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Margin}\" y1=\"{up.At(tick):F1}\" x2=\"{Width - Margin}\" y2=\"{up.At(tick):F1}\" stroke=\"#ddd\"/><text x=\"{Margin - 6}\" y=\"{up.At(tick) + 4:F1}\" text-anchor=\"end\">{tick:N0} ms</text>\n");
        for (int i = 0; i < curves.Length; i++)
        {
            string line = string.Join(' ', curves[i].Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{across.At(point.Size):F1},{up.At(point.Cost.Milliseconds):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{s_colours[i]}\" stroke-width=\"2\"/><text x=\"{Margin + 10}\" y=\"{Margin + 16 + (18 * i)}\" fill=\"{s_colours[i]}\">{curves[i].Name}: size^{curves[i].TimeExponent:F2}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private sealed record Axis(double Least, double Most, double From, double To)
    {
        private double First => Math.Floor(Math.Log10(Least));

        private double Last => Math.Ceiling(Math.Log10(Most));

        public double At(double value) => From + ((To - From) * (Math.Log10(value) - First) / (Last - First));

        public IEnumerable<double> Ticks()
        {
            for (double power = First; power <= Last; power++) yield return Math.Pow(10, power);
        }
    }
}
