"""Folders of people's speech → utterances, what was left out and why, and what a card says of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .annotation import read_annotation
from .layouts import RECORDINGS, FoundRecording, UnreadableCorpus, find_recordings
from .textgrid import UnreadableAnnotation
from .utterance import PersonUtterance

LONGEST_S = 120.0
"""What the service takes, by default; a longer recording is left out."""
UNANNOTATED_S = 600.0
"""Of each speaker; more of a voice whose phones nobody annotated teaches little and costs memory."""
_READ_WHOLE = (".txt", ".csv", ".textgrid", ".md")
_LICENCES = ("LICENSE", "LICENCE", "README")
NOT_STATED = "not stated"


class UnusableRecording(ValueError):
    """One of which nobody says what was read, or that is too long, no sound or too much."""


@dataclass(frozen=True, slots=True)
class PeopleCorpus:
    """What one folder gives."""

    name: str
    licence: str
    utterances: list[PersonUtterance]
    left_out: list[tuple[str, str]]
    """(recording, why)."""

    def card(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "licence": self.licence,
            "speakers": len({each.speaker for each in self.utterances}),
            "utterances": len(self.utterances),
            "annotated phones": sum(
                each.annotation.n_phones for each in self.utterances if each.annotation
            ),
            "left out": len(self.left_out),
        }


def read_corpora(folders: Sequence[Path], *, n_speakers: int | None = None) -> list[PeopleCorpus]:
    """In the order of the folders' names; of each only the first `n_speakers`, or everybody.

    Raises UnreadableCorpus, also for two recordings of one name.
    """
    require_corpora(folders)
    corpora = [_read(name, folder, n_speakers) for name, folder in _in_order(folders)]
    ids = [each.id for corpus in corpora for each in corpus.utterances]
    if len(set(ids)) < len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise UnreadableCorpus(f"two recordings are called {twice}")
    return corpora


def require_corpora(folders: Sequence[Path]) -> None:
    """Raises UnreadableCorpus for a folder in no known layout, and for two of one name."""
    names = [each.resolve().name for each in folders]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UnreadableCorpus(f"two folders are called {twice[0]}: speakers go by its name")
    for folder in folders:
        find_recordings(folder)


def digest_of(folders: Sequence[Path]) -> str:
    """Of names, recordings' sizes, and all that is written: texts, annotations, licences."""
    whole = hashlib.sha256()
    for name, folder in _in_order(folders):
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = f"{name}/{path.relative_to(folder)}"
            if path.suffix.lower() in RECORDINGS:
                whole.update(f"{entry}\0{path.stat().st_size}\0".encode())
            elif path.suffix.lower() in _READ_WHOLE or path.stem.upper() in _LICENCES:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                whole.update(f"{entry}\0{digest}\0".encode())
    return whole.hexdigest()


def _in_order(folders: Sequence[Path]) -> list[tuple[str, Path]]:
    return sorted((each.resolve().name, each.resolve()) for each in folders)


def _read(corpus: str, folder: Path, n_speakers: int | None) -> PeopleCorpus:
    found = find_recordings(folder)
    kept = set(sorted({each.speaker for each in found})[:n_speakers])
    utterances: list[PersonUtterance] = []
    left_out: list[tuple[str, str]] = []
    unannotated_s: dict[str, float] = {}
    for each in found:
        if each.speaker not in kept:
            continue
        try:
            utterance, duration_s = _utterance(corpus, each), _duration_s(each.recording)
            if each.annotation is None:
                taken_s = unannotated_s.get(each.speaker, 0.0) + duration_s
                if taken_s > UNANNOTATED_S:
                    raise UnusableRecording("enough of this speaker is taken without annotation")
                unannotated_s[each.speaker] = taken_s
            utterances.append(utterance)
        except (UnreadableAnnotation, UnusableRecording) as reason:
            left_out.append((f"{each.speaker}/{each.name}", str(reason)))
    return PeopleCorpus(corpus, _licence_of(folder), utterances, left_out)


def _utterance(corpus: str, found: FoundRecording) -> PersonUtterance:
    if found.annotation is not None:
        text, annotation = read_annotation(found.annotation)
    else:
        text, annotation = found.text, None
    if text is None:
        raise UnusableRecording("it has no text")
    return PersonUtterance(
        f"{corpus}.{found.speaker}.{found.name}".replace("/", "."),
        f"{corpus}/{found.speaker}",
        found.recording,
        text,
        annotation,
    )


def _duration_s(recording: Path) -> float:
    """Raises UnusableRecording."""
    import soundfile

    try:
        duration_s = soundfile.info(recording).duration
    except soundfile.SoundFileError as error:
        raise UnusableRecording(f"it can't be read: {error}") from error
    if not 0 < duration_s <= LONGEST_S:
        raise UnusableRecording(f"it takes {duration_s:.0f} s, not up to {LONGEST_S:.0f} s")
    return duration_s


def _licence_of(folder: Path) -> str:
    """First line of a LICENSE or else a README."""
    for stem in _LICENCES:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.stem.upper() == stem:
                lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
                if line := next((each.strip("# ").strip() for each in lines if each.strip()), ""):
                    return line
    return NOT_STATED
