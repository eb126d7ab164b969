"""The words of a task to play one by one."""

from typing import Any, Literal

from shared.audio.wav import cut_wav
from shared.contracts import Alignment, Conversion, Diff, JudgedWord
from shared.errors import NotFound
from shared.storage import ObjectMissing, ObjectStore

from ...schemas.results import AudioLink, Slice, WordSlices
from ..spec import Findings
from .reference import Reference

Recording = Literal["learner", "reference", "own_voice"]

PLAYED = ("align", "diff", "tts", "vc")
"""Stages that tell where the words are."""
_MARGIN_S = 0.03
"""Kept on both sides: boundaries are good to about that, and a word that is cut short sounds wrong."""


def slices(findings: Findings) -> dict[str, Any]:
    """The field, from what is there so far; none while nothing tells where a word is."""
    found = word_slices(findings)
    return {"slices": found} if found else {}


def word_slices(findings: Findings) -> list[WordSlices]:
    """One for each word of the text as it was read, from what is there so far."""
    diff: Diff | None = findings.results.get("diff")
    speech: Reference | None = findings.results.get("tts")
    address = f"{findings.public_url.rstrip('/')}/tasks/{findings.task.id}/words"
    heard = {word.word_index: word for word in speech.heard} if speech is not None else {}
    learner = diff.target_words if diff else []
    reference = speech.words or [] if speech is not None else []
    alignment: Alignment | None = findings.results.get("align")
    is_converted = "vc" in findings.results
    places = _reference_places(alignment, len(learner), len(reference))
    found: list[WordSlices] = []
    for index, place in enumerate(places):
        said = learner[index] if index < len(learner) else None
        spoken = reference[place] if place is not None and place < len(reference) else None
        if said is None and spoken is None:
            continue
        url = f"{address}/{index}/audio?of="
        found.append(
            WordSlices(
                word_index=index,
                text=said.text if said else spoken.text if spoken else "",
                learner=_learner_slice(said, url),
                reference=Slice(start_s=spoken.start_s, end_s=spoken.end_s, url=f"{url}reference")
                if spoken
                else None,
                own_voice=Slice(start_s=spoken.start_s, end_s=spoken.end_s, url=f"{url}own_voice")
                if spoken and is_converted
                else None,
                heard=AudioLink(url=findings.url_of(heard[index].audio.key))
                if index in heard
                else None,
            )
        )
    return found


async def cut(index: int, of: Recording, findings: Findings, store: ObjectStore) -> bytes:
    """A WAV of one word. Raises NotFound, naming what there is not."""
    speech: Reference | None = findings.results.get("tts")
    found = word_slices(findings)
    part = getattr(found[index], of) if index < len(found) else None
    if part is None:
        raise NotFound(f"there is no {of} audio of word {index}", field="word_index")
    key = findings.task.audio_key
    conversion: Conversion | None = findings.results.get("vc")
    if of == "reference" and speech is not None:
        key = speech.audio.key
    if of == "own_voice" and conversion is not None:
        key = conversion.audio.key  # a conversion of the reference: it has its times
    try:
        content = await store.get(key)
    except ObjectMissing as error:
        raise NotFound(f"the {of} audio has been erased", field="of") from error
    return cut_wav(content, part.start_s - _MARGIN_S, part.end_s + _MARGIN_S)


def _reference_places(
    alignment: Alignment | None, n_said: int, n_reference: int
) -> list[int | None]:
    """For each word as it was read, its place in the reference; None in a token that the reference reads otherwise."""
    otherwise = alignment.read_otherwise if alignment is not None and n_said else []
    n_due = n_said + sum(heard.n_words - len(heard.words) for heard in otherwise)
    places: list[int | None] = list(range(max(n_due, n_reference)))
    for heard in reversed(otherwise):
        start, stop = heard.first_word, heard.first_word + heard.n_words
        places[start:stop] = [None] * len(heard.words)
    return places


def _learner_slice(word: JudgedWord | None, url: str) -> Slice | None:
    if word is None or word.start_s is None or word.end_s is None:
        return None
    if word.error_type == "omission":
        return None
    return Slice(start_s=word.start_s, end_s=word.end_s, url=f"{url}learner")
