"""Takes out of an environment what no service needs: `python slim.py SITE_PACKAGES`, while an image is built.

Tests of packages go, and of libraries what is in none of their segments: symbols and sections for debuggers, which nothing reads that runs them.
`strip` moves more than that, and breaks libraries that patchelf has been at (the OpenBLAS of numpy's and scipy's wheels).
"""

import shutil
import struct
import sys
from pathlib import Path

TESTS = ("numpy/**/tests", "scipy/**/tests", "Crypto/SelfTest")
"""Of packages that import none of them; others' are small."""
LEFT_ALONE = {"nvidia", "torch", "triton"}
"""Of images for GPUs, where nothing of it could be tried."""
HEAD = struct.Struct("<16sHHIQQQIHHHHHH")
"""Of a 64-bit ELF file. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html"""
SEGMENT = struct.Struct("<IIQQQQQQ")
LOADED = 1
"""The kind of a segment that is mapped into memory."""
ELF_64_LITTLE_ENDIAN = b"\x7fELF\x02\x01"


def without_sections(content: bytes) -> bytes:
    """An ELF file of nothing but its head and segments, each as far from a page's beginning as it was; any other content as it is.

    patchelf leaves a segment of its own behind the sections: what lies between is cut out by whole pages, and what follows moves up.
    """
    if not content.startswith(ELF_64_LITTLE_ENDIAN) or len(content) < HEAD.size:
        return content
    head = list(HEAD.unpack_from(content))
    first, size, count = head[5], head[9], head[10]
    segments = [list(SEGMENT.unpack_from(content, first + n * size)) for n in range(count)]
    page = max((each[7] for each in segments if each[0] == LOADED), default=1)
    spans = sorted([(0, HEAD.size), (first, first + size * count), *((each[2], each[2] + each[5]) for each in segments if each[5])])  # fmt: skip
    kept, end, cuts = bytearray(), 0, []
    for start, stop in spans:
        cut = max(0, start - end) // page * page
        if cut:
            cuts.append((start, cut))
        kept += content[end + cut : stop] if stop > end else b""
        end = max(end, stop)

    def moved(offset: int) -> int:
        return offset - sum(cut for start, cut in cuts if offset >= start)

    head[5] = moved(first)
    head[6] = head[12] = head[13] = 0  # where sections are, how many, which has their names
    for n, segment in enumerate(segments):
        segment[2] = moved(segment[2])
        SEGMENT.pack_into(kept, head[5] + n * size, *segment)
    HEAD.pack_into(kept, 0, *head)
    return bytes(kept)


def slim(folder: Path) -> int:
    """Bytes that are gone."""
    gone = 0
    for tests in (each for pattern in TESTS for each in folder.glob(pattern)):
        gone += sum(each.stat().st_size for each in tests.rglob("*") if each.is_file())
        shutil.rmtree(tests)
    for library in folder.rglob("*.so*"):
        if library.relative_to(folder).parts[0] in LEFT_ALONE or not library.is_file():
            continue
        content = library.read_bytes()
        kept = without_sections(content)
        if len(kept) < len(content):
            library.write_bytes(kept)
            gone += len(content) - len(kept)
    return gone


if __name__ == "__main__":
    print(f"{slim(Path(sys.argv[1])) / 1e6:.0f} MB are gone")
