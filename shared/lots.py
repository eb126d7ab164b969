"""Drawing lots that fall the same way again: by what they are drawn for."""

from hashlib import blake2b


def drawn(key: str) -> float:
    """From 0 to 1, evenly over keys."""
    digest = blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
