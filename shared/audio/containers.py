"""Which container a file is, told by its first bytes; nothing else is ever opened.

FFmpeg would guess among 300 demuxers, some of which (playlists, session descriptions, concat scripts) open other
files, addresses and ports. Here we recognise the few that hold a recording, and name the demuxer.
"""

from dataclasses import dataclass

from shared.errors import NotAudio

FORMATS_READ = "WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF"
UNREADABLE = f"the file can't be read as audio: send {FORMATS_READ}"
WITHOUT_HEADER = (
    "the file begins in the middle of a recording: its first piece, which holds the header, is missing; "
    "send all pieces joined in their order, the first one first"
)
"""What a page is told that sends the second of the blobs that a browser's recorder gave it."""
RECORDING = f"A recording: {FORMATS_READ}, of 1 to 8 channels at 4 to 384 kHz."
"""What an API's description says of a file that it takes."""

_ID3 = b"ID3"
_W64 = bytes.fromhex("726966662e91cf11a5d628db04c10000")
"""GUID of a RIFF chunk in Sony's Wave64."""
_RIFF_KINDS = frozenset([b"RIFF", b"RIFX", b"RF64", b"BW64"])
_MP4_FIRST_BOXES = frozenset(
    [
        b"ftyp",
        b"moov",
        b"mdat",
        b"wide",
        b"free",
        b"skip",
        b"pnot",
        b"styp",
        b"sidx",
        b"moof",
        b"emsg",
        b"prft",
    ]
)
_CLUSTER = b"\x1f\x43\xb6\x75"
_SIMPLE_BLOCK, _BLOCK_GROUP = 0xA3, 0xA0


@dataclass(frozen=True, slots=True)
class Container:
    name: str
    demuxer: str
    """FFmpeg's name of the one demuxer that may read it."""
    probe_bytes: int = 1_000_000
    """How far into the file its tracks are looked for."""


_HEADER_TELLS_ALL = 32_768
"""Samples follow, in which FFmpeg would go on looking for other codecs in disguise."""
WAV = Container("WAV", "wav", _HEADER_TELLS_ALL)
WAVE64 = Container("Wave64", "w64", _HEADER_TELLS_ALL)
FLAC = Container("FLAC", "flac")
MP3 = Container("MP3", "mp3")
OGG = Container("OGG", "ogg")
MP4 = Container("M4A/MP4", "mov")
MATROSKA = Container("WebM/Matroska", "matroska")
ADTS = Container("AAC (ADTS)", "aac")
AMR = Container("AMR", "amr")
CAF = Container("CAF", "caf")
AIFF = Container("AIFF", "aiff", _HEADER_TELLS_ALL)

CONTAINERS = (WAV, WAVE64, FLAC, MP3, OGG, MP4, MATROSKA, ADTS, AMR, CAF, AIFF)

CODECS = frozenset(
    [
        "aac",
        "ac3",
        "adpcm_ima_qt",
        "adpcm_ima_wav",
        "adpcm_ms",
        "alac",
        "amrnb",
        "amrwb",
        "flac",
        "gsm",
        "gsm_ms",
        "libopencore_amrnb",
        "libopencore_amrwb",
        "libopus",
        "libspeex",
        "mp1",
        "mp1float",
        "mp2",
        "mp2float",
        "mp3",
        "mp3float",
        "opus",
        "pcm_alaw",
        "pcm_f32be",
        "pcm_f32le",
        "pcm_f64be",
        "pcm_f64le",
        "pcm_mulaw",
        "pcm_s16be",
        "pcm_s16le",
        "pcm_s24be",
        "pcm_s24le",
        "pcm_s32be",
        "pcm_s32le",
        "pcm_s8",
        "pcm_u8",
        "speex",
        "vorbis",
    ]
)
"""FFmpeg's decoders of what these containers hold in practice; no other is let near an upload."""


def recognise(content: bytes, *, field: str) -> Container:
    """Raises NotAudio for what is none of CONTAINERS, naming `field`."""
    if not content:
        raise NotAudio("the file is empty: send a recording", field=field)
    start = content[:16]
    container = of_magic(start) or _by_frame_sync(start) or _after_id3(content)
    if container is None and _is_later_piece(start):
        raise NotAudio(WITHOUT_HEADER, field=field)
    if container is None:
        raise NotAudio(UNREADABLE, field=field)
    return container


def of_magic(start: bytes) -> Container | None:
    """The container whose files begin with these 16 bytes; None for any other, and for those without a header."""
    if start[:4] in _RIFF_KINDS and start[8:12] == b"WAVE":
        return WAV
    if start == _W64:
        return WAVE64
    if start[:4] == b"fLaC":
        return FLAC
    if start[:4] == b"OggS":
        return OGG
    if start[:4] == b"\x1a\x45\xdf\xa3":
        return MATROSKA
    if start[:4] == b"caff":
        return CAF
    if start[:4] == b"FORM" and start[8:12] in {b"AIFF", b"AIFC"}:
        return AIFF
    if start.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return AMR
    if start[4:8] in _MP4_FIRST_BOXES:
        return MP4
    return None


def _is_later_piece(start: bytes) -> bool:
    """Whether WebM begins with a cluster, or a block of track 1; its first piece begins with a header."""
    if start[:4] == _CLUSTER:
        return True
    if len(start) < 12 or start[0] not in (_SIMPLE_BLOCK, _BLOCK_GROUP):
        return False
    n_size_bytes = 9 - start[1].bit_length()
    inside = start[1 + n_size_bytes :]
    return inside[:1] == (b"\x81" if start[0] == _SIMPLE_BLOCK else b"\xa1")


def _by_frame_sync(start: bytes) -> Container | None:
    """MP3 and ADTS have no header: each frame starts with a sync word, and tells its layer."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return None
    if start[1] & 0xF6 == 0xF0:
        return ADTS
    has_layer = start[1] & 0x06 != 0
    has_bit_rate = start[2] & 0xF0 != 0xF0
    has_rate = start[2] & 0x0C != 0x0C
    return MP3 if has_layer and has_bit_rate and has_rate else None


def _after_id3(content: bytes) -> Container | None:
    """What an ID3v2 tag stands before; without a frame in sight it is taken for MP3, the tag's home."""
    if content[:3] != _ID3 or len(content) < 10:
        return None
    size = 0
    for byte in content[6:10]:
        if byte & 0x80:
            return None
        size = size << 7 | byte
    following = content[10 + size : 26 + size]
    if following[:4] == b"fLaC":
        return FLAC
    return _by_frame_sync(following) or MP3
