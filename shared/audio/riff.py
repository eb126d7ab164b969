"""WAV, RF64, Wave64 and AIFF as their writers leave them: which bytes are samples, whatever the size fields say.

A program that writes to a pipe doesn't know how much will follow and can't go back: it leaves 0, 0xFFFFFFFF,
0x80000000, 0x7FFFF000 or what else it likes. Others count the header in or out, forget the byte that pads an odd
chunk, or append one file to another. FFmpeg takes each of these at its word, so it is given a header made anew.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from shared.audio.containers import AIFF, WAVE64, Container, of_magic
from shared.errors import NotAudio

CUT_OFF_WAV = "the WAV file is cut off: its data is shorter than its header says; upload it again"
CUT_OFF_AIFF = CUT_OFF_WAV.replace("WAV", "AIFF")
SEVERAL = "the file holds several recordings one after the other, of different kinds: send them one by one"
SIZE_NOBODY_MEANS = (1 << 28) - 64
"""Bytes, ten times the largest upload by default and 2 h of a phone's voice: a data size from here on that the file doesn't
hold was put there by a writer that didn't know it. A smaller one was meant, and the rest is missing."""
_PLAIN_HEADER = 44
"""Bytes before the samples of the plainest WAV; sizes are off by up to that where it was counted in."""
_TAGS = (b"TAG", b"ID3", b"APETAGEX", b"LYRICS")
"""What taggers put behind everything, outside all chunks."""
_MOST_CHUNKS = 10_000
_PCM, _EXTENSIBLE = 1, 0xFFFE
_SHORTEST_FORM = 16
_SWAPPED = (2, 3, 4, 8)
"""Bytes of a number whose order matters."""
_LONG = 0xFFFFFFFF
"""Size of a chunk whose true one stands elsewhere, or nowhere."""
_FILES = (b"RIFF", b"RIFX", b"RF64", b"BW64", b"FORM")
_FIRST_CHUNKS = tuple(
    form + chunk
    for form, chunks in {
        b"WAVE": (b"fmt ", b"JUNK", b"junk", b"bext", b"LIST", b"ds64", b"fact"),
        b"AIFF": (b"COMM",),
        b"AIFC": (b"FVER", b"COMM"),
    }.items()
    for chunk in chunks
)
"""What follows the size of a file, by which one is found among samples."""
_WIDE_CHUNK = bytes.fromhex("f3acd3118cd100c04f8edb8a")
_WIDE_FILE = bytes.fromhex("2e91cf11a5d628db04c10000")
"""The rest of the 16 bytes that are a chunk's name in Wave64."""
_USUAL_CHUNKS = (b"LIST", b"fact", b"bext", b"JUNK", b"id3 ", b"ID3 ", b"cue ", b"PEAK", b"iXML")
_NAME_BYTES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-.")
_AIFF_PACKETS = {b"ima4": 34, b"ulaw": 1, b"ULAW": 1, b"alaw": 1, b"ALAW": 1}
"""Bytes of a channel's packet in which AIFF counts its length."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How chunks are written."""

    head: struct.Struct
    """Name and size, before each chunk's content."""
    counts_head: bool
    """Whether the size includes them."""
    alignment: int
    form: str
    """Name of the chunk that tells the format."""
    samples: str


_LITTLE = _Dialect(struct.Struct("<4sI"), False, 2, "fmt ", "data")
_BIG = _Dialect(struct.Struct(">4sI"), False, 2, "fmt ", "data")
_WIDE = _Dialect(struct.Struct("<4s12xQ"), True, 8, "fmt ", "data")
_IFF = _Dialect(struct.Struct(">4sI"), False, 2, "COMM", "SSND")


@dataclass(slots=True)
class _Recording:
    """One of the recordings in a file."""

    form: bytes = b""
    samples: bytes | memoryview = b""


def made_plain(content: bytes, kind: Container, field: str) -> tuple[bytes, bool]:
    """The same samples behind a header that is right, and whether that is a WAV (else AIFF).

    Recordings that follow one another in the file are joined. Raises NotAudio, naming `field`, for a file that is cut
    off, or without a format or samples, or whose recordings differ in format.
    """
    dialect = _dialect(content, kind)
    found = list(_recordings(content, dialect, field))
    if not found or any(not each.form for each in found):
        raise NotAudio(
            f"the {kind.name} file has no format or no samples: send another", field=field
        )
    if any(_essence(each.form, dialect) != _essence(found[0].form, dialect) for each in found):
        raise NotAudio(SEVERAL, field=field)
    samples = found[0].samples if len(found) == 1 else b"".join(each.samples for each in found)
    if dialect is _IFF:
        return _aiff(found[0].form, samples, content[8:12]), False
    form = found[0].form
    if len(form) < _SHORTEST_FORM:
        raise NotAudio(f"the {kind.name} file has no format: send another", field=field)
    if dialect is _BIG:
        form, samples = _little(form, samples)
    return _wav(*_in_whole_containers(form, samples)), True


