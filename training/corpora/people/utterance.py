"""One recording of a person, and what is known of its phones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...speech.synth import Slip, spoiled_id
from ..speechocean import speaker_folds

UNKNOWN = -1
"""Class of a stretch whose phone nobody can tell."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a listener heard of each phone of the text."""

    words: list[list[str]]
    """Phones as they should be, with stress digits where the annotator gave them; no word is empty."""
    slips: list[Slip]
    """What was substituted, dropped or added; `spoken` None where nobody can tell what it was."""
    unsure: frozenset[tuple[int, int]]
    """(word, position) of phones that are neither right nor wrong: accented, or changed into what is no
    other of the 39."""
    times: list[tuple[int, float, float]]
    """(class, start, end in seconds): silence and phones said right, UNKNOWN for the rest."""

    @property
    def n_phones(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class PersonUtterance:
    id: str
    """`<folder>.<speaker>.<name>`: a file's name, and nobody else's."""
    speaker: str
    """`<folder>/<name>`."""
    recording: Path
    text: str
    annotation: Annotation | None

    @property
    def words(self) -> list[list[str]]:
        return self._annotated.words

    @property
    def slips(self) -> list[Slip]:
        return self._annotated.slips

    @property
    def unsure(self) -> frozenset[tuple[int, int]]:
        return self._annotated.unsure

    @property
    def _annotated(self) -> Annotation:
        if self.annotation is None:
            raise ValueError(f"nobody annotated the phones of {self.id}")
        return self.annotation


@dataclass(frozen=True, slots=True)
class PeopleSpeech:
    """Everybody who was added, and where the frames are that the encoder made of them."""

    utterances: Sequence[PersonUtterance]
    frames: Path
    """Folder of float16 (n_frames, n_components) arrays, whitened."""

    @property
    def fold_of(self) -> dict[str, int]:
        """Utterance → fold of its speaker. Dealt among these people alone, so that every learner keeps theirs."""
        fold_of = speaker_folds([each.speaker for each in self.utterances])
        return {each.id: fold_of[each.speaker] for each in self.utterances}

    def arrays(self) -> Iterator["PersonFrames"]:
        """Who is annotated has a spoiled copy as well, as synthetic speech has."""
        fold_of = self.fold_of
        for each in self.utterances:
            copies = [] if each.annotation is None else [spoiled_id(each.id)]
            for name in (each.id, *copies):
                yield PersonFrames(each, name, self.frames / f"{name}.npy", fold_of[each.id])

    def annotated(self) -> Iterator["PersonFrames"]:
        return (each for each in self.arrays() if each.utterance.annotation is not None)


@dataclass(frozen=True, slots=True)
class PersonFrames:
    """One array of frames, and who is heard in it."""

    utterance: PersonUtterance
    name: str
    path: Path
    fold: int


NOBODY = PeopleSpeech((), Path("nobody"))
