"""Real people's words as they are recognised, before and after their habits are undone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bench.common.served import Services
from bench.people.clips import PersonClip
from shared.contracts import Transcript

from .verdicts import plain


@dataclass(frozen=True, slots=True)
class ClipWords:
    clip: PersonClip
    n_words: int
    errors: dict[str, int]
    """By what is told of the speaker: words substituted, left out and put in."""
    changed: tuple[str, ...]
    """`heard → read as` of words that were changed, the first language untold."""


async def clip_words(services: Services, clip: PersonClip) -> ClipWords:
    recording = clip.recording.read_bytes()
    before = await services.transcribe(recording)
    untold = await services.transcribe(recording, free_speech=True)
    told = await services.transcribe(recording, free_speech=True, l1=clip.iso_l1 or "en")
    text = words_of(clip.text)
    ways = {"not undone": before, "undone, untold": untold, "undone, told": told}
    errors = {name: word_errors(text, words_of(each.text)) for name, each in ways.items()}
    return ClipWords(clip, len(text), errors, tuple(_changes(untold)))


def _changes(transcript: Transcript) -> list[str]:
    return [
        f"{word.readings[1].text} → {word.text} {word.readings[0].probability:.2f}"
        for word in transcript.words
        if len(word.readings) > 1
    ]


def words_of(text: str) -> list[str]:
    found = (plain(word) for word in text.replace("-", " ").split())
    return [word for word in found if word]


def word_errors(text: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest words substituted, left out and put in that make `heard` of `text`."""
    row = list(range(len(heard) + 1))
    for number, due in enumerate(text, start=1):
        above, row = row, [number]
        for place, word in enumerate(heard):
            row.append(min(above[place] + (due != word), above[place + 1] + 1, row[place] + 1))
    return row[-1]


def by_group(clips: Sequence[ClipWords]) -> dict[str, list[ClipWords]]:
    groups: dict[str, list[ClipWords]] = defaultdict(list)
    for each in clips:
        groups[each.clip.group].append(each)
    return groups
