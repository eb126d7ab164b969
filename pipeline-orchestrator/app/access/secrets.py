"""Secrets that are shown once and kept as a hash: 256 random bits need no slow one, since nobody can go through them."""

import base64
import hashlib
import hmac
import re
import secrets

PREFIX = "afv"
"""So that a scanner for leaked keys finds ours."""
_KEY = re.compile(rf"{PREFIX}_([a-z2-7]{{16}})_([A-Za-z0-9_-]{{43}})")


def new_key() -> tuple[str, str, str]:
    """The id of a new key, its secret, and the whole of it: `afv_<id>_<secret>`."""
    key_id, secret = base64.b32encode(secrets.token_bytes(10)).decode().lower(), new_secret()
    return key_id, secret, f"{PREFIX}_{key_id}_{secret}"


def new_secret() -> str:
    """43 characters of 256 random bits."""
    return secrets.token_urlsafe(32)


def parts_of(key: str) -> tuple[str, str] | None:
    """Its id and its secret; None for what is no key."""
    found = _KEY.fullmatch(key)
    return None if found is None else (found[1], found[2])


def hash_of(secret: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(secret: str, kept: str) -> bool:
    """Whether a secret is the one whose hash was kept, in a time that tells nothing."""
    return hmac.compare_digest(hash_of(secret), kept)


def derived(secret: bytes, purpose: str, value: str) -> str:
    """What only who knows `secret` can make of `value`, other for each purpose: HMAC-SHA256 in hex."""
    return hmac.new(secret, f"{purpose}\n{value}".encode(), hashlib.sha256).hexdigest()


def is_equal(sent: str, expected: str) -> bool:
    """In a time that tells nothing of how much of it is right."""
    return hmac.compare_digest(sent.encode(), expected.encode())
