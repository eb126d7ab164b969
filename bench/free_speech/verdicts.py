"""What was understood of free speech, and told of it, beside what was meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bench.coach_readings.readings import CoachReading
from shared.contracts import Diff, Feedback
from shared.errors import InvalidInput
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.lexicon import Lexicon

PRAISE = "well"
"""Kind of the part of a note that tells what went well."""


@dataclass(frozen=True, slots=True)
class FreeSpeechVerdict:
    reading: CoachReading
    understood: tuple[str, ...]
    """The words that were held against the recording, lower case."""
    right: frozenset[int]
    """Words that were meant, from 0, and are among them at their place."""
    flagged: frozenset[int]
    """Words with a slip that an issue is of."""
    unsaid: tuple[str, ...]
    """Words that weren't meant and that an issue or praise is of."""
    guesses: tuple[str, ...]
    """The words that may be others, with what they may be."""

    @property
    def slips(self) -> frozenset[int]:
        return self.reading.slips


def verdict_on(
    reading: CoachReading, diff: Diff, note: Feedback, lexicon: Lexicon
) -> FreeSpeechVerdict:
    words = diff.target_words
    understood = tuple(plain(word.text) for word in words)
    place = meant_places(
        [sound(word.text, lexicon) for word in reading.words],
        [sound(word.text, lexicon) for word in words],
    )
    told = {issue.word_index for issue in diff.issues}
    praised = {index for part in note.note if part.kind == PRAISE for index in part.word_indices}
    return FreeSpeechVerdict(
        reading,
        understood,
        right=frozenset(place.values()),
        flagged=frozenset(place[index] for index in told if index in place) & reading.slips,
        unsaid=tuple(words[index].text for index in sorted((told | praised) - place.keys())),
        guesses=tuple(
            " / ".join(f"{each.text} {each.probability:.2f}" for each in word.readings)
            for word in words
            if word.readings
        ),
    )


def meant_places(meant: Sequence[str], understood: Sequence[str]) -> dict[int, int]:
    """Place of each word that was understood as it was meant → its place in what was meant."""
    blocks = SequenceMatcher(None, meant, understood, autojunk=False).get_matching_blocks()
    return {block.b + offset: block.a + offset for block in blocks for offset in range(block.size)}


def sound(word: str, lexicon: Lexicon) -> str:
    """The same of words that are only spelled differently (`theatre`, `theater`): what is said is what counts."""
    try:
        spoken = lexicon.pronounce(plain(word))
    except InvalidInput:
        return plain(word)
    return " ".join(
        strip_stress(phone) for each in spoken for phone in each.pronunciations[0].phones
    )


def plain(word: str) -> str:
    """Letters alone, lower case."""
    return "".join(letter for letter in word.casefold() if letter.isalpha())
