"""The table that says what was to be read in each recording."""

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = ("file", "text", "speaker_id", "l1", "language")
DELIMITERS = ",;\t"
SOUND_ENDINGS = frozenset(
    [
        ".wav",
        ".wave",
        ".flac",
        ".mp3",
        ".ogg",
        ".oga",
        ".opus",
        ".m4a",
        ".mp4",
        ".webm",
        ".aac",
        ".amr",
        ".3gp",
        ".caf",
        ".aif",
        ".aiff",
        ".aifc",
    ]
)
"""By which recordings are found in a folder; one that the table names may end as it likes."""


class WrongTable(ValueError):
    """The table can't be read; the message says which line, and what it should be."""


@dataclass(frozen=True, slots=True)
class Job:
    """One recording, and what is asked of it; `fault` says why it can't be sent."""

    name: str
    """Its path in the folder, with slashes."""
    path: Path
    asked: dict[str, str] = field(default_factory=dict)
    """`text`, `speaker_id`, `l1`, `language`, as far as they are given."""
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: dict[str, str]


def read_table(path: Path) -> list[_Line]:
    """The lines by their columns: a head with `file` and `text`, and whichever of `speaker_id`, `l1`, `language`; separated by commas,
    semicolons or tabs. Raises WrongTable."""
    try:
        written = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongTable(f"{path} is not UTF-8: save it as CSV UTF-8") from error
    head = written.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(written.splitlines(keepends=True), delimiter=delimiter)
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        _check_head(path, columns)
        lines = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                raise WrongTable(
                    f"{path}, line {reader.line_num}: more cells than columns; put quotes around a text with {delimiter!r} in it"
                )
            named = zip(columns, (cell.strip() for cell in cells), strict=False)
            lines.append(_Line(reader.line_num, {name: cell for name, cell in named if cell}))
    except csv.Error as error:
        raise WrongTable(f"{path}, line {reader.line_num}: {error}") from error
    return lines


def _check_head(path: Path, columns: list[str]) -> None:
    if "file" not in columns or "text" not in columns:
        raise WrongTable(f"{path}: the first line names the columns, file and text among them")
    for column in columns:
        if column not in COLUMNS:
            raise WrongTable(f"{path}: there is no column {column!r}: {', '.join(COLUMNS)}")
        if columns.count(column) > 1:
            raise WrongTable(f"{path}: the column {column} is there twice")


def plan(folder: Path, table: Path | None, *, without_text: bool, apart: Path) -> list[Job]:
    """A job for each recording in `folder` (but not in `apart`), and each that the table names, by name. Without a table all are
    judged by what is recognised; with one a recording without text only where `without_text` says so. Raises WrongTable."""
    found = {_key(path.relative_to(folder)): path for path in _recordings(folder, apart)}
    asked, faults = _asked_of(read_table(table), found) if table else ({}, {})
    jobs = []
    for key in sorted(found.keys() | asked.keys() | faults.keys()):
        path = found.get(key, folder / key)
        fault, wishes = faults.get(key), asked.get(key, {})
        if fault is None and not path.is_file():
            fault = "the table names it, and it is not there"
        elif fault is None and table and "text" not in wishes and not without_text:
            fault = f"{table.name} has no text for it; --without-text judges by what is recognised"
        jobs.append(Job(key, path, wishes, fault))
    return jobs


def _recordings(folder: Path, apart: Path) -> Iterable[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        is_hidden = any(part.startswith(".") for part in inside)
        if is_hidden or path.resolve().is_relative_to(apart.resolve()):
            continue
        if path.suffix.lower() in SOUND_ENDINGS and path.is_file():
            yield path


def _asked_of(
    lines: list[_Line], found: dict[str, Path]
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """What is asked of each recording, and what is wrong with it; the same line twice is one."""
    asked: dict[str, dict[str, str]] = {}
    faults: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for line in lines:
        wishes = dict(line.cells)
        if "file" not in wishes:
            raise WrongTable(f"line {line.number} of the table names no file")
        key = _key(Path(wishes.pop("file").replace("\\", "/")))
        if key in asked and asked[key] != wishes:
            faults[key] = (
                f"lines {numbers[key]} and {line.number} of the table ask two things of it"
            )
        if key not in found and (reason := _outside(key)):
            faults[key] = reason
        asked.setdefault(key, wishes)
        numbers.setdefault(key, line.number)
    return asked, faults


def _outside(key: str) -> str | None:
    path = Path(key)
    if path.is_absolute() or ".." in path.parts:
        return "the table names it by a path that leads out of the folder"
    return None


def _key(path: Path) -> str:
    """Names that look the same are the same, however a system writes their accents."""
    return unicodedata.normalize("NFC", path.as_posix().removeprefix("./"))