def _dialect(content: bytes, kind: Container) -> _Dialect:
    if kind is AIFF:
        return _IFF
    if kind is WAVE64:
        return _WIDE
    return _BIG if content[:4] == b"RIFX" else _LITTLE


def _recordings(content: bytes, dialect: _Dialect, field: str) -> Iterator[_Recording]:
    recording, last, long_size = _Recording(), None, 0
    head = dialect.head.size
    position = _first_chunk(dialect)
    for _ in range(_MOST_CHUNKS):
        if position + head > len(content):
            break
        name, size = _chunk(content, position, dialect)
        start = position + head
        if name == "ds64" and start + 16 <= len(content):
            (long_size,) = struct.unpack_from("<8xQ", content, start)
        elif name == dialect.form:
            recording.form = content[start : start + size]
            if last is not None and not last.form:  # AIFF may tell its format last
                last.form = recording.form
        elif name == dialect.samples:
            start, size = _samples_of(
                content, start, long_size if size == _LONG and long_size else size, dialect
            )
            end = _end_of_samples(content, start, size, dialect, field)
            recording.samples = memoryview(content)[start:end]
            yield recording
            last = recording
            recording, long_size, size = _Recording(recording.form), 0, end - start
        elif _begins_file(content, position, dialect):
            recording, last, start, size = _Recording(), None, position + _first_chunk(dialect), 0
        position = _next_chunk(content, start + size, dialect)


def _samples_of(content: bytes, start: int, size: int, dialect: _Dialect) -> tuple[int, int]:
    """Where the samples of a chunk begin, and their bytes: AIFF may leave some out before."""
    if dialect is not _IFF or start + 8 > len(content):
        return start, size
    offset = struct.unpack_from(">I", content, start)[0]
    skipped = 8 + (offset if offset <= len(content) - start - 8 else 0)
    return start + skipped, max(0, size - skipped)


def _first_chunk(dialect: _Dialect) -> int:
    return 40 if dialect is _WIDE else 12


def _chunk(content: bytes, position: int, dialect: _Dialect) -> tuple[str, int]:
    """Name and bytes of the content of the chunk there."""
    name, size = dialect.head.unpack_from(content, position)
    if dialect.counts_head:
        size = max(0, size - dialect.head.size)
    return name.decode("latin-1"), size


def _next_chunk(content: bytes, end: int, dialect: _Dialect) -> int:
    """Where the chunk after one that ends at `end` begins: padded as it should be, or not, as some writers do."""
    padded = end + -end % dialect.alignment
    unpadded = padded != end and _is_start(content, end, dialect)
    return end if unpadded and not _is_start(content, padded, dialect) else padded


def _end_of_samples(content: bytes, start: int, size: int, dialect: _Dialect, field: str) -> int:
    """Raises NotAudio where samples are missing that the file once had, or where what follows is of another kind."""
    there = len(content) - start
    if size <= there:
        end = start + size
        return end if _may_end_at(content, end, dialect, field) else _end_of_stream(content, start)
    excess = size - there
    counted_in = (start, start + 1, start - 8, start - 7)
    if size >= SIZE_NOBODY_MEANS or excess <= _PLAIN_HEADER or excess in counted_in:
        return _end_of_stream(content, start)
    raise NotAudio(CUT_OFF_AIFF if dialect is _IFF else CUT_OFF_WAV, field=field)


def _may_end_at(content: bytes, end: int, dialect: _Dialect, field: str) -> bool:
    """Whether the samples may well end here; else the size was put down too early, and more of them follow."""
    if len(content) - end < dialect.head.size:
        return True
    following = content[end : end + 17]
    if following.startswith(_TAGS) or following[1:].startswith(_TAGS):
        return True
    next_chunk = _next_chunk(content, end, dialect)
    if _begins_file(content, next_chunk, dialect):
        return True
    if any(of_magic(each) is not None for each in (following[:16], following[1:])):
        raise NotAudio(SEVERAL, field=field)
    return _is_start(content, next_chunk, dialect)


def _end_of_stream(content: bytes, start: int) -> int:
    """Where samples of unknown length end: with the file, or where another begins in it."""
    for magic in _FIRST_CHUNKS:
        at = content.find(magic, start)
        if at - 8 >= start and content[at - 8 : at - 4] in _FILES:
            return at - 8
    return len(content)


