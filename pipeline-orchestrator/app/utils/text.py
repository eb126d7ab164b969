"""Text that can be spoken."""

import hashlib
import re
import unicodedata

from shared.errors import InvalidInput


def has_word(text: str) -> bool:
    """Whether there is at least one Latin letter or one digit."""
    return any(
        char.isdecimal() or (char.isalpha() and "LATIN" in unicodedata.name(char, ""))
        for char in text
    )


def check_storable(text: str, field: str) -> None:
    """Raises InvalidInput for what is no text: Postgres takes no NUL, and nothing takes half a surrogate pair."""
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidInput(
            "leave out the NUL characters and broken surrogate pairs: they are no text", field=field
        )


def text_key(text: str) -> str:
    """SHA-256 of the words alone: texts that differ in case, marks or spaces have one key."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).replace("’", "'").encode()).hexdigest()
