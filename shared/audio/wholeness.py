"""Is a file whole, and one recording? What FFmpeg would pass over in silence.

It plays the first of two files that were joined and never tells of the second, plays an Ogg that was cut off as if it
ended there, and estimates a length from a bit rate where no header tells one.
"""

import re
import struct
from collections.abc import Iterator

from shared.audio.containers import (
    AIFF,
    AMR,
    CAF,
    FLAC,
    MATROSKA,
    MP3,
    MP4,
    OGG,
    WAV,
    WAVE64,
    WITHOUT_HEADER,
    Container,
)
from shared.audio.riff import SIZE_NOBODY_MEANS, made_plain
from shared.errors import NotAudio

_CUT_OFF = "the file is cut off: its last part is missing; upload it again"
_UNFINISHED = "the file was not finished: its index, which is written when a recording stops, is missing; record again"
_MOST_PARTS = 100_000
"""Pages, boxes and chunks: an Ogg of two minutes has 6,000 at most."""
_MOST_RECORDINGS = 50
_TOO_MANY = f"the file holds more than {_MOST_RECORDINGS} recordings: send one"
_FIRST_PAGE = 0x02
_AMR_MAGICS = (b"#!AMR\n", b"#!AMR-WB\n")
_FLAC_START = re.compile(rb"fLaC[\x00\x80]\x00\x00\x22", re.DOTALL)
"""Its first block is of 34 bytes."""
_CAF_START, _CAF_UNKNOWN, _CAF_EDITS = b"caff\0\1\0\0desc", b"\xff" * 8, 4
"""How a file begins; the size of samples that isn't known; bytes of it before the samples."""
_CLUSTER, _DURATION = bytes.fromhex("1f43b675"), bytes.fromhex("4489")
_FRAME_SEARCHED = 2_000
"""Bytes in which the first MP3 frame ends."""


def recordings_of(content: bytes, kind: Container, field: str) -> list[tuple[bytes, Container]]:
    """The recordings that were joined in a file, each as one that FFmpeg reads to its end.

    Raises NotAudio, naming `field`, for a file that is cut off, begins in its middle, or can't be told apart.
    """
    if kind in (WAV, WAVE64, AIFF):
        plain, is_wav = made_plain(content, kind, field)
        return [(plain, WAV if is_wav else AIFF)]
    if kind is MP4:
        return [(piece, kind) for piece in _mp4s(content, field)]
    if kind is CAF:
        return [(piece, kind) for piece in _cafs(content, field)]
    if kind is FLAC:
        return [(piece, kind) for piece in _flacs(content, field)]
    if kind is AMR:
        return [(_one_amr(content), kind)]
    if kind is OGG:
        _refuse_broken_ogg(content, field)
    return [(content, kind)]


def tells_duration(content: bytes, kind: Container) -> bool:
    """Whether a header tells how long the recording is; else any length is an estimate, or follows from what is there."""
    if kind is MP3:
        start = content[10 + _id3_size(content) :] if content[:3] == b"ID3" else content
        first = start[:_FRAME_SEARCHED]
        return any(mark in first for mark in (b"Xing", b"Info", b"VBRI"))
    if kind is FLAC:
        at = content.find(b"fLaC")
        facts = content[at + 8 : at + 42]
        return at >= 0 and len(facts) == 34 and int.from_bytes(facts[13:18]) & 0xFFFFFFFFF > 0
    if kind is MATROSKA:
        cluster = content.find(_CLUSTER)
        return _DURATION in content[: cluster if cluster >= 0 else None]
    return kind is MP4 or (kind is CAF and _caf_size(content) > 0)


def _id3_size(content: bytes) -> int:
    return sum(
        (byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=False)
    )


def _mp4s(content: bytes, field: str) -> list[bytes]:
    """The file at each place where another begins: offsets in it count from there."""
    starts, has_index, has_pieces = [0], False, False
    for name, position in _mp4_boxes(content):
        if name == b"ftyp" and has_index:
            starts.append(position)
            has_index = False
        has_index |= name == b"moov"
        has_pieces |= name == b"moof"
    if not has_index:
        raise NotAudio(
            WITHOUT_HEADER if has_pieces and len(starts) == 1 else _UNFINISHED, field=field
        )
    return _between(content, starts, field)


