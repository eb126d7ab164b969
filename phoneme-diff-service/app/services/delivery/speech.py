"""What the measures of delivery look at: the words that were said, with the phrases that they stand in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shared.contracts import (
    AlignedWord,
    Alignment,
    MappedWord,
    PhoneEvidence,
    PhonemeMap,
    TextSource,
    Transcript,
    WordPitch,
)
from shared.phonetics.arpabet import is_vowel
from shared.phonetics.function_words import FUNCTION_WORDS, LIGHT_WHEN_JUDGED
from shared.phonetics.phonology import SHORTEST_PAUSE_S
from shared.phonetics.phrases import phrase_ends_of, sentence_ends_of

from ...utils.spelling import bare_word


@dataclass(frozen=True, slots=True)
class DeliveredWord:
    aligned: AlignedWord
    text: str
    """Small letters, without marks."""
    pitch: WordPitch | None
    ends_phrase: bool
    """Whether a mark of the text follows it, or nothing."""
    ends_sentence: bool
    gap_s: float | None
    """Silence before the next word that was said, seconds; None at the end and before a word that was left out."""

    @property
    def index(self) -> int:
        return self.aligned.index

    @property
    def vowels(self) -> list[PhoneEvidence]:
        return [phone for phone in self.aligned.phones if is_vowel(phone.target)]

    def phone_behind(self, vowel: PhoneEvidence) -> str | None:
        """The next phone of the word; None for its last."""
        phones = self.aligned.phones
        return phones[vowel.index + 1].target if vowel.index + 1 < len(phones) else None

    @property
    def is_before_break(self) -> bool:
        """Where speech slows down: before a mark, before a pause, at the end, and where a word was left out."""
        return self.ends_phrase or self.gap_s is None or self.gap_s >= SHORTEST_PAUSE_S

    @property
    def is_content(self) -> bool:
        return self.text not in FUNCTION_WORDS | LIGHT_WHEN_JUDGED


@dataclass(frozen=True, slots=True)
class Speech:
    alignment: Alignment
    words: tuple[DeliveredWord, ...]
    """Those of the text that were said, in its order."""
    transcript: Transcript | None
    text_source: TextSource

    def phrases(self) -> Iterator[list[DeliveredWord]]:
        """Words between marks and pauses."""
        phrase: list[DeliveredWord] = []
        for word in self.words:
            phrase.append(word)
            if word.is_before_break:
                yield phrase
                phrase = []
        if phrase:
            yield phrase


def speech_of(
    alignment: Alignment,
    phoneme_map: PhonemeMap,
    transcript: Transcript | None,
    *,
    said: Sequence[int],
    text_source: TextSource,
) -> Speech:
    """`said`: indices of the words that were said; alignment and map are of the same words."""
    mapped = phoneme_map.words
    phrase_ends = phrase_ends_of(mapped, phoneme_map.text)
    sentence_ends = sentence_ends_of(mapped, phoneme_map.text)
    pitches = alignment.intonation.words if alignment.intonation else []
    by_index = {each.word_index: each for each in pitches}
    words = [alignment.words[index] for index in said]
    gaps: list[float | None] = [_gap_s(one, other) for one, other in pairwise(words)]
    return Speech(
        alignment,
        tuple(
            DeliveredWord(
                word,
                _bare(mapped[word.index]),
                by_index.get(word.index),
                ends_phrase=word.index in phrase_ends,
                ends_sentence=word.index in sentence_ends,
                gap_s=gap,
            )
            for word, gap in zip(words, [*gaps, None][: len(words)], strict=True)
        ),
        transcript,
        text_source,
    )


def _gap_s(one: AlignedWord, other: AlignedWord) -> float | None:
    return max(0.0, other.start_s - one.end_s) if other.index == one.index + 1 else None


def _bare(word: MappedWord) -> str:
    return bare_word(word.text).casefold()
