"""A zip archive that is made while it is sent: what is in memory is one file of it, and the list of their names."""

import time
from dataclasses import dataclass, field
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_OWNER_READS = 0o600 << 16


class _Unsent:
    """A file that can only be written to, and is emptied by who sends it on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken = b"".join(self.parts)
        self.parts.clear()
        return taken


@dataclass(slots=True)
class ArchiveStream:
    """Each call gives the bytes that are to be sent next."""

    _unsent: _Unsent = field(default_factory=_Unsent)
    _zip: ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self._zip = ZipFile(cast(IO[bytes], self._unsent), "w")  # which is never read nor sought in

    def add(self, name: str, content: bytes, *, compressed: bool) -> bytes:
        entry = ZipInfo(name, time.gmtime()[:6])
        entry.compress_type = ZIP_DEFLATED if compressed else ZIP_STORED
        entry.external_attr = _OWNER_READS
        self._zip.writestr(entry, content)
        return self._unsent.take()

    def end(self) -> bytes:
        self._zip.close()
        return self._unsent.take()
