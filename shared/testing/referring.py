"""Files that ask their reader to open other files, addresses or ports, in the forms that media readers know."""

import struct
from pathlib import Path


def referring_files(bait: Path, address: str) -> dict[str, bytes]:
    """Name → content; each names the file `bait` or the server at `address` (host:port)."""
    path, uri, host, port = str(bait), bait.as_uri(), *address.split(":")
    plain = {
        "ffconcat": f"ffconcat version 1.0\nfile {path}\n",
        "ffconcat relative": f"ffconcat version 1.0\nfile {bait.name}\n",
        "ffconcat address": f"ffconcat version 1.0\nfile http://{address}/a.wav\n",
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{path}\n#EXT-X-ENDLIST\n",
        "hls address": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://{address}/a.ts\n",
        "hls key": (
            f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{uri}"\n#EXTINF:10,\n{path}\n#EXT-X-ENDLIST\n'
        ),
        "m3u": f"{path}\n",
        "pls": f"[playlist]\nFile1={path}\nNumberOfEntries=1\n",
        "asx": f'<asx version="3.0"><entry><ref href="{uri}"/></entry></asx>',
        "dash": (
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet>'
            f'<Representation id="1"><BaseURL>{uri}</BaseURL></Representation></AdaptationSet></Period></MPD>'
        ),
        "smil": f'<smil><body><audio src="{uri}"/></body></smil>',
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{uri}"/></svg>',
        "xml entity": f'<!DOCTYPE a [<!ENTITY e SYSTEM "{uri}">]><a>&e;</a>',
        "sdp": (
            f"v=0\r\no=- 0 0 IN IP4 {host}\r\ns=x\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {int(port) + 1} RTP/AVP 0\r\n"
        ),
        "rtsp": f"rtsptextrtsp://{address}/a",
        "image sequence": f"{bait.parent}/%03d.wav",
        "subtitle index": f"# VobSub index file, v7\nid: en, index: 0\n# {path}\n",
        "avisynth": f'WavSource("{path}")\n',
        "vapoursynth": f'import vapoursynth\nopen("{path}")\n',
        "ffmetadata": f";FFMETADATA1\ntitle={path}\n",
        "cue": f'FILE "{path}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
        "lavfi": f"amovie={path}",
        "concat protocol": f"concat:{path}|{path}",
    }
    files = {name: text.encode() for name, text in plain.items()}
    concat = files["ffconcat"]
    return files | {
        "with a byte order mark": b"\xef\xbb\xbf" + concat,
        "after white space": b"\n\n  " + concat,
        "in utf-16": concat.decode().encode("utf-16"),
        "in a RIFF": b"RIFF" + struct.pack("<I", len(concat) + 4) + b"WAVE" + concat,
        "in a data chunk": b"RIFF\xff\xff\xff\xffWAVEdata"
        + struct.pack("<I", len(concat))
        + concat,
        "in an ID3 tag": b"ID3\x04\x00\x00" + bytes([0, 0, 1, 0]) + concat.ljust(128, b"\0"),
        "after an ID3 tag": b"ID3\x04\x00\x00" + bytes([0, 0, 1, 0]) + bytes(128) + concat,
        "in an ftyp box": struct.pack(">I", 16 + len(concat)) + b"ftypM4A \0\0\0\0" + concat,
        "in an mdat box": struct.pack(">I", 8 + len(concat)) + b"mdat" + concat,
        "after FLAC's mark": b"fLaC" + concat,
        "after OGG's mark": b"OggS" + concat,
        "after Matroska's mark": b"\x1a\x45\xdf\xa3" + concat,
        "after AMR's mark": b"#!AMR\n" + concat,
        "after CAF's mark": b"caff\x00\x01\x00\x00" + concat,
        "after MP3's sync": bytes.fromhex("fffb9064") + concat,
    }
