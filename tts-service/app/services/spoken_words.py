"""A request's text, phones or SSML → the words that the engine speaks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from shared.contracts import SPEAKING_RATES
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, parse_phones
from shared.phonetics.function_words import UNSTRESSED_WHEN_SPOKEN
from shared.phonetics.lexicon import SpokenWord

from ..schemas.request_response import MAX_TEXT_CHARS
from ..utils.kokoro_ipa import ipa_symbols
from ..utils.punctuation import pause_mark
from ..utils.ssml import Script, Span, parse_ssml
from .engines.base import SpeechWord, Voice
from .languages.reading import (
    EnglishPronouncer,
    ReadOutWord,
    languages_of_letters,
    read_out,
    require_own_script,
)
from .languages.spelled import read_spelled
from .languages.table import spoken_languages
from .voices import language_named, voice_for, voice_named


@dataclass(frozen=True, slots=True)
class Utterance:
    text: str | None
    phones: Sequence[Sequence[str]] | None
    """ARPAbet a word, IPA where the language is another than English; None to pronounce the text."""
    lexicon: Mapping[str, Sequence[str]] | None
    voice: str
    speaking_rate: float
    ssml: str | None = None
    """In place of the text."""
    language: str = "en"
    """ISO 639-1, where the SSML names no other."""


@dataclass(frozen=True, slots=True)
class Cast:
    voices: Sequence[Voice]
    """All that may be named."""
    among: Callable[[str], Sequence[Voice]]
    """Those that one is chosen of for a language."""


def words_to_speak(
    utterance: Utterance,
    pronouncer: EnglishPronouncer,
    voices: Sequence[Voice] = (),
    *,
    among: Callable[[str], Sequence[Voice]] | None = None,
) -> list[SpeechWord]:
    """The phones of each word, the pause after it, and whether it is reduced in its sentence.

    English is spoken in the lexicon's first pronunciations, the same that alignment takes for the usual ones. `voices` are
    those that SSML may name or need, `among` those that one is chosen of for a language. Raises InvalidInput naming `text`, `ssml`, `phones` or `lexicon`.
    """
    if utterance.ssml is not None:
        if utterance.text is not None or utterance.phones is not None:
            raise InvalidInput("send ssml alone, or else text and phones", field="ssml")
        cast = Cast(voices, among or (lambda language: voices))
        return _scripted(parse_ssml(utterance.ssml), utterance, pronouncer, cast)
    if utterance.phones is None:
        text = utterance.text or ""
        if not text.strip():
            raise InvalidInput("the text is empty: send something to say", field="text")
        words = _read(text, utterance.language, utterance.lexicon, pronouncer)
        return _in_sentences(words, _marks_after(words, text))
    if utterance.language != "en" and not spoken_languages()[utterance.language].has_phones:
        raise InvalidInput(
            f"{utterance.voice} reads spelling and speaks no phones: send text", field="phones"
        )
    check = _checked if utterance.language == "en" else _checked_ipa
    phones = [check(word, index) for index, word in enumerate(utterance.phones)]
    names, marks = _names_and_marks(utterance, len(phones), pronouncer)
    given = [
        ReadOutWord(name, word, utterance.language, 0, 0)
        for name, word in zip(names, phones, strict=True)
    ]
    return _in_sentences(given, marks)


def _read(
    text: str,
    language: str,
    lexicon: Mapping[str, Sequence[str]] | None,
    pronouncer: EnglishPronouncer,
    *,
    start: int = 0,
) -> list[ReadOutWord]:
    """The words of a text that stands at `start` of a longer one. Raises InvalidInput, field `text` or `lexicon`."""
    if language == "en":
        words = _read_english(text, lexicon, pronouncer)
    else:
        spoken = spoken_languages()[language]
        if spoken.has_phones:
            words = read_out(text, spoken, english=pronouncer, lexicon=lexicon)
            require_own_script(words, spoken)
        else:
            words = read_spelled(text, spoken)
    if not words:
        raise InvalidInput("the text holds no words: send something to say", field="text")
    if not start:
        return words
    return [
        replace(word, start_char=word.start_char + start, end_char=word.end_char + start)
        for word in words
    ]


def _read_english(
    text: str, lexicon: Mapping[str, Sequence[str]] | None, pronouncer: EnglishPronouncer
) -> list[ReadOutWord]:
    """Raises InvalidInput; for a text in letters that other languages are read in, with these."""
    try:
        return [_as_read_out(word) for word in pronouncer.pronounce(text, lexicon)]
    except InvalidInput as error:
        others = languages_of_letters(text) if error.field == "text" else []
        if not others:
            raise
        raise InvalidInput(
            f"{error.detail}, or ask for its `language`: {', '.join(others)}", field="text"
        ) from error


def _as_read_out(word: SpokenWord) -> ReadOutWord:
    return ReadOutWord(
        word.text,
        word.pronunciations[0].phones,
        "en",
        word.start_char,
        word.end_char,
        is_given=word.source == "caller",
    )


def _in_sentences(words: Sequence[ReadOutWord], marks: Sequence[str]) -> list[SpeechWord]:
    last = len(words) - 1
    return [
        SpeechWord(
            word.phones,
            mark,
            reduced=word.language == "en"
            and word.text.lower() in UNSTRESSED_WHEN_SPOKEN
            and not mark
            and index != last,
            text=word.text,
            language=word.language,
        )
        for index, (word, mark) in enumerate(zip(words, marks, strict=True))
    ]


def _scripted(
    script: Script,
    utterance: Utterance,
    pronouncer: EnglishPronouncer,
    cast: Cast,
) -> list[SpeechWord]:
    """The words of a script, each said as the stretch it stands in asks for."""
    if len(script.text) > MAX_TEXT_CHARS:
        raise InvalidInput(
            f"the SSML holds {len(script.text)} characters of text; at most {MAX_TEXT_CHARS} are taken",
            field="ssml",
        )
    told = {
        (span.language, span.voice): _language_and_voice(span, utterance, cast)
        for span in script.spans
    }
    try:
        places = _read_script(script, utterance, pronouncer, told)
    except InvalidInput as error:
        field = "lexicon" if error.field == "lexicon" else "ssml"
        raise InvalidInput(error.detail, field=field) from error
    words = _in_sentences(places, _marks_after(places, script.text))
    styled: list[SpeechWord] = []
    said_until = 0
    for place, word in zip(places, words, strict=True):
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
        _, voice = told[span.language, span.voice]
        _require_pitch(span, voice, cast.voices)
        styled.append(
            replace(
                word,
                reduced=span.reduced
                or (word.reduced and not span.emphasised and not place.is_given),
                pause_before_s=sum(pauses) if sum(pauses) else None,
                pace=span.pace,
                gain_db=span.gain_db,
                pitch=span.pitch,
                voice=None if voice == utterance.voice else voice,
            )
        )
    return styled


def _require_pitch(span: Span, voice: str, voices: Sequence[Voice]) -> None:
    """Raises InvalidInput where another pitch is asked of a voice that has but its own."""
    if span.pitch == "medium":
        return
    changing = {each.id: None for each in voices if each.changes_pitch}
    if voice not in changing:
        who = f": {', '.join([*changing][:3])} … can" if changing else ", and no voice here can"
        raise InvalidInput(
            f"<prosody pitch={span.pitch!r}>: {voice} can't change its pitch{who}", field="ssml"
        )


def _language_and_voice(span: Span, utterance: Utterance, cast: Cast) -> tuple[str, str]:
    """ISO 639-1 and the id of the voice of a stretch. A voice that is named speaks its own language where it can't speak the text's;
    where a language is named that the voice around can't speak, another does (SSML 1.1, 3.1.13, `changevoice`)."""
    if span.language is None and span.voice is None:
        return utterance.language, utterance.voice
    named = None if span.voice is None else voice_named(span.voice, cast.voices, field="ssml")
    if span.language is not None:
        language = language_named(span.language, cast.voices, field="ssml")
    else:
        assert named is not None, "one of the two was sent"
        speaks_it = utterance.language in named.languages
        language = utterance.language if speaks_it else named.own_language
    voice = voice_for(
        language, cast.among(language), named=named, default=utterance.voice, field="ssml"
    )
    return language, voice.id


