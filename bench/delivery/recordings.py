"""Clips of one speaker joined into recordings of some sentences: habits show in more than one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from bench.people.clips import PersonClip
from shared.audio.decode import RATE_HZ, decode_audio
from shared.contracts import Transcript, TranscriptWord

_SILENCE_S = 0.5
"""Between two clips."""
_LONGEST_S = 120.0


@dataclass(frozen=True, slots=True)
class JoinedRecording:
    clips: tuple[PersonClip, ...]
    samples: np.ndarray
    """float32 at 16 kHz."""
    text: str
    transcript: Transcript

    @property
    def l1(self) -> str:
        return self.clips[0].l1

    @property
    def is_chosen_on(self) -> bool:
        """Whether gates may be chosen on any of it."""
        return any(clip.is_chosen_on for clip in self.clips)


def in_groups(clips: Sequence[PersonClip], n_clips: int) -> Iterator[tuple[PersonClip, ...]]:
    """Of one speaker each, in order; clips that gates are chosen on are not joined with others."""
    ordered = sorted(clips, key=lambda clip: (*_reader(clip), clip.id))
    for _, same in groupby(ordered, key=_reader):
        own = list(same)
        for first in range(0, len(own), n_clips):
            yield tuple(own[first : first + n_clips])


def _reader(clip: PersonClip) -> tuple[str, bool]:
    return clip.speaker, clip.is_chosen_on


def joined(clips: Sequence[PersonClip], transcripts: Sequence[Transcript]) -> JoinedRecording:
    """The clips one after the other, and what the recogniser understood of each at its new time."""
    pieces: list[np.ndarray] = []
    words: list[TranscriptWord] = []
    at_s = 0.0
    for clip, transcript in zip(clips, transcripts, strict=True):
        samples = decode_audio(clip.recording.read_bytes(), max_duration_s=_LONGEST_S).samples
        words += [_later(word, at_s) for word in transcript.words]
        pieces += [samples, np.zeros(round(_SILENCE_S * RATE_HZ), np.float32)]
        at_s += len(samples) / RATE_HZ + _SILENCE_S
    whole = transcripts[0].model_copy(
        update={"words": words, "text": " ".join(each.text for each in transcripts)}
    )
    text = " ".join(_ended(clip.text) for clip in clips)
    return JoinedRecording(tuple(clips), np.concatenate(pieces), text, whole)


def _later(word: TranscriptWord, by_s: float) -> TranscriptWord:
    return word.model_copy(update={"start_s": word.start_s + by_s, "end_s": word.end_s + by_s})


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
