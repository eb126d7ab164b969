"""What is known of the turns of one tenant, in an SQLite file of its own: texts, times, and the words they are found by.

Whatever else finds a turn, it is told from here: what is not in this file is no hit (ADR 71).
"""

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from shared.contracts.search import RecordingToIndex, TurnsToFind, TurnToIndex
from shared.errors import StorageFull, Unavailable

from ..words import words_of

_SCHEMA = """
CREATE TABLE IF NOT EXISTS recordings (
    id TEXT PRIMARY KEY, agent TEXT, customer TEXT, started_at REAL, language TEXT, kind TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS labels (
    recording TEXT NOT NULL, sort TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (recording, sort, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, recording TEXT NOT NULL, place INTEGER NOT NULL,
    speaker TEXT NOT NULL, text TEXT NOT NULL, start_s REAL NOT NULL, end_s REAL NOT NULL, sentiment TEXT
);
CREATE INDEX IF NOT EXISTS turns_of_recording ON turns (recording);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    said, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M*'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (words, 'row');
"""
_PATIENCE_S = 10.0
_MOST_WORDS = 64
"""Of a question."""
_LEAST_COVERED = 0.5
"""Share of what a question's words tell that a turn has to have: less is chance, *the* and *my* in one of many turns."""
_AT_ONCE = 500
"""Values in one statement."""


@dataclass(frozen=True, slots=True)
class CataloguedTurn:
    id: UUID
    recording: str
    place: int
    """Its place in the recording."""
    speaker: str
    text: str
    start_s: float
    end_s: float
    sentiment: str | None


class Catalogue:
    """One open file; of one thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # writing

    def add(
        self,
        recording_id: str,
        recording: RecordingToIndex,
        turns: Mapping[UUID, TurnToIndex],
    ) -> None:
        """A recording that is not there."""
        at = recording.started_at
        self._db.execute(
            "INSERT INTO recordings VALUES (?, ?, ?, ?, ?, ?)",
            (
                recording_id,
                recording.agent,
                recording.customer,
                at.timestamp() if at else None,
                recording.language,
                recording.kind,
            ),
        )
        labels = {("habit", name) for name in recording.habits}
        labels |= {("tag", name) for name in recording.tags}
        self._db.executemany(
            "INSERT INTO labels VALUES (?, ?, ?)",
            [(recording_id, sort, name) for sort, name in sorted(labels)],
        )
        for turn_id, turn in turns.items():
            written = self._db.execute(
                "INSERT INTO turns (id, recording, place, speaker, text, start_s, end_s, sentiment)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    turn_id.hex,
                    recording_id,
                    turn.index,
                    turn.speaker,
                    turn.text,
                    turn.start_s,
                    turn.end_s,
                    turn.sentiment,
                ),
            )
            self._db.execute(
                "INSERT INTO words (rowid, said) VALUES (?, ?)",
                (written.lastrowid, " ".join(words_of(turn.text))),
            )

    def remove(self, recording_id: str) -> int:
        """How many turns there were. Nothing of their words stays in the file."""
        rows = self._db.execute(
            "SELECT row FROM turns WHERE recording = ?", (recording_id,)
        ).fetchall()
        self._db.executemany("DELETE FROM words WHERE rowid = ?", rows)
        for statement in (
            "DELETE FROM turns WHERE recording = ?",
            "DELETE FROM labels WHERE recording = ?",
            "DELETE FROM recordings WHERE id = ?",
        ):
            self._db.execute(statement, (recording_id,))
        if rows:
            # Deleted words are only marked as such until segments are merged.
            self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        return len(rows)

    # reading

    def recordings(self, asked: TurnsToFind) -> list[str] | None:
        """Those that the question is held to; None: all."""
        conditions, values = _of_recordings(asked)
        if not conditions:
            return None
        query = f"SELECT id FROM recordings AS r WHERE {' AND '.join(conditions)}"  # noqa: S608 - of constants
        return [row[0] for row in self._db.execute(query, values)]

    def with_words(self, asked: TurnsToFind, *, limit: int) -> list[UUID]:
        """Turns that have the question's words, best first by BM25, equally good ones by their ids; none that has hardly any of them."""
        words = list(dict.fromkeys(words_of(asked.q)))[:_MOST_WORDS]
        if not words:
            return []
        conditions, values = _of_turns(asked)
        query = f"""
            SELECT t.id, words.said FROM words
            JOIN turns AS t ON t.row = words.rowid JOIN recordings AS r ON r.id = t.recording
            WHERE {" AND ".join(["words MATCH ?", *conditions])}
            ORDER BY round(bm25(words), 9), t.id LIMIT ?
        """  # noqa: S608 - of constants
        any_of_them = " OR ".join(f'"{word}"' for word in words)
        rows = self._db.execute(query, [any_of_them, *values, limit]).fetchall()
        told = self._told_by(words)
        least = _LEAST_COVERED * sum(told.values())
        return [
            UUID(hex=turn_id)
            for turn_id, said in rows
            if sum(told[word] for word in told.keys() & set(said.split())) >= least
        ]

    def _told_by(self, words: Sequence[str]) -> dict[str, float]:
        """Word → how much it tells: the logarithm of how rare it is among this tenant's turns."""
        marks = ", ".join("?" * len(words))
        query = f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})"  # noqa: S608 - of marks
        n_with = dict(self._db.execute(query, words).fetchall())
        (n_turns,) = self._db.execute("SELECT count(*) FROM turns").fetchone()
        return {word: math.log((n_turns + 1) / (n_with.get(word, 0) + 0.5)) for word in words}

    def turns(self, ids: Sequence[UUID], asked: TurnsToFind) -> dict[UUID, CataloguedTurn]:
        """Those of them that are there, and are as the question asks."""
        conditions, values = _of_turns(asked)
        found: dict[UUID, CataloguedTurn] = {}
        for first in range(0, len(ids), _AT_ONCE):
            some = [each.hex for each in ids[first : first + _AT_ONCE]]
            wanted = [f"t.id IN ({', '.join('?' * len(some))})", *conditions]
            query = f"""
                SELECT t.id, t.recording, t.place, t.speaker, t.text, t.start_s, t.end_s, t.sentiment
                FROM turns AS t JOIN recordings AS r ON r.id = t.recording
                WHERE {" AND ".join(wanted)}
            """  # noqa: S608 - of constants
            rows = self._db.execute(query, [*some, *values])
            for turn_id, *rest in rows:
                found[UUID(hex=turn_id)] = CataloguedTurn(UUID(hex=turn_id), *rest)
        return found


