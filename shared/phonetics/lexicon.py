"""The words of a text and how Americans say them: the one source of target phones for every service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Literal, Protocol

from shared.errors import InvalidInput
from shared.once import once
from shared.phonetics.arpabet import UnknownPhone, parse_phones
from shared.phonetics.dictionary import PronouncingDictionary, load_dictionary
from shared.phonetics.guesses import WordGuesser, with_parts
from shared.phonetics.heteronyms import HeteronymReading
from shared.phonetics.morphology import american_spellings, inflected, with_clitic
from shared.phonetics.names import ListedName, listed_names
from shared.phonetics.reading import ReadWord, fold, read_aloud
from shared.phonetics.syllables import with_primary_stress
from shared.phonetics.usage import LETTER_NAMES, Usage

Source = Literal["cmudict", "names", "g2p", "caller", "spelled"]
Phones = tuple[str, ...]

MOST_VARIANTS = 8
"""Pronunciations a word may have; what comes later is rarer."""
MOST_PHONES = 60
"""Phones one pronunciation of a caller may have."""


@dataclass(frozen=True, slots=True)
class PronunciationEntry:
    phones: Phones
    """ARPAbet, vowels with their stress digit."""
    label: str | None = None
    """`weak` for the weak form of a function word, `other_reading` for what a heteronym is where it means something
    else, `caller` for a caller's, else None."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    text: str
    """What is said: `twenty` of `20`."""
    token: str
    """The piece of the input it stands for: text[start_char:end_char]."""
    start_char: int
    end_char: int
    source: Source
    pronunciations: tuple[PronunciationEntry, ...]
    """Most usual first, never empty."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another usual way to read a token than the one that the context makes likeliest."""

    first_word: int
    """Of the words that the token has in the likeliest reading."""
    n_words: int
    """That it has there."""
    words: tuple[SpokenWord, ...]
    """What is said instead."""


@dataclass(frozen=True, slots=True)
class PronouncedText:
    words: list[SpokenWord]
    """Each token read the likeliest way."""
    other_readings: tuple[OtherReading, ...] = ()
    """By `first_word`; those of one token the likelier first."""

    def read_with(self, others: Sequence[OtherReading]) -> list[SpokenWord]:
        """The words where some tokens, each at most once, are read another way."""
        words: list[SpokenWord] = []
        done = 0
        for other in sorted(others, key=lambda other: other.first_word):
            words += [*self.words[done : other.first_word], *other.words]
            done = other.first_word + other.n_words
        return words + self.words[done:]


@dataclass(frozen=True, slots=True)
class _Found:
    source: Source
    variants: tuple[Phones, ...]


class Guesser(Protocol):
    """Finds phones for words that no dictionary has."""

    def predict(self, words: Sequence[str]) -> list[tuple[Phones, ...]]:
        """Accepted pronunciations of each word, ARPAbet with stress, most usual first; none of one without a letter."""
        ...


OwnLexicon = dict[str, tuple[Phones, ...]]


