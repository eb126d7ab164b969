"""Which voice speaks: by its id, by the language, or by default."""

from collections.abc import Sequence

from shared.errors import InvalidInput
from shared.languages import language_code, language_name, unknown_language
from shared.likeness import nearest, plain_name, shown

from .engines.base import UnknownVoice, Voice
from .languages.table import G2p, spoken_languages

_HOW: dict[G2p, str] = {
    "abugida": "a voice of kokoro would",
    "g2p2": "a voice of kokoro would",
    "program": "the program espeak-ng would: it is not on the PATH",
    "voice": "the engine parler would",
}
"""What would speak a language, by where the phones of its words are from."""


class LanguageNotSpoken(InvalidInput):
    slug = "language-not-spoken"
    title = "No voice speaks this language"


def voice_named(sent: str, voices: Sequence[Voice], *, field: str = "voice") -> Voice:
    """Whatever its case and marks: `AF-Heart` is `af_heart`. Raises UnknownVoice."""
    known = {plain_name(voice.id): voice for voice in voices}
    if (found := known.get(plain_name(sent))) is None:
        meant = nearest(sent, [voice.id for voice in voices])
        hint = f"did you mean {meant}? " if meant else ""
        raise UnknownVoice(
            f"there is no voice “{shown(sent)}”: {hint}GET /voices lists them", field=field
        )
    return found


def language_named(sent: str, voices: Sequence[Voice], *, field: str = "language") -> str:
    """ISO 639-1 of a language that a voice here speaks, by any of its names. Raises LanguageNotSpoken that lists them."""
    code = language_code(sent)
    spoken = {code: None for voice in voices for code in voice.languages}
    if code in spoken:
        return code
    what = f"no voice here speaks {language_name(code)}" if code else unknown_language(sent)
    if code in spoken_languages():
        what += f" ({_HOW[spoken_languages()[code].g2p]})"
    listed = ", ".join(f"{each} ({language_name(each)})" for each in spoken)
    raise LanguageNotSpoken(f"{what}; spoken are {listed}", field=field)


def voice_for(
    language: str, voices: Sequence[Voice], *, named: Voice | None, default: str, field: str
) -> Voice:
    """The one that was named, the default one where it speaks `language`, else the first that does, at its best.

    Raises UnknownVoice where the one that was named doesn't speak it.
    """
    if named is not None:
        if language not in named.languages:
            speaks = ", ".join(named.languages)
            raise UnknownVoice(
                f"{named.id} speaks {speaks}, not {language}: GET /voices lists who does",
                field=field,
            )
        return named
    speaking = [voice for voice in voices if language in voice.languages]
    best = ("natural", "accented", "robotic")
    return min(
        speaking,
        key=lambda voice: (
            voice.id != default,
            best.index(voice.quality(language)),
            not voice.is_recommended,
        ),
    )
