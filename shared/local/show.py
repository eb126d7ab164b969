"""The unified JSON, readable in a terminal: words and phones coloured by state, issues, scores."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from rich.console import Console
from rich.table import Table
from rich.text import Text

STATE_STYLE = {"fine": "green", "uncertain": "yellow", "error": "bold red"}
NOT_MEASURED = "–"
SCORES = ("overall", "accuracy", "fluency", "completeness", "prosody")


def show_result(result: dict[str, Any], console: Console, *, objects_dir: Path | None) -> None:
    """Print one unified result; `objects_dir` is where a local store keeps the audio files."""
    console.print()
    _show_heading(result, console)
    if result.get("words"):
        _show_words(result["words"], console)
    _show_scores(result.get("scores") or {}, console)
    _show_issues(result.get("issues") or [], console)
    _show_feedback(result.get("feedback"), console)
    _show_stages(result.get("stages") or [], console)
    _show_audio(result.get("audio") or {}, console, objects_dir)
    for warning in result.get("warnings") or []:
        console.print(f"[yellow]warning[/] {warning}")


def _show_heading(result: dict[str, Any], console: Console) -> None:
    console.print(f"[bold]task[/] {result['task_id']}  [bold]status[/] {result['status']}")
    if result.get("reference_text"):
        console.print(f"[bold]text[/]  {result['reference_text']}")
    transcript = result.get("transcript") or {}
    console.print(f"[bold]heard[/] {transcript.get('text') or NOT_MEASURED}")
    if not result.get("assessable"):
        console.print(f"[yellow]not assessable:[/] {result.get('reason') or NOT_MEASURED}")


def _show_words(words: list[dict[str, Any]], console: Console) -> None:
    line, phones = Text(), Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for column in ("word", "time", "accuracy", "phones (target, or heard←target)"):
        phones.add_column(column)
    for word in words:
        worst = _worst_state(word)
        line.append(word["text"] + " ", style=STATE_STYLE[worst])
        phones.add_row(
            Text(word["text"], style=STATE_STYLE[worst]),
            _span(word),
            _number(word["accuracy"]),
            _phones(word),
        )
    console.print(line)
    console.print()
    console.print(phones)


def _worst_state(word: dict[str, Any]) -> str:
    if word["error_type"] in {"omission", "insertion"}:
        return "error"
    states = [each["state"] for each in word["phones"] + word["insertions"]]
    return max(states, key=list(STATE_STYLE).index, default="fine")


def _phones(word: dict[str, Any]) -> Text:
    if word["error_type"] == "omission":
        return Text("not said", style=STATE_STYLE["error"])
    text = Text()
    for phone in word["phones"]:
        _append_insertions(text, word, before=phone["index"])
        changed = phone["state"] != "fine" and phone["heard_ipa"] != phone["ipa"]
        shown = f"{phone['heard_ipa'] or '∅'}←{phone['ipa']}" if changed else phone["ipa"]
        text.append(shown + " ", style=STATE_STYLE[phone["state"]])
    _append_insertions(text, word, before=len(word["phones"]))
    return text


def _append_insertions(text: Text, word: dict[str, Any], *, before: int) -> None:
    for insertion in word["insertions"]:
        if insertion["before_phone"] == before and insertion["state"] != "fine":
            text.append(f"+{insertion['heard_ipa']} ", style=STATE_STYLE[insertion["state"]])


def _show_scores(scores: dict[str, Any], console: Console) -> None:
    console.print()
    if scores.get("n_clear_words") is not None:
        band = scores.get("comprehensibility")
        told = f", to a listener: {band.replace('_', ' ')}" if band else ""
        console.print(
            f"[bold]clear[/]  [bold]{scores['n_clear_words']}[/] of {scores['n_words']} words{told}"
        )
    shown = "  ".join(f"{name} [bold]{_number(scores.get(name))}[/]" for name in SCORES)
    console.print(f"[bold]scores[/] {shown}")


def _show_issues(issues: list[dict[str, Any]], console: Console) -> None:
    if not issues:
        console.print("[bold]issues[/] none")
        return
    table = Table(
        title=f"issues ({len(issues)})", title_justify="left", box=None, header_style="dim"
    )
    for column in (
        "",
        "rule",
        "word",
        "target",
        "heard",
        "time",
        "probability",
        "severity",
        "message",
    ):
        table.add_column(column)
    for issue in issues:
        table.add_row(
            str(issue["priority"] or ""),
            issue["rule"],
            issue["word"],
            issue["target"] or NOT_MEASURED,
            issue["heard"] or NOT_MEASURED,
            _span(issue),
            NOT_MEASURED if issue["probability"] is None else f"{issue['probability']:.2f}",
            issue["severity"],
            issue["message"],
        )
    console.print(table)


def _show_feedback(feedback: dict[str, Any] | None, console: Console) -> None:
    if not feedback:
        return
    console.print(f"\n[bold]coach[/] {feedback['summary']}")
    for priority in feedback["priorities"]:
        console.print(f"  {priority['rank']}. [bold]{priority['title']}.[/] {priority['how']}")


def _show_stages(stages: list[dict[str, Any]], console: Console) -> None:
    table = Table(title="\nstages", title_justify="left", box=None, header_style="dim")
    for column in ("stage", "status", "engine", "model", "ms"):
        table.add_column(column)
    for stage in stages:
        reason = f": {stage['reason']}" if stage.get("reason") else ""
        table.add_row(
            stage["name"],
            stage["status"] + reason,
            stage.get("engine") or "",
            stage.get("model_version") or "",
            _number(stage.get("elapsed_ms")),
        )
    console.print(table)


def _show_audio(audio: dict[str, Any], console: Console, objects_dir: Path | None) -> None:
    labels = {"recording": "your recording", "reference": "reference", "own_voice": "in your voice"}
    for name, label in labels.items():
        if entry := audio.get(name):
            path = urlsplit(entry["url"]).path
            where = entry["url"]
            if objects_dir and path.startswith("/objects/"):
                where = str(objects_dir / unquote(path.removeprefix("/objects/")))
            console.print(f"[bold]{label}[/] {where}", soft_wrap=True)


def _span(entry: dict[str, Any]) -> str:
    if entry["start_s"] is None or entry["end_s"] is None:
        return NOT_MEASURED
    return f"{entry['start_s']:.2f}–{entry['end_s']:.2f}"


def _number(value: float | None) -> str:
    return NOT_MEASURED if value is None else f"{value:.0f}"
