"""A file is recognised by its first bytes; what refers to others is none of ours, however it is dressed up."""

import gzip
import socket
import struct
from pathlib import Path

import pytest

from shared.audio import decode_audio
from shared.audio.containers import (
    ADTS,
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
    Container,
    recognise,
)
from shared.audio.decoder import AudioDecoder
from shared.errors import InvalidInput, NotAudio
from shared.testing.recordings import FORMATS
from shared.testing.referring import referring_files

EXPECTED = {
    "wav": WAV, "wav 24 bit": WAV, "wav float": WAV, "wav u8": WAV, "wav mu-law": WAV, "wav ima adpcm": WAV,
    "wav gsm": WAV, "rf64": WAV, "w64": WAVE64, "aiff": AIFF, "aiff float": AIFF, "caf": CAF, "caf alac": CAF,
    "flac": FLAC, "mp3": MP3, "ogg vorbis": OGG, "ogg opus": OGG, "webm opus": MATROSKA, "mka mp3": MATROSKA,
    "m4a": MP4, "mp4 in pieces": MP4, "mov": MP4, "3gp": MP4, "aac": ADTS, "amr": AMR,
}  # fmt: skip
ID3 = b"ID3\x04\x00\x00" + bytes([0, 0, 1, 0]) + bytes(128)
"""An empty tag of 128 bytes."""


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_recognised(name: str):
    assert recognise(FORMATS[name](0.2), field="file") is EXPECTED[name]


@pytest.mark.parametrize(
    ("content", "container"),
    [
        (b"RIFX\0\0\0\0WAVE", WAV),
        (b"#!AMR-WB\n", AMR),
        (b"FORM\0\0\0\0AIFC", AIFF),
        (ID3 + b"fLaC", FLAC),
        (ID3 + bytes.fromhex("fff15080"), ADTS),
        (ID3 + bytes.fromhex("fffb9064"), MP3),
        (ID3 + bytes(64), MP3),
        (bytes.fromhex("fff34064"), MP3),
    ],
)
def test_kin_and_tags_are_recognised(content: bytes, container: Container):
    assert recognise(content + bytes(64), field="file") is container


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"RIFF",
        b"RIFF\0\0\0\0AVI ",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"FORM\0\0\0\08SVX",
        b"ID3",
        b"ID3\x04\x00\x00\xff\xff\xff\xff",
        b"\xff\xff\xff\xff",
        b"\xff\xfb\xff\xff",
        b".snd\0\0\0\x18",
        b"MZ\x90\0",
        b"\x7fELF",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        b"\x00\x00\x01\xba",
        b"G" + bytes(187),
        b"OTTO",
    ],
)
def test_everything_else_is_refused(content: bytes):
    with pytest.raises(NotAudio):
        recognise(content, field="file")


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    """Another's recording, as a file that a trick would have opened."""
    path = tmp_path / "bait.wav"
    path.write_bytes(FORMATS["wav"](1.0))
    return path


@pytest.mark.anyio
async def test_no_file_makes_another_be_opened(decoder: AudioDecoder, bait: Path):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        files = referring_files(bait, address)
        assert len(files) >= 15
        for name, content in files.items():
            with pytest.raises(InvalidInput):
                await decoder.decode(content, max_duration_s=60)
            with pytest.raises(InvalidInput):
                decode_audio(content, max_duration_s=60)
            with pytest.raises(BlockingIOError):
                listening.accept()
            assert _udp_ports() == set(), name


def _udp_ports() -> set[str]:
    """Local UDP ports of this process and its children; there should be none."""
    lines = Path("/proc/net/udp").read_text(encoding="ascii").splitlines()[1:]
    inodes = {line.split()[9]: line.split()[1] for line in lines}
    ours = {
        link.readlink().name
        for link in Path("/proc/self/fd").iterdir()
        if link.is_symlink() and _exists(link)
    }
    return {port for inode, port in inodes.items() if f"socket:[{inode}]" in ours}


def _exists(link: Path) -> bool:
    try:
        link.readlink()
    except OSError:
        return False
    return True


def test_a_quicktime_file_whose_samples_lie_elsewhere_opens_nothing(bait: Path):
    """The one container we read that can name another file: its data reference."""
    content = bytearray(FORMATS["mov"](1.0))
    at = content.index(b"url ")
    name = bait.as_uri().encode() + b"\0"
    # the reference, told to be elsewhere (flags 0) and to have an address; the sizes around it grow with it
    content[at + 4 : at + 8] = bytes(4)
    content[at + 8 : at + 8] = name
    content[at - 4 : at] = struct.pack(">I", 12 + len(name))
    with pytest.raises(InvalidInput):
        decode_audio(bytes(content), max_duration_s=60)


def test_what_is_packed_is_not_unpacked():
    with pytest.raises(NotAudio):
        decode_audio(gzip.compress(FORMATS["wav"](1.0)), max_duration_s=60)
