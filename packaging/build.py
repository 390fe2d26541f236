"""Packs a native `ltt` for people who install tools with pip: a wheel, and a tarball with its checksum.

    dotnet publish src/LightTheTorch.Cli -c Release -r linux-x64 -o artifacts/native
    python3 packaging/build.py artifacts/native/ltt --output artifacts/dist

The same program gives the same bytes. The platform tag of a Linux wheel is the GLIBC whose symbols the program asks for; programs for
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
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can state
PART_OF_GLIBC = re.compile(r"(libc|libm|libdl|librt|libpthread|libresolv|ld-linux-[a-z0-9-]+)\.so\.\d+|libgcc_s\.so\.1")


def python_version(version: str) -> str:
    """MinVer's SemVer in the words of PEP 440: `1.2.0` stays, `1.2.0-alpha.0.7` becomes `1.2.0a0.dev7`, `1.2.0-rc.1` `1.2.0rc1`."""
    match = re.fullmatch(r"(\d+\.\d+\.\d+)(?:-(alpha|beta|rc|preview)\.(\d+)(?:\.(\d+))?)?(?:\+.*)?", version)
    if match is None:
        raise ValueError(f"`{version}` has no spelling in PEP 440")
    release, stage, number, height = match.groups()
    letter = {"alpha": "a", "beta": "b", "rc": "rc", "preview": "rc"}.get(stage, "")
    return release + (letter + number if stage else "") + (f".dev{height}" if height else "")


def platform_tag(program: Path) -> str:
    found = needs(program)
    foreign = [library for library in found.libraries if not PART_OF_GLIBC.fullmatch(library)]
    if foreign:
        raise ValueError(f"{program} needs {', '.join(foreign)}, which a manylinux wheel may not count on")
    return f"manylinux_{found.glibc[0]}_{found.glibc[1]}_{found.machine}"


def metadata(version: str) -> str:
    readme = (ROOT / "README.md").read_text("utf-8")
    return (
        "Metadata-Version: 2.4\n"
        "Name: light-the-torch\n"
        f"Version: {version}\n"
        "Summary: Locks and installs Python software that uses PyTorch, one lockfile per backend\n"
        "License-Expression: BSD-3-Clause\n"
        "License-File: LICENSE\n"
        "Requires-Python: >=3.9\n"
        "Description-Content-Type: text/markdown\n"
        "\n" + readme
    )


def wheel(program: Path, version: str, tag: str, output: Path) -> Path:
    stem = f"light_the_torch-{version}"
    executable = "ltt.exe" if tag.startswith("win") else "ltt"
    files = {f"light_the_torch/{path.name}": path.read_bytes() for path in sorted((HERE / "light_the_torch").glob("*.py"))}
    files[f"{stem}.data/scripts/{executable}"] = program.read_bytes()
    files[f"{stem}.dist-info/METADATA"] = metadata(version).encode()
    files[f"{stem}.dist-info/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: light-the-torch {version}\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n".encode()
    files[f"{stem}.dist-info/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
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
        for name, source, mode in (("ltt", program, 0o755), ("LICENSE", ROOT / "LICENSE", 0o644), ("README.md", ROOT / "README.md", 0o644)):
            data = source.read_bytes()
            entry = tarfile.TarInfo(f"{stem}/{name}")
            entry.size, entry.mode = len(data), mode
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
        print(wheel(options.program, python_version(version), tag, options.output))
        print(tarball(options.program, version.split("+")[0], tag, options.output))
    except (ValueError, OSError, subprocess.CalledProcessError) as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
