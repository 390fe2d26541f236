"""Prints as JSON what pypa/packaging makes of a lock: for each target the files whose markers hold there, and whether the guard stops it.

usage: evaluate_lock.py LOCK TARGET...   with targets such as linux_x86_64-py3.12; a LOCK that ends in .toml is read by packaging's own reader of pylock.toml.
"""

import json
import sys

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags

PLATFORMS = {
    "linux_x86_64": ("linux", "Linux", "posix", "x86_64", ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "linux_x86_64"]),
    "linux_aarch64": ("linux", "Linux", "posix", "aarch64", ["manylinux_2_28_aarch64", "linux_aarch64"]),
    "win_amd64": ("win32", "Windows", "nt", "AMD64", ["win_amd64"]),
    "macos_arm64": ("darwin", "Darwin", "posix", "arm64", ["macosx_14_0_arm64", "macosx_11_0_arm64"]),
}


def environment(platform, python):
    sys_platform, system, os_name, machine, _ = PLATFORMS[platform]
    return {
        "implementation_name": "cpython", "implementation_version": f"{python}.0", "os_name": os_name, "platform_machine": machine, "platform_release": "", "platform_system": system,
        "platform_version": "", "python_full_version": f"{python}.0", "platform_python_implementation": "CPython", "python_version": python, "sys_platform": sys_platform,
    }


def tags(platform, python):
    version = tuple(int(part) for part in python.split("."))
    platforms = PLATFORMS[platform][4]
    return [*cpython_tags(version, platforms=platforms), *compatible_tags(version, interpreter="cp" + python.replace(".", ""), platforms=platforms)]


def requirement_lines(path):
    with open(path, encoding="ascii") as lines:
        for line in lines:
            if not line.startswith(("#", " ")):
                yield Requirement(line.rstrip().removesuffix("\\"))


def of_requirements(path, platform, python):
    held = [r for r in requirement_lines(path) if r.marker is None or r.marker.evaluate(environment(platform, python))]
    stopped = any(r.url.startswith("file:") for r in held)
    return "stopped" if stopped else sorted(r.url.rsplit("/", 1)[1].replace("%2B", "+") for r in held)


def of_pylock(path, platform, python):
    import tomllib

    from packaging.pylock import Pylock, PylockSelectError

    with open(path, "rb") as file:
        pylock = Pylock.from_dict(tomllib.load(file))
    pylock.validate()
    try:
        return sorted(file.filename for _, file in pylock.select(environment=environment(platform, python), tags=tags(platform, python)))
    except PylockSelectError:
        return "stopped"


lock, *targets = sys.argv[1:]
read = of_pylock if lock.endswith(".toml") else of_requirements
print(json.dumps({target: read(lock, *target.split("-py")) for target in targets}))