def _is_start(content: bytes, position: int, dialect: _Dialect) -> bool:
    """Whether a chunk begins there, or another file."""
    if position + dialect.head.size > len(content):
        return False
    if dialect is _WIDE:
        return content[position + 4 : position + 16] in (_WIDE_CHUNK, _WIDE_FILE)
    name = content[position : position + 4]
    if name in _FILES:
        return True
    _, size = _chunk(content, position, dialect)
    is_within = position + dialect.head.size + size <= len(content) + 1
    return name in _USUAL_CHUNKS or (is_within and all(byte in _NAME_BYTES for byte in name))


def _begins_file(content: bytes, position: int, dialect: _Dialect) -> bool:
    if dialect is _WIDE:
        return content[position + 4 : position + 16] == _WIDE_FILE
    return content[position : position + 4] in _FILES


def _essence(form: bytes, dialect: _Dialect) -> bytes:
    """What two recordings must have in common to be joined."""
    if dialect is _IFF:
        return form[:2] + form[6:22]
    return form[:8] + form[12:16] + form[24:40]


def _wav(form: bytes, samples: bytes | memoryview) -> bytes:
    form += b"\0" * (len(form) % 2)
    return b"".join(
        [
            struct.pack("<4sI4s", b"RIFF", 4 + 8 + len(form) + 8 + len(samples), b"WAVE"),
            struct.pack("<4sI", b"fmt ", len(form)) + form,
            struct.pack("<4sI", b"data", len(samples)),
            samples,
        ]
    )


def _little(form: bytes, samples: bytes | memoryview) -> tuple[bytes, bytes | memoryview]:
    """The same of a big-endian WAV, which FFmpeg reads in part only."""
    fields = struct.unpack_from(">HHIIHH", form)
    rest = form[16:]
    if len(form) >= 40:
        rest = struct.pack("<HHIH", *struct.unpack_from(">HHIH", form, 16)) + form[26:40]
    width = fields[4] // max(1, fields[1])
    if width in _SWAPPED:
        whole = samples[: len(samples) // width * width]
        samples = np.frombuffer(whole, np.uint8).reshape(-1, width)[:, ::-1].tobytes()
    return struct.pack("<HHIIHH", *fields) + rest, samples


def _aiff(form: bytes, samples: bytes | memoryview, kind: bytes) -> bytes:
    n_channels, bits = struct.unpack_from(">H4xH", form)
    packet = _AIFF_PACKETS.get(form[18:22], -(-bits // 8))
    n_packets = len(samples) // max(1, n_channels * packet)
    form = form[:2] + struct.pack(">I", n_packets) + form[6:]
    form += b"\0" * (len(form) % 2)
    return b"".join(
        [
            struct.pack(">4sI4s", b"FORM", 4 + 8 + len(form) + 16 + len(samples), kind),
            struct.pack(">4sI", b"COMM", len(form)) + form,
            struct.pack(">4sIII", b"SSND", 8 + len(samples), 0, 0),
            samples,
        ]
    )


def _in_whole_containers(
    form: bytes, samples: bytes | memoryview
) -> tuple[bytes, bytes | memoryview]:
    """Integers of fewer bits than their bytes hold, such as 24 in 32, as integers of all these bits.

    They belong to the upper end; where a writer put them to the lower one, they are moved.
    """
    tag, n_channels, rate_hz, _, width, bits = struct.unpack_from("<HHIIHH", form)
    is_extensible = tag == _EXTENSIBLE and len(form) >= 40
    valid_bits, inner_tag = struct.unpack_from("<H4xH", form, 18) if is_extensible else (bits, tag)
    if inner_tag != _PCM or not n_channels or width % n_channels:
        return form, samples
    n_bytes = width // n_channels
    valid_bits = min(valid_bits or bits, bits)
    if n_bytes not in (2, 3, 4) or not 8 < valid_bits < 8 * n_bytes:
        return form, samples
    whole = struct.pack(
        "<HHIIHH", tag, n_channels, rate_hz, rate_hz * width % 2**32, width, 8 * n_bytes
    )
    rest = struct.pack("<HH", 22, 8 * n_bytes) + form[20:40] if is_extensible else b""
    return whole + rest, _at_upper_end(samples, n_bytes, valid_bits)


def _at_upper_end(samples: bytes | memoryview, n_bytes: int, valid_bits: int) -> bytes | memoryview:
    unused = 8 * n_bytes - valid_bits
    if n_bytes == 3 or not len(samples) // n_bytes:
        return samples
    values = np.frombuffer(samples, f"<i{n_bytes}", count=len(samples) // n_bytes)
    is_at_upper = not np.any(values & ((1 << unused) - 1))
    is_beyond = np.any(np.abs(values.astype(np.int64)) > 1 << (valid_bits - 1))
    return (
        samples if is_at_upper or is_beyond else (values << unused).astype(values.dtype).tobytes()
    )
