"""Objects of a folder as AES-256-GCM, in pieces that are read each alone.

A file is `MAGIC`, 16 random bytes, then pieces of 64 KiB with a tag each. Its key is derived from the store's and those
random bytes (HKDF-SHA256, RFC 5869), so that the number of a piece can be its nonce; the last piece is marked, so that a
file cut short is noticed (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár, 2015). Each piece is bound to
the object's name: a file put in another's place can't be read.
"""

import base64
import binascii
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from shared.errors import Unavailable

MAGIC = b"AFVENC1\n"
SALT_BYTES = 16
HEAD_BYTES = len(MAGIC) + SALT_BYTES
PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
KEY_BYTES = 32
_SEALED_PIECE_BYTES = PIECE_BYTES + TAG_BYTES


class Undecryptable(Unavailable):
    """A file that the key of this installation does not open."""


def is_encrypted(head: bytes) -> bool:
    return head.startswith(MAGIC)


def read_key(sent: str) -> bytes:
    """32 bytes from base64 or hexadecimal digits. Raises ValueError, without what was sent."""
    text = sent.strip()
    try:
        key = bytes.fromhex(text) if len(text) == 2 * KEY_BYTES else _from_base64(text)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(
            f"FILES_KEY has to be {KEY_BYTES} random bytes in base64 or hexadecimal: openssl rand -base64 {KEY_BYTES}"
        )
    return key


def _from_base64(text: str) -> bytes:
    padded = text.replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)


def read_key_file(path: Path) -> bytes:
    """Raises ValueError."""
    try:
        return read_key(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError("FILES_KEY_FILE can't be read: name a file that holds the key") from error


@dataclass(frozen=True, slots=True)
class FileCipher:
    """Encrypts and decrypts the objects of one store."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        try:
            import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401
        except ImportError as error:
            raise ValueError(
                "FILES_KEY needs the package cryptography: install the locks of this release"
            ) from error

    @property
    def fingerprint(self) -> str:
        """Tells one key from another, and nothing of either: 32 hexadecimal digits."""
        return self._derived(b"", b"agentforge files fingerprint")[:16].hex()

    def encrypt(self, name: str, content: bytes) -> bytes:
        import io

        return b"".join(self.encrypted(name, io.BytesIO(content)))

    def encrypted(self, name: str, file: BinaryIO) -> Iterator[bytes]:
        """All that `file` holds as it is stored, part by part."""
        n_bytes = file.seek(0, os.SEEK_END)
        file.seek(0)
        salt = os.urandom(SALT_BYTES)
        box = self._box(salt)
        yield MAGIC + salt
        n_pieces = max(1, -(-n_bytes // PIECE_BYTES))
        for number in range(n_pieces):
            is_last = number + 1 == n_pieces
            yield box.encrypt(
                _nonce(number, is_last=is_last), file.read(PIECE_BYTES), name.encode()
            )

    def decrypt(self, name: str, sealed: bytes) -> bytes:
        """Raises Undecryptable."""
        import io

        return b"".join(self.pieces(name, io.BytesIO(sealed), 0, plain_size(len(sealed)) - 1))

    def pieces(self, name: str, file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
        """Bytes from the first to the last, both counted, of an encrypted file's content. Raises Undecryptable."""
        from cryptography.exceptions import InvalidTag

        n_sealed = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(HEAD_BYTES)
        if len(head) < HEAD_BYTES or not is_encrypted(head):
            raise Undecryptable("an object of the store is damaged: restore it from a backup")
        box, n_pieces = self._box(head[len(MAGIC) :]), _n_pieces(n_sealed)
        for number in range(first // PIECE_BYTES, max(last, 0) // PIECE_BYTES + 1):
            file.seek(HEAD_BYTES + number * _SEALED_PIECE_BYTES)
            try:
                piece = box.decrypt(
                    _nonce(number, is_last=number + 1 == n_pieces),
                    file.read(_SEALED_PIECE_BYTES),
                    name.encode(),
                )
            except InvalidTag as error:
                raise Undecryptable(
                    "an object of the store was encrypted with another key, or is damaged"
                ) from error
            begins = number * PIECE_BYTES
            yield piece[max(0, first - begins) : last + 1 - begins]

    def _box(self, salt: bytes):
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._derived(salt, b"agentforge files 1"))

    def _derived(self, salt: bytes, purpose: bytes) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), KEY_BYTES, salt, purpose).derive(self.key)


def plain_size(n_sealed: int) -> int:
    """Bytes of the content of an encrypted file of so many."""
    return max(0, n_sealed - HEAD_BYTES - TAG_BYTES * _n_pieces(n_sealed))


def _n_pieces(n_sealed: int) -> int:
    return max(1, -(-(n_sealed - HEAD_BYTES) // _SEALED_PIECE_BYTES))


def _nonce(number: int, *, is_last: bool) -> bytes:
    """12 bytes, used once with a file's key."""
    return number.to_bytes(11, "big") + bytes([is_last])
