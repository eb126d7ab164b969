"""The coach's notes in a language that the coach doesn't speak: its English, translated, with what is learnt left English.

Words to be learnt stand in the middle of sentences, and a translator would translate them. Which they are is told by quotation
marks and, where the coach speaks a language of another script as well, by what it leaves in Latin letters there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
import structlog

from shared.contracts import Feedback
from shared.contracts.coaching_language import MachineTranslation
from shared.contracts.translation import MAX_TERM, MOST_TERMS, MOST_TEXTS, Translation
from shared.errors import UpstreamFailed
from shared.roster import LANGUAGE

from ..upstreams import Upstreams, ask

_LEARNERS: Sequence[Sequence[str]] = (
    ("summary",),
    ("next_step",),
    ("strength",),
    ("priorities", "*", "title"),
    ("priorities", "*", "how"),
    ("priorities", "*", "why"),
    ("priorities", "*", "slips", "*", "detail"),
    ("findings", "*", "text"),
    ("drills", "*", "next_recording"),
    ("note", "*", "text"),
    ("more", "*", "text"),
    ("progress", "statements", "*", "text"),
)
"""Where the texts that a learner reads stand in a Feedback. Drills are English, and so are the names of sounds, which lead to them."""
_ASKED_AT_ONCE = 4
_QUOTED = re.compile(r"“[^“”]{1,200}”")
_SIGNS = re.compile(r"/[^/\s]{1,20}/")
_OTHER_SCRIPT = re.compile(r"[\u0900-\u0dff]")
"""Of India; a text without was left in English, and tells nothing."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’‿-]*(?: [A-Za-z][A-Za-z'’‿-]*)*")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _NoteText:
    holder: dict[str, Any]
    """That the text is a value of."""
    key: str
    kept: tuple[str, ...]
    """Of the text, what stays as it is."""

    @property
    def text(self) -> str:
        return self.holder[self.key]


async def in_language(
    feedback: Feedback, language: str, upstreams: Upstreams, *, beside: Feedback | None = None
) -> Feedback:
    """English notes in another language, ISO 639. What no translation holds of stays English, and so does all of it, with a
    warning, where nobody translates.

    `beside` is the same coaching in a language of another script that the coach speaks.
    """
    told = feedback.model_dump(mode="json")
    titles = {each.title for each in feedback.priorities}
    places = list(_places(told, beside.model_dump(mode="json") if beside else {}, titles))
    try:
        stamp = await _translate(places, language, upstreams)
    except UpstreamFailed as error:
        log.warning("note_not_translated", error=type(error).__name__)
        warning = f"nobody could translate these texts into {language!r}: they are in English"
        return feedback.model_copy(update={"warnings": [*feedback.warnings, warning]})
    told["language"] = language
    told["translation"] = stamp.model_dump()
    return Feedback.model_validate(told)


def _places(told: Any, beside: Any, titles: set[str]) -> Iterator[_NoteText]:
    for path in _LEARNERS:
        for holder, other in _found(told, beside, path[:-1]):
            text = holder.get(path[-1])
            if text:
                yield _NoteText(
                    holder, path[-1], kept_words(text, other.get(path[-1]) or "", titles)
                )


def _found(told: Any, beside: Any, path: Sequence[str]) -> Iterator[tuple[dict, dict]]:
    """The objects at a path, each with its like in the other language, or an empty one."""
    if not path:
        if isinstance(told, dict):
            yield told, beside if isinstance(beside, dict) else {}
    elif path[0] == "*":
        others = beside if isinstance(beside, list) and len(beside) == len(told) else []
        for number, each in enumerate(told or ()):
            yield from _found(each, others[number] if others else {}, path[1:])
    elif isinstance(told, dict) and told.get(path[0]) is not None:
        other = beside.get(path[0]) if isinstance(beside, dict) else None
        yield from _found(told[path[0]], other, path[1:])


def kept_words(text: str, beside: str, titles: set[str]) -> tuple[str, ...]:
    """Of an English text what no translation changes: quotations (but of `titles`), phonetic signs, and what `beside`, the same
    in another script, has in Latin letters. In alphabetical order."""
    quoted = {each for each in _QUOTED.findall(text) if each[1:-1] not in titles}
    kept = quoted | set(_SIGNS.findall(text))
    for run in _LATIN.findall(beside) if _OTHER_SCRIPT.search(beside) else ():
        kept |= {each for each in (run, *run.split()) if _stands_in(each, text)}
    return tuple(sorted(each for each in kept if len(each) <= MAX_TERM)[:MOST_TERMS])


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


async def _translate(
    places: Sequence[_NoteText], language: str, upstreams: Upstreams
) -> MachineTranslation:
    """In their places. Raises UpstreamFailed and its kinds where none could be asked for."""
    by_kept: Mapping[tuple[str, ...], list[_NoteText]] = defaultdict(list)
    for place in places:
        by_kept[place.kept].append(place)
    turns = [
        (kept, alike[start : start + MOST_TEXTS])
        for kept, alike in by_kept.items()
        for start in range(0, len(alike), MOST_TEXTS)
    ]
    found: list[Translation] = []
    failed: list[UpstreamFailed] = []
    room = anyio.CapacityLimiter(_ASKED_AT_ONCE)

    async def translate(kept: Sequence[str], alike: Sequence[_NoteText]) -> None:
        request = {
            "texts": [place.text for place in alike],
            "source": "en",
            "target": language,
            "glossary": [{"source": each, "target": each} for each in kept],
        }
        async with room:
            try:
                answer = await ask(Translation, upstreams[LANGUAGE], "/translate", json=request)
            except UpstreamFailed as error:
                failed.append(error)
                return
        found.append(answer)
        for place, each in zip(alike, answer.translations, strict=False):
            if each.translation is not None:
                place.holder[place.key] = each.translation

    async with anyio.create_task_group() as group:
        for kept, alike in turns:
            group.start_soon(partial(translate, kept, alike))
    if not found:
        raise failed[0]
    n_translated = sum(each.translation is not None for one in found for each in one.translations)
    return MachineTranslation(
        engine=found[0].engine,
        model_version=found[0].model_version,
        source_language="en",
        n_texts=len(places),
        n_untranslated=len(places) - n_translated,
    )
