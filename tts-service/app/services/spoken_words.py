"""A request's text, phones or SSML → the words that the engine speaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shared.contracts import SPEAKING_RATES
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, parse_phones
from shared.phonetics.function_words import UNSTRESSED_WHEN_SPOKEN
from shared.phonetics.lexicon import SpokenWord

from ..schemas.request_response import MAX_TEXT_CHARS
from ..utils.punctuation import pause_mark
from ..utils.ssml import Script, parse_ssml
from .engines.base import SpeechWord


class TextPronouncer(Protocol):
    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> list[SpokenWord]: ...


@dataclass(frozen=True, slots=True)
class Utterance:
    text: str | None
    phones: Sequence[Sequence[str]] | None
    """ARPAbet a word; None to pronounce the text by the lexicon."""
    lexicon: Mapping[str, Sequence[str]] | None
    voice: str
    speaking_rate: float
    ssml: str | None = None
    """In place of the text."""


def words_to_speak(utterance: Utterance, pronouncer: TextPronouncer) -> list[SpeechWord]:
    """The phones of each word, the pause after it, and whether it is reduced in its sentence.

    A text is spoken in the lexicon's first pronunciations, the same that alignment takes for the usual ones.
    Raises InvalidInput naming `text`, `ssml`, `phones` or `lexicon`.
    """
    if utterance.ssml is not None:
        if utterance.text is not None or utterance.phones is not None:
            raise InvalidInput("send ssml alone, or else text and phones", field="ssml")
        return _scripted(parse_ssml(utterance.ssml), utterance, pronouncer)
    if utterance.phones is None:
        return _read(utterance.text or "", utterance.lexicon, pronouncer, field="text")[1]
    phones = [_checked(word, index) for index, word in enumerate(utterance.phones)]
    names, marks = _names_and_marks(utterance.text or "", len(phones), pronouncer)
    return _in_sentences(phones, marks, names)


def _read(
    text: str,
    lexicon: Mapping[str, Sequence[str]] | None,
    pronouncer: TextPronouncer,
    *,
    field: str,
) -> tuple[list[SpokenWord], list[SpeechWord]]:
    if not text.strip():
        raise InvalidInput("the text is empty: send something to say", field=field)
    spoken = pronouncer.pronounce(text, lexicon)
    phones = [word.pronunciations[0].phones for word in spoken]
    words = _in_sentences(phones, _marks_after(spoken, text), [word.text for word in spoken])
    return spoken, words


def _in_sentences(
    phones: Sequence[tuple[str, ...]], marks: Sequence[str], names: Sequence[str]
) -> list[SpeechWord]:
    last = len(phones) - 1
    return [
        SpeechWord(
            word,
            mark,
            reduced=name.lower() in UNSTRESSED_WHEN_SPOKEN and not mark and index != last,
            text=name,
        )
        for index, (word, mark, name) in enumerate(zip(phones, marks, names, strict=True))
    ]


def _scripted(script: Script, utterance: Utterance, pronouncer: TextPronouncer) -> list[SpeechWord]:
    """The words of a script, each said as the stretch it stands in asks for."""
    if len(script.text) > MAX_TEXT_CHARS:
        raise InvalidInput(
            f"the SSML holds {len(script.text)} characters of text; at most {MAX_TEXT_CHARS} are taken",
            field="ssml",
        )
    try:
        spoken, words = _read(script.text, utterance.lexicon, pronouncer, field="ssml")
    except InvalidInput as error:
        field = "lexicon" if error.field == "lexicon" else "ssml"
        raise InvalidInput(error.detail, field=field) from error
    styled: list[SpeechWord] = []
    said_until = 0
    for place, word in zip(spoken, words, strict=True):
        span = script.span_at(place.start_char)
        rate = utterance.speaking_rate * span.pace
        if not SPEAKING_RATES[0] <= rate <= SPEAKING_RATES[1]:
            raise InvalidInput(
                f"<prosody> makes a speaking rate of {rate:g}: it must stay between "
                f"{SPEAKING_RATES[0]:g} and {SPEAKING_RATES[1]:g}",
                field="ssml",
            )
        pauses = script.pauses_between(said_until, place.start_char)
        said_until = place.end_char
        if (
            pauses and not sum(pauses) and styled
        ):  # strength="none": no pause where a mark asks for one
            styled[-1] = replace(styled[-1], after="")
        styled.append(
            replace(
                word,
                reduced=span.reduced
                or (word.reduced and not span.emphasised and place.source != "caller"),
                pause_before_s=sum(pauses) if sum(pauses) else None,
                pace=span.pace,
                gain_db=span.gain_db,
            )
        )
    return styled


def _checked(word: Sequence[str], index: int) -> tuple[str, ...]:
    try:
        phones = tuple(parse_phones(" ".join(word)))
    except UnknownPhone as error:
        raise InvalidInput(f"word {index}: {error}", field="phones") from error
    if not phones:
        raise InvalidInput(f"word {index} has no phones", field="phones")
    return phones


def _names_and_marks(
    text: str, n_words: int, pronouncer: TextPronouncer
) -> tuple[list[str], list[str]]:
    """Name of and punctuation after each of `n_words`; empty where the text has another number of words."""
    tokens = text.split()
    if len(tokens) == n_words:
        bare = [token.strip("\"'“”‘’()[];:,.!?…—–-") for token in tokens]
        tails = [
            token[token.rfind(name) + len(name) :] for token, name in zip(tokens, bare, strict=True)
        ]
        return bare, [pause_mark(tail) for tail in tails]
    try:
        spoken = pronouncer.pronounce(text) if tokens else []
    except InvalidInput:
        spoken = []
    if len(spoken) == n_words:
        return [word.text for word in spoken], _marks_after(spoken, text)
    return [""] * n_words, [""] * n_words


def _marks_after(words: Sequence[SpokenWord], text: str) -> list[str]:
    ends = [word.end_char for word in words]
    starts = [word.start_char for word in words[1:]] + [len(text)]
    return [pause_mark(text[end:start]) for end, start in zip(ends, starts, strict=True)]
