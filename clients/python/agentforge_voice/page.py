"""A result as HTML: words with marks, players, what to work on. Nothing in it is fetched from anywhere."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .rows import AnyResult, heard_of, state_of
from .schema import JudgedWord

STYLE = """
.afv{font:15px/1.5 system-ui,sans-serif;max-width:60rem}
.afv .text{font-size:1.15em;line-height:2}
.afv .word{border:0;background:none;font:inherit;color:inherit;padding:0 .1em;margin:0 .1em;cursor:pointer}
.afv .uncertain{border-bottom:2px dotted #8a6d00}
.afv .error{border-bottom:3px solid #c0332b}
.afv .omitted{text-decoration:line-through;opacity:.7}
.afv .added::before{content:"["}.afv .added::after{content:"]"}
.afv table{border-collapse:collapse}.afv td,.afv th{padding:.15em .7em .15em 0;text-align:left;vertical-align:top}
.afv .players{display:flex;flex-wrap:wrap;gap:.8em}.afv .players label{display:grid;font-size:.85em}
.afv audio{height:2.2em;width:17rem;max-width:100%}
"""
SCRIPT = """
document.addEventListener('click',e=>{const w=e.target.closest('.afv .word[data-start]');if(!w)return;
const a=w.closest('.afv').querySelector('audio[data-kind=recording]');if(!a)return;
const end=+w.dataset.end;a.currentTime=+w.dataset.start;a.play();
const stop=()=>{if(a.currentTime>=end){a.pause();a.removeEventListener('timeupdate',stop)}};a.addEventListener('timeupdate',stop)});
"""
NAMES = {"recording": "recording", "reference": "American voice", "own_voice": "own voice"}
STATES = {
    "fine": "fine",
    "uncertain": "uncertain",
    "error": "error",
    "omitted": "not heard",
    "added": "added",
}


@dataclass(frozen=True, slots=True)
class Page:
    """HTML that a notebook shows and a file can hold."""

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def save(self, path: str | Path) -> None:
        """As a page of its own."""
        Path(path).write_text(document("Pronunciation", self.html), encoding="utf-8")


def document(title: str, body: str) -> str:
    """A page that may fetch nothing but files beside it."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; media-src 'self' data: file:"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"></head>'
        f"<body>{body}</body></html>\n"
    )


def result_page(result: AnyResult, audio: Mapping[str, bytes], missing: str = "") -> Page:
    """Complete in itself, `audio` by its kind in it. `missing`: why there is none."""
    players = {kind: data_uri(content) for kind, content in audio.items()}
    note = f"<p><small>{escape(missing)}</small></p>" if missing else ""
    return Page(
        f"<style>{STYLE}</style>{result_part(result, players)}{note}<script>{SCRIPT}</script>"
    )


def data_uri(wav: bytes) -> str:
    return f"data:audio/wav;base64,{b64encode(wav).decode()}"


def result_part(result: AnyResult, players: Mapping[str, str]) -> str:
    """One result, without the style and script that all share. `players`: address of each kind of audio."""
    parts = [_players(players), _headline(result)]
    parts.append('<p class="text" lang="en">' + " ".join(map(_word, result.words)) + "</p>")
    parts += [_issues(result), _coaching(result)]
    return f'<div class="afv">{"".join(parts)}</div>'


def _players(players: Mapping[str, str]) -> str:
    shown = "".join(
        f'<label>{escape(NAMES.get(kind, kind))}<audio controls preload="none" data-kind="{escape(kind)}" '
        f'src="{escape(address)}"></audio></label>'
        for kind, address in players.items()
    )
    return f'<div class="players">{shown}</div>' if shown else ""


def _headline(result: AnyResult) -> str:
    if result.assessable is False:
        return f"<p><strong>Could not be judged: {escape((result.reason or 'other').replace('_', ' '))}</strong></p>"
    scores = result.scores
    told = [
        f"{name} {value:.0f}"
        for name in ("overall", "accuracy", "fluency", "completeness", "prosody")
        if (value := getattr(scores, name)) is not None
    ]
    if scores.n_words:
        told.insert(0, f"<strong>{scores.n_clear_words} of {scores.n_words} words clear</strong>")
    return f"<p>{' · '.join(told)}</p>" if told else ""


def _word(word: JudgedWord) -> str:
    state = state_of(word)
    told = (
        STATES[state]
        if state == "fine"
        else f"{STATES[state]}: heard {heard_of(word) or 'nothing'}"
    )
    times = (
        ""
        if word.start_s is None or word.end_s is None
        else f' data-start="{word.start_s}" data-end="{word.end_s}"'
    )
    label = escape(f"{word.text}, {told}")
    return f'<button type="button" class="word {state}"{times} title="{label}" aria-label="{label}">{escape(word.text)}</button>'


def _issues(result: AnyResult) -> str:
    rows = "".join(
        f"<tr><td>{escape(issue.word)}</td><td>{escape(issue.message)}</td><td>{escape(issue.severity)}</td>"
        f"<td>{'' if issue.probability is None else f'{issue.probability:.2f}'}</td></tr>"
        for issue in result.issues
    )
    head = "<tr><th>word</th><th>what was heard</th><th>severity</th><th>probability</th></tr>"
    return f"<table>{head}{rows}</table>" if rows else ""


def _coaching(result: AnyResult) -> str:
    if result.feedback is None:
        return ""
    return f"<p>{escape(result.feedback.summary)}</p>"