@once
def _load(model_dir: Path) -> "Lexicon":
    return Lexicon(
        load_dictionary(model_dir),
        WordGuesser(),
        Usage.load(),
        listed_names(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    dictionary: PronouncingDictionary
    g2p: Guesser
    usage: Usage
    names: Mapping[str, ListedName] = field(default_factory=dict)
    """By their words in lower case."""

    @classmethod
    def load(cls, model_dir: Path) -> "Lexicon":
        """The lexicon of a model store; loaded once a process. Raises OSError or ValueError."""
        return _load(Path(model_dir).resolve())

    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> list[SpokenWord]:
        """The words of `text` in the order they are said, each with its accepted pronunciations.

        `own` are a caller's pronunciations, word → ARPAbet strings; they win over everything but braces in the
        text (`tomato{T AH0 M AA1 T OW0}`). Raises InvalidInput (field `text` or `lexicon`) for a text without
        a word, letters of another script, or what is not ARPAbet.
        """
        return self.pronounce_readings(text, own).words

    def pronounce_readings(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> PronouncedText:
        """The same, with the other usual readings of tokens that have several (`2024`, `1/2`, `Dr.`). Raises as
        `pronounce` does."""
        lexicon = parse_own_lexicon(own or {})
        read = read_aloud(text, known=self._is_written, own_keys=lexicon)
        asked = self.usage.heteronyms.in_text(text)
        likeliest = read.words
        others: list[OtherReading] = []
        first = 0
        for token in read.tokens:
            after = first + len(token.readings[0])
            before, behind = likeliest[max(0, first - 1) : first], likeliest[after : after + 1]
            for reading in token.readings[1:]:
                said = self._spoken_words(text, [*before, *reading, *behind], lexicon, asked)
                instead = tuple(said[len(before) : len(before) + len(reading)])
                others.append(OtherReading(first, after - first, instead))
            first = after
        words = self._spoken_words(text, likeliest, lexicon, asked)
        return PronouncedText(words, tuple(others))

    def _spoken_words(
        self,
        text: str,
        readings: Sequence[ReadWord],
        own: OwnLexicon,
        asked: Mapping[int, HeteronymReading],
    ) -> list[SpokenWord]:
        found = self._find_all(readings, own)
        return [
            SpokenWord(
                text=reading.text,
                token=text[reading.start : reading.end],
                start_char=reading.start,
                end_char=reading.end,
                source=each.source,
                pronunciations=self._accepted(index, readings, found, asked.get(reading.start)),
            )
            for index, (reading, each) in enumerate(zip(readings, found, strict=True))
        ]

    def in_vocabulary(self, word: str) -> bool:
        """Whether dictionary or list of names have the word, or what it is a possessive, contraction or British spelling of."""
        return self._from_dictionary(fold(word), {}) is not None

    def out_of_vocabulary(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> list[str]:
        """The words of `text` whose phones would be guessed, each once. Raises as `pronounce` does."""
        return out_of_vocabulary(self.pronounce(text, own))

    def _is_written(self, word: str) -> bool:
        return word in self.dictionary or word.lower() in self.names

    def _written(self, word: str) -> tuple[Phones, ...]:
        """What the dictionary and the list of names have of a word, most usual first."""
        written = self.dictionary.variants(word)
        name = self.names.get(word.lower())
        return name.with_dictionary(written) if name else tuple(written)

    def _variants(self, word: str) -> list[Phones]:
        return list(self._written(word))

    def _find_all(self, readings: Sequence[ReadWord], own: OwnLexicon) -> list[_Found]:
        found = [self._find(reading, own) for reading in readings]
        missing = [reading.text for reading, each in zip(readings, found, strict=True) if not each]
        guesses = self._guess(missing)
        return [
            each
            or (
                _Found("g2p", guesses[reading.text])
                if guesses[reading.text]
                else _Found("spelled", self._spelled(reading.text))
            )
            for reading, each in zip(readings, found, strict=True)
        ]

    def _guess(self, words: Sequence[str]) -> dict[str, tuple[Phones, ...]]:
        """By word: its guessed pronunciations; none of one without a letter. An ending after an apostrophe is added by rule."""
        bases = [_split_clitic(word) for word in words]
        guessed = self.g2p.predict([base for base, _ in bases])
        return {
            word: tuple(
                with_clitic(phones, clitic) if clitic else phones
                for phones in with_parts(base.lower(), guesses, self._variants)
            )
            for word, (base, clitic), guesses in zip(words, bases, guessed, strict=True)
        }

    def _find(self, reading: ReadWord, own: OwnLexicon) -> _Found | None:
        """Where the word is written down or follows by rule; None where it has to be guessed."""
        word = reading.text
        if reading.kind == "inline":
            return _Found("caller", (_checked(reading.phones or "", field="text"),))
        if caller := self._from_caller(word, own):
            return caller
        if reading.kind == "letters":
            return _Found("spelled", self._spelled(word))
        if written := self._from_dictionary(word, own):
            return written
        lowered = word.lower()
        derived = inflected(lowered, self._variants)
        return _Found("g2p", tuple(derived)) if derived else None

    def _from_caller(self, word: str, own: OwnLexicon) -> _Found | None:
        if variants := own.get(word.lower()):
            return _Found("caller", variants)
        base, clitic = _split_clitic(word)
        if clitic and (variants := own.get(base.lower())):
            return _Found("caller", tuple(with_clitic(phones, clitic) for phones in variants))
        return None

    def _from_dictionary(self, word: str, own: OwnLexicon) -> _Found | None:
        for spelling in chain([word], american_spellings(word.lower())):
            if variants := self._written(spelling):
                from_dictionary = variants[0] in self.dictionary.variants(spelling)
                return _Found("cmudict" if from_dictionary else "names", variants)
        base, clitic = _split_clitic(word)
        if clitic and (found := self._from_dictionary(base, own)):
            return _Found(
                found.source, tuple(with_clitic(phones, clitic) for phones in found.variants)
            )
        return None

    def _spelled(self, word: str) -> tuple[Phones, ...]:
        """The names of the letters; primary stress on the last. A final s of `PCs` is an ending."""
        base, clitic = _split_clitic(word)
        if len(base) > 2 and base.endswith("s") and base[:-1].isupper():
            base, clitic = base[:-1], "'s"
        names = [LETTER_NAMES[letter] for letter in base.lower() if letter.isalpha()]
        phones = tuple(
            phone if last else phone.replace("1", "2")
            for position, name in enumerate(names)
            for last in [position == len(names) - 1]
            for phone in name
        )
        return (with_clitic(phones, clitic) if clitic else phones,)

    def _accepted(
        self,
        index: int,
        readings: Sequence[ReadWord],
        found: Sequence[_Found],
        asked: HeteronymReading | None,
    ) -> tuple[PronunciationEntry, ...]:
        reading, each = readings[index], found[index]
        if each.source == "caller":
            return tuple(PronunciationEntry(phones, "caller") for phones in each.variants)
        if each.source == "spelled":
            return tuple(PronunciationEntry(phones) for phones in each.variants)
        next_is_near = index + 1 < len(found) and not reading.ends_phrase
        pronunciations = self.usage.pronunciations(
            reading.text.lower(),
            each.variants,
            reading=asked,
            next_phone=found[index + 1].variants[0][0] if next_is_near else None,
        )
        return tuple(
            PronunciationEntry(phones, label) for phones, label in pronunciations[:MOST_VARIANTS]
        )


def out_of_vocabulary(words: Sequence[SpokenWord]) -> list[str]:
    """The texts of guessed words, each once (whatever its case), in order."""
    guessed = {word.text.lower(): word.text for word in reversed(words) if word.source == "g2p"}
    return list(guessed.values())[::-1]


def parse_own_lexicon(own: Mapping[str, Sequence[str]]) -> OwnLexicon:
    """A caller's pronunciations, checked; words folded to lower case. Raises InvalidInput (field `lexicon`)."""
    parsed: OwnLexicon = {}
    for word, written in own.items():
        key = fold(word).strip().lower()
        if not key or any(c.isspace() or c in "{}" for c in key):
            raise InvalidInput(
                f"{word!r} is not one word: give each word its own entry", field="lexicon"
            )
        variants = [written] if isinstance(written, str) else list(written)
        if not variants:
            raise InvalidInput(f"{word!r} has no pronunciation", field="lexicon")
        checked = [_checked(each, field="lexicon", word=word) for each in variants]
        parsed[key] = tuple(dict.fromkeys(checked))[:MOST_VARIANTS]
    return parsed


def _checked(written: str, *, field: str, word: str = "") -> Phones:
    where = f" (for {word!r})" if word else ""
    try:
        phones = parse_phones(written)
    except UnknownPhone as error:
        raise InvalidInput(f"{error}{where}", field=field) from error
    if not 0 < len(phones) <= MOST_PHONES:
        raise InvalidInput(
            f"a pronunciation has 1 to {MOST_PHONES} phones, this has {len(phones)}{where}",
            field=field,
        )
    return with_primary_stress(phones)


def _split_clitic(word: str) -> tuple[str, str]:
    """`Priya's` → `Priya`, `'s`; `mustn't` → `must`, `n't`; otherwise the word and an empty string."""
    lowered = word.lower()
    for clitic in ("n't", "'s", "'ll", "'ve", "'re", "'d", "'m"):
        if lowered.endswith(clitic) and len(word) > len(clitic):
            return word[: -len(clitic)], clitic
    return word, ""
