"""The stage that tells who said what: each channel is recognised in pieces, its words go to turns, and what is personal is taken
out before anything of it is a result."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import BinaryIO, cast

import anyio.to_thread

from shared.audio.long_recording import wav_of_recording
from shared.contracts.conversation import DiarizedRecording

from ...schemas.calls import CallTurn
from ..spec import PieceBook
from ..transcript.pieces import RecordingTranscript
from ..transcript.recognition import recognised
from ..upstreams import Upstreams
from .channel_book import ChannelBook
from .materials import CallMaterials, names_of
from .redaction import redacted, written_down
from .stored import CallTranscript
from .turns import turns_of


async def transcribe(
    materials: CallMaterials, upstreams: Upstreams, book: PieceBook
) -> CallTranscript:
    """Goes on behind the pieces that an earlier run kept. Raises UpstreamFailed."""
    channels = await anyio.to_thread.run_sync(materials.channels)
    heard: list[RecordingTranscript] = []
    for place, channel in enumerate(channels):
        pieces = ChannelBook(book, place, len(channels), sum(len(each.pieces) for each in heard))
        file = cast(BinaryIO, wav_of_recording(channel))
        heard.append(await recognised(file, materials.options.language, upstreams, pieces))
    language = _language(heard)
    find = partial(_turns, materials.diarization, heard, materials)
    turns = await anyio.to_thread.run_sync(find)
    if materials.options.redact:
        turns = await redacted(turns, upstreams)
    turns = await written_down(turns, language, upstreams)
    first = heard[0]
    can_be_judged = [each for each in heard if each.assessable]
    return CallTranscript(
        duration_s=max(each.duration_s for each in heard),
        speech_s=round(sum(each.speech_s for each in heard), 3),
        language=language,
        language_probability=next(
            (each.language_probability for each in heard if each.language == language), None
        ),
        assessable=bool(can_be_judged),
        reason=None if can_be_judged else first.reason,
        turns=turns,
        n_redacted=sum(len(turn.redacted) for turn in turns),
        engine=first.engine,
        model_version=first.model_version,
        mock=first.mock,
    )


def _turns(
    diarization: DiarizedRecording,
    heard: Sequence[RecordingTranscript],
    materials: CallMaterials,
) -> list[CallTurn]:
    speakers = [each.speaker for each in diarization.speakers] or ["speaker_1"]
    words = [[word for piece in each.pieces for word in piece.words] for each in heard]
    channels = None
    if len(heard) > 1:
        channels = [f"channel_{place}" for place in range(1, len(heard) + 1)]
        speakers = channels
    names = names_of(speakers, materials.options)
    return turns_of(words, diarization.turns, channels=channels, names=names)


def _language(heard: Sequence[RecordingTranscript]) -> str | None:
    """That in which most words are."""
    n_words: Counter[str] = Counter()
    for each in heard:
        if each.language is not None:
            n_words[each.language] += 1 + sum(len(piece.words) for piece in each.pieces)
    return n_words.most_common(1)[0][0] if n_words else None
