"""Packs a native `ltt` for people who install tools with pip: a wheel, and a tarball with its checksum.

    dotnet publish src/LightTheTorch.Cli -c Release -r linux-x64 -o artifacts/native
    python3 packaging/build.py artifacts/native/ltt --output artifacts/dist

The same program gives the same bytes: nothing of the machine or of the clock gets in. The platform tag of a Linux wheel is the GLIBC whose symbols the program asks for; programs for
other systems are packed on any machine with `--platform-tag` and `--version`, for they cannot be run or measured here.
"""

import argparse
import base64
import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from elf import needs

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
HOME = "https://github.com/pmeier/light-the-torch"
LICENSES = [ROOT / "LICENSE", *sorted((HERE / "licenses").glob("*.txt"))]
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can state
PART_OF_GLIBC = re.compile(r"(libc|libm|libdl|librt|libpthread|libresolv|ld-linux-[a-z0-9-]+)\.so\.\d+|libgcc_s\.so\.1")


def python_version(version: str) -> str:
    """MinVer's SemVer in the words of PEP 440: `1.2.0` stays, `1.2.0-rc.1` becomes `1.2.0rc1`, and seven commits after that `1.2.0rc2.dev7`.

    SemVer puts `rc.1.7` behind `rc.1`, where PEP 440 puts `rc1.dev7` before `rc1`: commits lead to the next pre-release.
    """
    match = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(alpha|beta|rc)\.(\d+)(?:\.(\d+))?)?(?:\+.*)?", version)
    if match is None:
        raise ValueError(f"`{version}` has no spelling in PEP 440")
    release, stage, number, height = match.groups()
    letter = {"alpha": "a", "beta": "b", "rc": "rc"}.get(stage)
    if not stage:
        return release
    return f"{release}{letter}{int(number) + 1}.dev{height}" if height else f"{release}{letter}{number}"


def platform_tag(program: Path) -> str:
    found = needs(program)
    foreign = [library for library in found.libraries if not PART_OF_GLIBC.fullmatch(library)]
    if foreign:
        raise ValueError(f"{program} needs {', '.join(foreign)}, which a manylinux wheel may not count on")
    return f"manylinux_{found.glibc[0]}_{found.glibc[1]}_{found.machine}"


def metadata(version: str) -> str:
    spelled = python_version(version)
    # Where the description is shown, the repository's files are not; only a commit with a tag has a name for them.
    tree = f"{HOME}/blob/{'main' if '.dev' in spelled else 'v' + version.split('+')[0]}"
    readme = re.sub(r"\]\((?![a-z]+:|#)([^)]+)\)", rf"]({tree}/\1)", (ROOT / "README.md").read_text("utf-8"))
    return (
        "Metadata-Version: 2.4\n"
        "Name: light-the-torch\n"
        f"Version: {spelled}\n"
        "Summary: Locks and installs Python software that uses PyTorch, one lockfile per backend\n"
        "License-Expression: BSD-3-Clause\n"
        + "".join(f"License-File: {path.name}\n" for path in LICENSES)
        + f"Project-URL: Homepage, {HOME}\n"
        f"Project-URL: Documentation, {tree}/docs\n"
        f"Project-URL: Changes, {tree}/CHANGELOG.md\n"
        f"Project-URL: Issues, {HOME}/issues\n"
        "Keywords: pytorch,torch,cuda,rocm,lockfile,pip\n"
        "Classifier: Environment :: Console\n"
        "Classifier: Intended Audience :: Developers\n"
        "Classifier: Topic :: Software Development :: Build Tools\n"
        "Requires-Python: >=3.9\n"
        "Description-Content-Type: text/markdown\n"
        "\n" + readme
    )


def wheel(program: Path, version: str, tag: str, output: Path) -> Path:
    spelled = python_version(version)
    stem = f"light_the_torch-{spelled}"
    executable = "ltt.exe" if tag.startswith("win") else "ltt"
    files = {f"light_the_torch/{path.name}": path.read_bytes() for path in sorted((HERE / "light_the_torch").glob("*.py"))}
    files[f"{stem}.data/scripts/{executable}"] = program.read_bytes()
    files[f"{stem}.dist-info/METADATA"] = metadata(version).encode()
    files[f"{stem}.dist-info/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: light-the-torch {spelled}\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n".encode()
    files.update({f"{stem}.dist-info/licenses/{path.name}": path.read_bytes() for path in LICENSES})
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{name},sha256={digest(data)},{len(data)}" for name, data in files.items()]
    files[record] = "".join(line + "\n" for line in [*lines, f"{record},,"]).encode()

    path = output / f"{stem}-py3-none-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # Unix, so that the mode counts
            entry.external_attr = (0o100755 if "/scripts/" in name else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return path


def digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def tarball(program: Path, version: str, system: str, output: Path) -> Path:
    stem = f"ltt-{version}-{system}"
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for source in (program, ROOT / "README.md", ROOT / "CHANGELOG.md", *LICENSES):
            data = source.read_bytes()
            entry = tarfile.TarInfo(f"{stem}/{('ltt' + source.suffix) if source is program else source.name}")
            entry.size, entry.mode = len(data), 0o755 if source is program else 0o644
            archive.addfile(entry, io.BytesIO(data))
    path = output / f"{stem}.tar.gz"
    path.write_bytes(gzip.compress(inner.getvalue(), mtime=0))
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(path.name + ".sha256").write_text(f"{checksum}  {path.name}\n")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description="Packs a native ltt into a Python wheel and a tarball with its checksum.")
    parser.add_argument("program", type=Path, help="the published executable")
    parser.add_argument("--output", type=Path, default=ROOT / "artifacts" / "dist")
    parser.add_argument("--platform-tag", help="of the wheel, such as macosx_12_0_arm64 or win_amd64; default: measured, for Linux")
    parser.add_argument("--version", help="as `ltt --version` prints it; default: asked of the program")
    options = parser.parse_args()
    try:
        version = options.version or subprocess.run([options.program.resolve(), "--version"], check=True, capture_output=True, text=True).stdout.strip()
        tag = options.platform_tag or platform_tag(options.program)
        options.output.mkdir(parents=True, exist_ok=True)
        print(wheel(options.program, version, tag, options.output))
        print(tarball(options.program, version.split("+")[0], tag, options.output))
    except (ValueError, OSError, subprocess.CalledProcessError) as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
