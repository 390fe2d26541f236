using LightTheTorch.Index;
using LightTheTorch.Reporting;

namespace LightTheTorch.Tests.Reporting;

public sealed class DeclaredLicenseTests
{
    [Theory]
    [InlineData("License-Expression: MIT OR Apache-2.0\nLicense: other\nClassifier: License :: OSI Approved :: BSD License", "expression MIT OR Apache-2.0")]
    [InlineData("License: BSD 3-Clause\nClassifier: License :: OSI Approved :: MIT License", "name BSD 3-Clause")]
    [InlineData("Classifier: License :: OSI Approved :: MIT License\nClassifier: Programming Language :: Python\nClassifier: License :: Other/Proprietary License", "name MIT License; name Other/Proprietary License")]
    [InlineData("License: UNKNOWN\nClassifier: License :: OSI Approved :: BSD License", "name BSD License")]
    [InlineData("License: Copyright (c) 2020, the authors. Redistribution and use in source and binary forms, with or without\n  modification, are permitted\nClassifier: License :: OSI Approved :: BSD License", "name BSD License")]
    [InlineData("License: \nClassifier: Topic :: Software", "")]
    public void Of_TakesTheMostExactWord(string headers, string expected)
    {
        CoreMetadata metadata = CoreMetadata.Parse($"Metadata-Version: 2.4\nName: demo\nVersion: 1\n{headers}\n\nLicense-Expression: GPL-3.0\n");
        Assert.Equal(expected, string.Join("; ", DeclaredLicense.Of(metadata).Select(license => $"{(license is DeclaredLicense.Expression ? "expression" : "name")} {license.Text}")));
    }
}