@contextmanager
def opened(file: Path) -> Iterator[Catalogue]:
    """For one piece of work, which is kept whole or not at all. What is deleted is overwritten.

    Raises StorageFull where the disk is, Unavailable where the file can't be used.
    """
    try:
        with _connected(file) as catalogue:
            yield catalogue
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise StorageFull("the disk of the index is full: make room on it") from error
        raise Unavailable("the index's file can't be used now") from error


@contextmanager
def _connected(file: Path) -> Iterator[Catalogue]:
    connection = sqlite3.connect(file, timeout=_PATIENCE_S, isolation_level=None)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        try:
            yield Catalogue(connection)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    finally:
        connection.close()


def _of_recordings(asked: TurnsToFind) -> tuple[list[str], list[object]]:
    """Conditions on `r`, and what stands for their marks."""
    conditions: list[str] = []
    values: list[object] = []
    for column in ("agent", "customer", "language", "kind"):
        if (value := getattr(asked, column)) is not None:
            conditions.append(f"r.{column} = ?")
            values.append(value)
    for comparison, at in ((">=", asked.started_from), ("<", asked.started_to)):
        if at is not None:
            conditions.append(f"r.started_at {comparison} ?")
            values.append(at.timestamp())
    for sort, name in (("habit", asked.habit), ("tag", asked.tag)):
        if name is not None:
            conditions.append(
                "EXISTS (SELECT 1 FROM labels AS l WHERE l.recording = r.id AND l.sort = ? AND l.name = ?)"
            )
            values += [sort, name]
    if asked.recording_ids is not None:
        conditions.append(f"r.id IN ({', '.join('?' * len(asked.recording_ids))})")
        values += asked.recording_ids
    return conditions, values


def _of_turns(asked: TurnsToFind) -> tuple[list[str], list[object]]:
    """The same, and those on `t`."""
    conditions, values = _of_recordings(asked)
    for column in ("speaker", "sentiment"):
        if (value := getattr(asked, column)) is not None:
            conditions.append(f"t.{column} = ?")
            values.append(value)
    return conditions, values