def _read_script(
    script: Script,
    utterance: Utterance,
    pronouncer: EnglishPronouncer,
    told: Mapping[tuple[str | None, str | None], tuple[str, str]],
) -> list[ReadOutWord]:
    """Stretches of one language are read at once, so that a word's neighbours are known. Raises InvalidInput."""
    words: list[ReadOutWord] = []
    for language, start, end in _stretches(script, told):
        text = script.text[start:end]
        if any(map(_needs_reading, text)):
            words += _read(text, language, utterance.lexicon, pronouncer, start=start)
    if not words:
        raise InvalidInput("the text holds no words: send something to say", field="text")
    return words


def _stretches(
    script: Script, told: Mapping[tuple[str | None, str | None], tuple[str, str]]
) -> Iterator[tuple[str, int, int]]:
    """Language, start and end of each."""
    for language, spans in groupby(
        script.spans, key=lambda span: told[span.language, span.voice][0]
    ):
        together = list(spans)
        yield language, together[0].start, together[-1].end


def _needs_reading(character: str) -> bool:
    return not (character.isspace() or character in ".,;:!?—–-…\"'“”‘’()[]।॥۔؟،؛")


def _checked(word: Sequence[str], index: int) -> tuple[str, ...]:
    try:
        phones = tuple(parse_phones(" ".join(word)))
    except UnknownPhone as error:
        raise InvalidInput(f"word {index}: {error}", field="phones") from error
    if not phones:
        raise InvalidInput(f"word {index} has no phones", field="phones")
    return phones


def _checked_ipa(word: Sequence[str], index: int) -> tuple[str, ...]:
    phones = tuple(phone for sent in word if (phone := sent.strip()))
    for phone in phones:
        if ipa_symbols(phone, language="hi") is None:
            raise InvalidInput(
                f"word {index}: {phone!r} is no phone in IPA that a voice has", field="phones"
            )
    if not phones:
        raise InvalidInput(f"word {index} has no phones", field="phones")
    return phones


def _names_and_marks(
    utterance: Utterance, n_words: int, pronouncer: EnglishPronouncer
) -> tuple[list[str], list[str]]:
    """Name of and punctuation after each of `n_words`; empty where the text has another number of words."""
    text = utterance.text or ""
    tokens = text.split()
    if len(tokens) == n_words:
        bare = [token.strip("\"'“”‘’()[];:,.!?…—–-।॥۔؟،؛") for token in tokens]
        tails = [
            token[token.rfind(name) + len(name) :] for token, name in zip(tokens, bare, strict=True)
        ]
        return bare, [pause_mark(tail) for tail in tails]
    try:
        words = _read(text, utterance.language, None, pronouncer) if tokens else []
    except InvalidInput:
        words = []
    if len(words) == n_words:
        return [word.text for word in words], _marks_after(words, text)
    return [""] * n_words, [""] * n_words


def _marks_after(words: Sequence[ReadOutWord], text: str) -> list[str]:
    ends = [word.end_char for word in words]
    starts = [word.start_char for word in words[1:]] + [len(text)]
    return [pause_mark(text[end:start]) for end, start in zip(ends, starts, strict=True)]
