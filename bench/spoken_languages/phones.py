"""Phones as two G2Ps can be held against each other: broadly, since each writes a language in a manner of its own."""

import re
import subprocess
import unicodedata

_DROPPED = re.compile(r"[ˈˌ.ʲː\u032a\u0361\u0303ʰʱʼ\s]")
"""Stress, length, dental and tie marks, nasal vowels, breath (whether a stop has it is told by neither reliably), spaces."""
_SAME = {
    "tʃ": "c", "dʒ": "ɟ", "ʧ": "c", "ʤ": "ɟ", "tɕ": "c", "ts": "c", "dz": "ɟ", "ʌ": "ə", "ɐ": "ə", "a": "ə", "ɑ": "ə", "v": "ʋ",
    "w": "ʋ", "r": "ɾ", "ɹ": "ɾ", "ɪ": "i", "ʊ": "u", "ʉ": "u", "ɨ": "ə", "ɛ": "e", "æ": "e", "ɔ": "o", "ɦ": "h", "ʂ": "ʃ",
    "ɲ": "n", "ŋ": "n", "ɳ": "n", "ɭ": "l", "ɻ": "l", "ɽ": "ɖ",
}  # fmt: skip
_TIMEOUT_S = 20


def broad(ipa: str) -> list[str]:
    """One letter a phone; doubled ones as one."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFD", ipa))
    for written in ("tʃ", "dʒ", "tɕ", "ts", "dz"):
        plain = plain.replace(written, _SAME[written])
    letters = [_SAME.get(letter, letter) for letter in plain if letter.isalpha()]
    return [each for index, each in enumerate(letters) if index == 0 or letters[index - 1] != each]


def espeak_phones(text: str, language: str) -> list[str]:
    """Broad phones by eSpeak NG. Raises OSError where the program is not there, CalledProcessError where it has no such language."""
    told = subprocess.run(
        ["espeak-ng", "-q", "--ipa", "-b", "1", "--stdin", "-v", language],
        input=text,
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=True,
    )
    return broad(re.sub(r"\([a-z-]+\)", "", told.stdout))
