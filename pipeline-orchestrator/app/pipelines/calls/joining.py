"""Alignments of stretches → one of all, at times of the call: so habits are heard over more than a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shared.contracts import Alignment, SpeechTiming, Transcript, TranscriptWord
from shared.contracts.alignment import (
    AlignedWord,
    InsertionEvidence,
    Pause,
    PhoneEvidence,
    ReadOtherwise,
    UtteranceQuality,
)

from .stretches import AgentStretch

Timed = TypeVar("Timed", AlignedWord, PhoneEvidence, InsertionEvidence, Pause)
MOST_CHARS = 1_600
"""Of the text of one batch: what phoneme-map-service takes at once, with room."""


@dataclass(frozen=True, slots=True)
class AlignedStretch:
    stretch: AgentStretch
    alignment: Alignment
    """At times of the stretch."""
    listened_from_s: float
    """Where its time begins in the call."""

    @property
    def n_likeliest(self) -> int:
        """Words of the likeliest reading of its text."""
        otherwise = self.alignment.read_otherwise
        return len(self.alignment.words) + sum(each.n_words - len(each.words) for each in otherwise)


def batches_of(stretches: Sequence[AlignedStretch]) -> Iterator[list[AlignedStretch]]:
    batch: list[AlignedStretch] = []
    n_chars = 0
    for each in stretches:
        length = len(each.stretch.text) + 1
        if batch and n_chars + length > MOST_CHARS:
            yield batch
            batch, n_chars = [], 0
        batch.append(each)
        n_chars += length
    if batch:
        yield batch


def text_of(batch: Sequence[AlignedStretch]) -> str:
    return " ".join(each.stretch.text for each in batch)


def joined(batch: Sequence[AlignedStretch]) -> Alignment:
    """Of at least one. Words are numbered through; what is of a whole recording is the mean over their words."""
    words: list[AlignedWord] = []
    otherwise: list[ReadOtherwise] = []
    pauses: list[Pause] = []
    n_likeliest = 0
    for each in batch:
        shift, first = each.listened_from_s, len(words)
        words += [
            _moved(word, shift).model_copy(update={"index": first + word.index})
            for word in each.alignment.words
        ]
        otherwise += [
            read.model_copy(update={"first_word": n_likeliest + read.first_word})
            for read in each.alignment.read_otherwise
        ]
        pauses += [
            _at(pause, shift).model_copy(update={"after_word": first + pause.after_word})
            for pause in each.alignment.timing.pauses
            if pause.after_word is not None
        ]
        n_likeliest += each.n_likeliest
    one = batch[0].alignment
    weights = [float(len(each.alignment.words)) for each in batch]
    return one.model_copy(
        update={
            "text": text_of(batch),
            "words": words,
            "read_otherwise": otherwise,
            "utterance": UtteranceQuality(
                **{
                    name: mean_of(
                        [getattr(each.alignment.utterance, name) for each in batch], weights
                    )
                    for name in UtteranceQuality.model_fields
                }
            ),
            "timing": SpeechTiming(
                speech_s=sum(each.alignment.timing.speech_s for each in batch),
                speech_rate_sps=mean_of(
                    [each.alignment.timing.speech_rate_sps for each in batch], weights
                ),
                articulation_rate_sps=mean_of(
                    [each.alignment.timing.articulation_rate_sps for each in batch], weights
                ),
                pauses=pauses,
            ),
            "text_match": mean_of([each.alignment.text_match for each in batch], weights),
            "several_speakers_probability": None,
            "extra_speech": [],
            "pitch": None,
            "intonation": None,
        }
    )


def transcript_of(
    batch: Sequence[AlignedStretch], words: Sequence[TranscriptWord], alignment: Alignment
) -> Transcript:
    """What the recogniser understood of the same: how sure it was of its words says which of them may hold an error."""
    return Transcript(
        text=text_of(batch),
        language="en",
        language_probability=None,
        words=list(words),
        checks=alignment.checks,
        assessable=True,
        reason=None,
        engine=alignment.engine,
        model_version=alignment.model_version,
        mock=alignment.mock,
    )


def mean_of(values: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """Weighted, over those that are there."""
    known = [
        (value, weight)
        for value, weight in zip(values, weights, strict=True)
        if value is not None and weight > 0
    ]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None


def _moved(word: AlignedWord, shift_s: float) -> AlignedWord:
    return _at(word, shift_s).model_copy(
        update={
            "phones": [_at(phone, shift_s) for phone in word.phones],
            "insertions": [_at(each, shift_s) for each in word.insertions],
        }
    )


def _at(part: Timed, shift_s: float) -> Timed:
    return part.model_copy(
        update={
            "start_s": round(part.start_s + shift_s, 3),
            "end_s": round(part.end_s + shift_s, 3),
        }
    )
