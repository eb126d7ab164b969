"""The words of a task to play one by one."""

from typing import Literal
from uuid import UUID

from shared.audio.wav import cut_wav
from shared.contracts import Diff, JudgedWord
from shared.errors import NotFound
from shared.storage import ObjectMissing, ObjectStore

from ..schemas.request_response import AudioLink, Slice, WordSlices
from .stages import Reference

Recording = Literal["learner", "reference"]

_MARGIN_S = 0.03
"""Kept on both sides: boundaries are good to about that, and a word that is cut short sounds wrong."""


def word_slices(
    task_id: UUID,
    diff: Diff | None,
    speech: Reference | None,
    store: ObjectStore,
    public_url: str,
) -> list[WordSlices]:
    """One for each word of the text, from what is there so far."""
    address = f"{public_url.rstrip('/')}/tasks/{task_id}/words"
    heard = {word.word_index: word for word in speech.heard} if speech is not None else {}
    learner = diff.target_words if diff else []
    reference = speech.words or [] if speech is not None else []
    slices: list[WordSlices] = []
    for index in range(max(len(learner), len(reference))):
        said = learner[index] if index < len(learner) else None
        spoken = reference[index] if index < len(reference) else None
        url = f"{address}/{index}/audio?of="
        slices.append(
            WordSlices(
                word_index=index,
                text=said.text if said else spoken.text if spoken else "",
                learner=_learner_slice(said, url),
                reference=Slice(start_s=spoken.start_s, end_s=spoken.end_s, url=f"{url}reference")
                if spoken
                else None,
                heard=AudioLink(url=store.url(heard[index].audio.key)) if index in heard else None,
            )
        )
    return slices


async def cut(
    index: int,
    of: Recording,
    *,
    diff: Diff | None,
    speech: Reference | None,
    recording_key: str,
    store: ObjectStore,
) -> bytes:
    """A WAV of one word. Raises NotFound, naming what there is not."""
    found = word_slices(UUID(int=0), diff, speech, store, "")
    part = getattr(found[index], of) if index < len(found) else None
    if part is None:
        raise NotFound(f"there is no {of} audio of word {index}", field="word_index")
    key = recording_key if of == "learner" or speech is None else speech.audio.key
    try:
        content = await store.get(key)
    except ObjectMissing as error:
        raise NotFound(f"the {of} audio has been erased", field="of") from error
    return cut_wav(content, part.start_s - _MARGIN_S, part.end_s + _MARGIN_S)


def _learner_slice(word: JudgedWord | None, url: str) -> Slice | None:
    if word is None or word.start_s is None or word.end_s is None:
        return None
    if word.error_type == "omission":
        return None
    return Slice(start_s=word.start_s, end_s=word.end_s, url=f"{url}learner")