def _mp4_boxes(content: bytes) -> Iterator[tuple[bytes, int]]:
    position = 0
    for _ in range(_MOST_PARTS):
        if position + 8 > len(content):
            return
        size, name = struct.unpack_from(">I4s", content, position)
        yield name, position
        if size == 1 and position + 16 <= len(content):
            (size,) = struct.unpack_from(">8xQ", content, position)
        if size < 8:  # to the end of the file
            return
        position += size


def _cafs(content: bytes, field: str) -> list[bytes]:
    """Each file on its own, and −1, Apple's word for it, in place of a size of its samples that can't be."""
    pieces: list[bytes] = []
    while len(pieces) < _MOST_RECORDINGS:
        start = _caf_samples(content)
        if start is None:
            return [*pieces, content]
        size = _caf_size(content)
        is_known = _CAF_EDITS < size <= len(content) - start
        if not is_known and _CAF_EDITS < size < SIZE_NOBODY_MEANS:
            raise NotAudio(_CUT_OFF, field=field)
        following = content.find(_CAF_START, start + size if is_known else start)
        piece = content[: following if following >= 0 else None]
        pieces.append(piece if is_known else piece[: start - 8] + _CAF_UNKNOWN + piece[start:])
        if following < 0:
            return pieces
        content = content[following:]
    raise NotAudio(_TOO_MANY, field=field)


def _caf_samples(content: bytes) -> int | None:
    """Where the samples begin; their size stands in the 8 bytes before."""
    position = 8
    for _ in range(_MOST_PARTS):
        if position + 12 > len(content):
            return None
        name, size = struct.unpack_from(">4sq", content, position)
        position += 12
        if name == b"data":
            return position
        if size < 0:
            return None
        position += size
    return None


def _caf_size(content: bytes) -> int:
    start = _caf_samples(content)
    return -1 if start is None else struct.unpack_from(">q", content, start - 8)[0]


def _flacs(content: bytes, field: str) -> list[bytes]:
    """Each file on its own: FFmpeg would lose the last frame before the next header."""
    starts = [match.start() for match in _FLAC_START.finditer(content)]
    return _between(content, [0, *starts[1:]], field)


def _between(content: bytes, starts: list[int], field: str) -> list[bytes]:
    if len(starts) > _MOST_RECORDINGS:
        raise NotAudio(_TOO_MANY, field=field)
    return [
        content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)
    ]


def _one_amr(content: bytes) -> bytes:
    """Without the headers of recordings that were appended; FFmpeg would take them for frames."""
    magic = next(each for each in _AMR_MAGICS if content.startswith(each))
    return magic + content[len(magic) :].replace(magic, b"")


def _refuse_broken_ogg(content: bytes, field: str) -> None:
    """Raises NotAudio where the first page is missing, or something of the last."""
    is_first, goes_on, last_end = True, False, 0
    for flags, lacing, end in _ogg_pages(content):
        if is_first and not flags & _FIRST_PAGE:
            raise NotAudio(WITHOUT_HEADER, field=field)
        if end > len(content):
            raise NotAudio(_CUT_OFF, field=field)
        is_first, goes_on = False, bool(lacing) and lacing[-1] == 0xFF
        last_end = end
    rest = content[last_end : last_end + 4]
    if is_first or goes_on or (rest and b"OggS".startswith(rest)):
        raise NotAudio(_CUT_OFF, field=field)


def _ogg_pages(content: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Of each page its flags, its lacing, and where it ends, which may be after the file's end."""
    position = 0
    for _ in range(_MOST_PARTS):
        position = content.find(b"OggS", position)
        if position < 0 or position + 27 > len(content):
            return
        n_lacing = content[position + 26]
        lacing = content[position + 27 : position + 27 + n_lacing]
        end = position + 27 + n_lacing + sum(lacing)
        yield content[position + 5], lacing, end if len(lacing) == n_lacing else len(content) + 1
        position = end
