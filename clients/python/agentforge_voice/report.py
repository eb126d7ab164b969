"""What a batch came to: recordings.csv, words.csv and one report.html."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

from .batch import Done
from .files import write_whole
from .kept import Folder
from .page import SCRIPT, STYLE, document, result_part
from .rows import Row, word_rows
from .schema import TaskResult

RECORDING_COLUMNS = (
    "file", "outcome", "detail", "reason", "text", "heard", "speaker_id", "l1", "speech_s", "n_words", "n_clear_words",
    "overall", "accuracy", "fluency", "completeness", "prosody", "n_issues", "first_thing", "task_id",
)  # fmt: skip
WORD_COLUMNS = (
    "file", "word_index", "word", "start_s", "end_s", "accuracy", "error_type", "state", "target", "heard", "stress", "issues",
)  # fmt: skip
OUTCOMES = {
    "judged": "judged",
    "not_assessable": "could not be judged",
    "refused": "refused",
    "failed": "failed",
    "sent": "not finished",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLE = """
body{margin:1.5rem auto;max-width:62rem;padding:0 1rem;font:15px/1.5 system-ui,sans-serif;color-scheme:light dark}
.all{border-collapse:collapse;width:100%}.all td,.all th{padding:.25em .8em .25em 0;text-align:left;border-bottom:1px solid #8884}
section{margin-top:2.5rem;border-top:1px solid #8888}h2{font-size:1.05em;overflow-wrap:anywhere}
"""


def write_report(folder: Folder, done: Sequence[Done]) -> None:
    """All three, each whole."""
    judged = {each.job.name: each.kept.judged for each in done}
    recordings = [_recording_row(each, judged[each.job.name]) for each in done]
    words = [
        {"file": name} | row
        for name, result in judged.items()
        if result
        for row in word_rows(result)
    ]
    write_whole(folder.out / "recordings.csv", written(RECORDING_COLUMNS, recordings))
    write_whole(folder.out / "words.csv", written(WORD_COLUMNS, words))
    write_whole(folder.out / "report.html", _page(done, judged, recordings))


def written(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """CSV with a byte order mark, by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: inert(row.get(name)) for name in columns})
    return "\ufeff" + text.getvalue()


def inert(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it. Numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value


def _recording_row(done: Done, result: TaskResult | None) -> Row:
    row: Row = {
        "file": done.job.name,
        "outcome": done.kept.outcome,
        "detail": done.kept.detail,
        "text": done.job.asked.get("text"),
        "speaker_id": done.job.asked.get("speaker_id"),
        "l1": done.job.asked.get("l1"),
    }
    if result is None:
        return row
    scores = result.scores.model_dump(
        include={"n_words", "n_clear_words", "overall", "accuracy", "fluency", "completeness", "prosody"}
    )  # fmt: skip
    priorities = result.feedback.priorities if result.feedback else []
    return row | scores | {
        "reason": result.reason,
        "heard": result.transcript.text if result.transcript else None,
        "speech_s": result.timing.speech_s if result.timing else None,
        "n_issues": len(result.issues),
        "first_thing": priorities[0].title if priorities else None,
        "task_id": str(result.task_id),
    }  # fmt: skip


def _page(done: Sequence[Done], judged: dict[str, TaskResult | None], rows: Sequence[Row]) -> str:
    counts = Counter(each.kept.outcome for each in done)
    told = ", ".join(f"{counts[name]} {OUTCOMES[name]}" for name in OUTCOMES if counts[name])
    head = "".join(
        f"<th>{name}</th>"
        for name in ("recording", "outcome", "clear words", "overall", "issues", "first thing")
    )
    lines = "".join(_line(number, row) for number, row in enumerate(rows))
    sections = "".join(
        _section(number, each, judged[each.job.name]) for number, each in enumerate(done)
    )
    return document(
        "Pronunciation report",
        f"<style>{_STYLE}{STYLE}</style><h1>Pronunciation report</h1><p>{len(done)} recordings: {told}.</p>"
        f'<table class="all"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{sections}<script>{SCRIPT}</script>',
    )


def _line(number: int, row: Row) -> str:
    clear = f"{row['n_clear_words']} of {row['n_words']}" if row.get("n_words") else ""
    overall = "" if row.get("overall") is None else f"{row['overall']:.0f}"
    cells = (OUTCOMES[row["outcome"]], clear, overall, row.get("n_issues"), row.get("first_thing"))
    shown = "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in cells)
    return f'<tr><td><a href="#r{number}">{escape(row["file"])}</a></td>{shown}</tr>'


def _section(number: int, done: Done, result: TaskResult | None) -> str:
    body = result_part(result, done.kept.players) if result else ""
    detail = f"<p>{escape(done.kept.detail)}</p>" if done.kept.detail else ""
    return f'<section id="r{number}"><h2>{escape(done.job.name)}</h2>{detail}{body}</section>'
