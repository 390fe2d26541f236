"""What a Linux executable needs of the machine, read from its own dynamic section: no tool of binutils is asked."""

import struct
from pathlib import Path
from typing import NamedTuple

MACHINES = {62: "x86_64", 183: "aarch64"}
SINCE = {"GLIBC_ABI_DT_RELR": (2, 36)}
LOAD, DYNAMIC = 1, 2
NEEDED, STRTAB, VERNEED, VERNEEDNUM = 1, 5, 0x6FFFFFFE, 0x6FFFFFFF


class Needs(NamedTuple):
    machine: str
    libraries: list[str]
    glibc: tuple[int, int]
    """The newest version of the C library whose symbols are asked for."""


def needs(path: Path) -> Needs:
    """Raises ValueError when the file is no 64-bit little-endian ELF that is linked against glibc."""
    try:
        return read(path, path.read_bytes())
    except (struct.error, IndexError, KeyError) as damage:
        raise ValueError(f"{path} is cut off or damaged") from damage


def read(path: Path, data: bytes) -> Needs:
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{path} is not a 64-bit little-endian ELF file")
    machine, segments_at = struct.unpack_from("<H", data, 18)[0], struct.unpack_from("<Q", data, 32)[0]
    size, count = struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQ", data, segments_at + i * size) for i in range(count)]

    def offset(address: int) -> int:
        for kind, _, start, virtual, _, length in segments:
            if kind == LOAD and virtual <= address < virtual + length:
                return start + address - virtual
        raise ValueError(f"{path}: no segment holds the address {address:#x}")

    dynamic = next((s for s in segments if s[0] == DYNAMIC), None)
    if dynamic is None:
        raise ValueError(f"{path} is linked statically")
    entries = [struct.unpack_from("<QQ", data, dynamic[2] + i) for i in range(0, dynamic[5], 16)]
    values = dict(entries)
    strings = offset(values[STRTAB])

    def text(at: int) -> str:
        return data[strings + at : data.index(b"\0", strings + at)].decode("ascii")

    versions = []
    at = offset(values[VERNEED]) if VERNEED in values else 0
    for _ in range(values.get(VERNEEDNUM, 0)):
        _, symbols, _, first, following = struct.unpack_from("<HHIII", data, at)
        symbol = at + first
        for _ in range(symbols):
            _, _, _, name, next_symbol = struct.unpack_from("<IHHII", data, symbol)
            versions.append(text(name))
            symbol += next_symbol
        at += following

    if machine not in MACHINES:
        raise ValueError(f"{path} is for a machine with ELF's number {machine}, which no wheel is made for")
    # A version without a number stands for the one that brought it.
    glibc = [SINCE[v] for v in versions if v in SINCE]
    glibc += [tuple(int(part) for part in v[6:].split(".")[:2]) for v in versions if v.startswith("GLIBC_2")]
    if not glibc:
        raise ValueError(f"{path} asks for no symbol of glibc")
    return Needs(MACHINES[machine], [text(value) for tag, value in entries if tag == NEEDED], max(glibc))
