"""The two ways in which recordings and their texts lie in a folder, told apart by looking.

L2-ARCTIC v5: `<speaker>/wav/*.wav`, `<speaker>/transcript/*.txt`, `<speaker>/annotation/*.TextGrid`.
Plain: `<name>.wav` or `.flac` with `<name>.txt` beside it, or a `metadata.csv` of lines `file|text` or
`file|text|speaker`; a sub-folder a speaker, else one speaker.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RECORDINGS = (".flac", ".wav")
_HEADER = ("file", "text")


class UnreadableCorpus(ValueError):
    """A folder that holds no corpus, or one whose lists do not fit its files."""


@dataclass(frozen=True, slots=True)
class FoundRecording:
    speaker: str
    name: str
    recording: Path
    text: str | None
    """None where nothing says what was read."""
    annotation: Path | None = None
    """A TextGrid."""


def find_recordings(folder: Path) -> list[FoundRecording]:
    """All recordings in the order of speakers and names. Raises UnreadableCorpus."""
    if not folder.is_dir():
        raise UnreadableCorpus(f"{folder} is no folder")
    speakers = {each.name: each for each in sorted(folder.iterdir()) if each.is_dir()}
    arctic = {name: each for name, each in speakers.items() if (each / "wav").is_dir()}
    if (folder / "wav").is_dir():
        found = list(_of_arctic(folder.name, folder, {}))
    elif arctic:
        people = {name.lower(): name for name in arctic}
        found = [each for name, path in arctic.items() for each in _of_arctic(name, path, people)]
    else:
        found = list(_plain(folder.name, folder))
        found += [each for name, path in speakers.items() for each in _plain(name, path)]
    if not found:
        raise UnreadableCorpus(f"{folder} holds no recordings in a layout of training/README.md")
    return sorted(found, key=lambda each: (each.speaker, each.name))


def _of_arctic(speaker: str, folder: Path, people: dict[str, str]) -> Iterator[FoundRecording]:
    """A recording that is called as somebody is theirs: `suitcase_corpus/wav/aba.wav` is ABA's."""
    for recording in _recordings(folder / "wav"):
        annotation = folder / "annotation" / f"{recording.stem}.TextGrid"
        text = _text_of(folder / "transcript" / f"{recording.stem}.txt")
        yield FoundRecording(
            people.get(recording.stem.lower(), speaker),
            recording.stem,
            recording,
            text,
            annotation if annotation.is_file() else None,
        )


def _plain(speaker: str, folder: Path) -> Iterator[FoundRecording]:
    table = folder / "metadata.csv"
    if table.is_file():
        yield from _listed(speaker, table)
        return
    for recording in _recordings(folder):
        text = _text_of(recording.with_suffix(".txt"))
        yield FoundRecording(speaker, recording.stem, recording, text)


def _listed(speaker: str, table: Path) -> Iterator[FoundRecording]:
    """The csv module is of no use here: texts hold quotation marks that quote nothing."""
    for number, line in enumerate(table.read_text(encoding="utf-8-sig").splitlines(), start=1):
        fields = tuple(each.strip() for each in line.split("|"))
        if not line.strip() or (number == 1 and fields[:2] == _HEADER):
            continue
        if len(fields) not in (2, 3):
            raise UnreadableCorpus(f"{table}, line {number}: not file|text or file|text|speaker")
        recording = _named(table.parent, fields[0])
        if recording is None:
            raise UnreadableCorpus(f"{table}, line {number}: there is no {fields[0]}")
        name = str(recording.relative_to(table.parent).with_suffix("")).replace("/", ".")
        who = fields[2] if len(fields) == 3 and fields[2] else speaker
        yield FoundRecording(who, name, recording, fields[1] or None)


def _named(folder: Path, file: str) -> Path | None:
    """The recording below `folder` that a list calls `file`, with or without its suffix."""
    for suffix in ("", *RECORDINGS):
        path = folder / f"{file}{suffix}"
        if (
            path.suffix.lower() in RECORDINGS
            and path.is_file()
            and path.resolve().is_relative_to(folder.resolve())
        ):
            return path
    return None


def _recordings(folder: Path) -> list[Path]:
    return sorted(
        each
        for each in folder.iterdir()
        if each.suffix.lower() in RECORDINGS and not each.name.startswith(".")
    )


def _text_of(path: Path) -> str | None:
    text = path.read_text(encoding="utf-8-sig").strip() if path.is_file() else ""
    return text or None
