"""Answers questions about versions, specifiers, markers and requirements with the packaging library that pip carries.

The first line is a JSON list of marker environments. Every further line is a JSON list of questions, each a list of
strings, answered by one line, a JSON list of strings. Ends when its input does.
"""

import json
import sys

from pip._vendor.packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.specifiers import InvalidSpecifier, SpecifierSet
from pip._vendor.packaging.version import InvalidVersion, Version


def syntax_error(error):
    cause = error.__cause__
    if hasattr(cause, "span"):
        return "error %d %s" % (cause.span[0], cause.message)
    return "error"


def version(text):
    return str(Version(text))


def order(left, right):
    left, right = Version(left), Version(right)
    return str((left > right) - (left < right))


def contains(specifiers, candidate):
    return str(SpecifierSet(specifiers).contains(Version(candidate), prereleases=True))


def filter_(specifiers, prereleases, *candidates):
    policy = {"": None, "yes": True, "no": False}[prereleases]
    return " ".join(SpecifierSet(specifiers).filter(candidates, prereleases=policy))


def written(marker):
    try:
        return str(marker)
    except ValueError:  # both kinds of quotes in one string
        return "?"


def marker(text):
    parsed = Marker(text)
    letters = ""
    for environment in environments:
        try:
            letters += "1" if parsed.evaluate(environment) else "0"
        except UndefinedComparison:
            letters += "C"
        except UndefinedEnvironmentName:
            letters += "U"
    return letters + " " + written(parsed)


def requirement(text):
    parsed = Requirement(text)
    parts = [parsed.name, ",".join(sorted(parsed.extras)), str(parsed.specifier), parsed.url or ""]
    return "|".join(parts) + "|" + (written(parsed.marker) if parsed.marker else "")


QUESTIONS = {
    "version": version,
    "order": order,
    "contains": contains,
    "filter": filter_,
    "marker": marker,
    "requirement": requirement,
}


def answer(question):
    try:
        return QUESTIONS[question[0]](*question[1:])
    except (InvalidMarker, InvalidRequirement) as error:
        return syntax_error(error)
    except (InvalidVersion, InvalidSpecifier):
        return "error"


environments = json.loads(sys.stdin.readline())
for line in sys.stdin:
    print(json.dumps([answer(question) for question in json.loads(line)]), flush=True)
