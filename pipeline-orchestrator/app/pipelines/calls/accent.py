"""The stage that judges how clearly the agent spoke: their turns are aligned stretch by stretch, then judged together, so that habits
are heard over the whole call."""

import json
from collections.abc import Sequence

import anyio.to_thread
from pydantic import ValidationError

from shared.audio import encode_wav
from shared.audio.long_recording import LongRecording
from shared.contracts import Alignment, Contract, Diff, PhonemeMap
from shared.errors import UpstreamDown, UpstreamFailed, UpstreamRefused, UpstreamTimedOut
from shared.gates import TEXT_MATCH
from shared.roster import PHONEME_DIFF, PHONEME_MAP

from ..lexicon import words_for
from ..models import aligned as aligned_with
from ..spec import PieceBook, PieceProgress
from ..upstreams import Upstreams, ask
from .joining import AlignedStretch, batches_of, joined, text_of, transcript_of
from .materials import CallMaterials
from .pooling import JudgedBatch, pooled
from .stored import CallAccent
from .stretches import AgentStretch, stretches_of


class KeptStretch(Contract):
    """What is known of one stretch, while the stage is at work."""

    index: int
    start_s: float
    """Of the stretch: another cut than now is no use."""
    alignment: Alignment | None
    """None where it can't be judged."""


async def judge(materials: CallMaterials, upstreams: Upstreams, book: PieceBook) -> CallAccent:
    """Goes on behind the stretches that an earlier run kept. One that can't be aligned is left out; raises UpstreamFailed where none
    could, and while a service is away."""
    stretches = stretches_of(materials.transcript.turns)
    channel = await anyio.to_thread.run_sync(materials.agents_channel)
    kept = await _known(book, stretches)
    failure: UpstreamFailed | None = None

    def progress() -> PieceProgress:
        done_s = stretches[len(kept) - 1].end_s if kept else 0.0
        return PieceProgress(len(kept), len(stretches), done_s, channel.duration_s)

    await book.tell(progress())
    for index in range(len(kept), len(stretches)):
        stretch = stretches[index]
        try:
            alignment = await _aligned(stretch, channel, materials, upstreams)
        except (UpstreamDown, UpstreamTimedOut):
            raise
        except UpstreamFailed as error:
            if not isinstance(error, UpstreamRefused):
                failure = error
            alignment = None
        kept.append(KeptStretch(index=index, start_s=stretch.start_s, alignment=alignment))
        await book.keep(index, kept[-1].model_dump_json().encode(), progress())
    aligned = [
        AlignedStretch(stretch, each.alignment, stretch.start_s)
        for stretch, each in zip(stretches, kept, strict=True)
        if each.alignment is not None
    ]
    if failure is not None and not aligned:
        raise failure
    return await _judged(aligned, materials, upstreams)


async def _known(book: PieceBook, stretches: Sequence[AgentStretch]) -> list[KeptStretch]:
    known: list[KeptStretch] = []
    for stretch, content in zip(stretches, await book.kept(), strict=False):
        try:
            each = KeptStretch.model_validate_json(content)
        except ValidationError:
            break
        if (each.index, each.start_s) != (len(known), stretch.start_s):
            break
        known.append(each)
    return known


async def _aligned(
    stretch: AgentStretch,
    channel: LongRecording,
    materials: CallMaterials,
    upstreams: Upstreams,
) -> Alignment | None:
    """None where the sound can't be judged, or isn't of these words. Raises UpstreamFailed."""
    wav = await anyio.to_thread.run_sync(_cut, channel, stretch)
    alignment = await aligned_with(
        upstreams,
        materials.models,
        data={
            "text": stretch.text,
            "lexicon": json.dumps(words_for(stretch.text, materials.options.lexicon)),
        },
        files={"file": ("turn.wav", wav, "audio/wav")},
    )
    does_fit = alignment.text_match is None or alignment.text_match >= TEXT_MATCH
    if alignment.checks.reason is not None or not does_fit or not alignment.words:
        return None
    return alignment.model_copy(update={"pitch": None, "intonation": None})


def _cut(channel: LongRecording, stretch: AgentStretch) -> bytes:
    rate_hz = channel.rate_hz
    samples = channel.between(round(stretch.start_s * rate_hz), round(stretch.end_s * rate_hz))
    return encode_wav(samples, rate_hz)


async def _judged(
    aligned: Sequence[AlignedStretch], materials: CallMaterials, upstreams: Upstreams
) -> CallAccent:
    """Raises UpstreamFailed."""
    turns = materials.transcript.turns
    judged: list[JudgedBatch] = []
    accents: dict[str, float] = {}
    for batch in batches_of(aligned):
        diff = await _compared(batch, materials, upstreams, accents)
        if diff is None:
            continue
        judged.append(JudgedBatch(batch, diff))
        for group, likelihood in diff.accents.items():
            accents[group] = accents.get(group, 0.0) + likelihood
    accent = await anyio.to_thread.run_sync(pooled, judged, turns)
    last = judged[-1].diff if judged else None
    return CallAccent(
        accent=accent,
        engine=last.engine if last else "none",
        model_version=last.model_version if last else "0",
        mock=last.mock if last else False,
    )


async def _compared(
    batch: list[AlignedStretch],
    materials: CallMaterials,
    upstreams: Upstreams,
    earlier_accents: dict[str, float],
) -> Diff | None:
    """None where the stretches can't be judged together. Raises UpstreamFailed."""
    turns = materials.transcript.turns
    alignment = joined(batch)
    text = text_of(batch)
    to_map = {"text": text, "lexicon": words_for(text, materials.options.lexicon)}
    target = await ask(PhonemeMap, upstreams[PHONEME_MAP], "/map", json=to_map)
    words = [
        word
        for each in batch
        for word in turns[each.stretch.turn].words[
            each.stretch.first_word : each.stretch.first_word + each.stretch.n_words
        ]
    ]
    request = {
        "alignment": alignment.model_dump(mode="json"),
        "phoneme_map": target.model_dump(mode="json"),
        "transcript": transcript_of(batch, words, alignment).model_dump(mode="json"),
        "text_source": "transcript",
        "l1": materials.options.l1,
        "earlier_accents": earlier_accents or None,
    }
    try:
        diff = await ask(Diff, upstreams[PHONEME_DIFF], "/diff", json=request)
    except UpstreamRefused:
        if len(batch) == 1:
            return None
        raise
    return diff if diff.assessable else None
