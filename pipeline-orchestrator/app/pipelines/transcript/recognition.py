"""The stage that recognises a long recording: the recogniser cuts it and tells its pieces one by one."""

from collections.abc import Sequence
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from shared.contracts.pieces import (
    LongTranscript,
    PiecesBegun,
    PieceTranscript,
    TranscriptDone,
    TranscriptLine,
)
from shared.errors import UpstreamFailed, UpstreamRefused
from shared.line import PATIENCE_S
from shared.roster import ASR

from ..spec import PieceBook, PieceProgress
from ..upstreams import Upstreams, ask_in_lines
from .materials import TranscriptMaterials
from .pieces import RecordingTranscript

_LINE: TypeAdapter[TranscriptLine] = TypeAdapter(TranscriptLine)
_FROM_PIECE = "from_piece"


class _CutOtherwise(Exception):
    """The recording is not cut as it was when the first pieces were kept: by another release."""


async def transcribe(
    materials: TranscriptMaterials, upstreams: Upstreams, book: PieceBook
) -> RecordingTranscript:
    """Goes on behind the pieces that an earlier run kept. Raises UpstreamFailed."""
    return await recognised(materials.file, materials.options.language, upstreams, book)


async def recognised(
    file: BinaryIO, language: str, upstreams: Upstreams, book: PieceBook
) -> RecordingTranscript:
    """What is said in a WAV, in that language or the one that is heard (DETECT). Goes on behind what the book has; raises
    UpstreamFailed."""
    known = await _known(book)
    try:
        return await _rest(file, language, upstreams, book, known)
    except UpstreamRefused as refused:
        problem = refused.members.get("problem")
        if not (known and isinstance(problem, dict) and problem.get("field") == _FROM_PIECE):
            raise
    except _CutOtherwise:
        pass
    await book.discard()
    file.seek(0)
    return await _rest(file, language, upstreams, book, [])


async def _known(book: PieceBook) -> list[PieceTranscript]:
    """Those that are of one cut; the others are not read."""
    known: list[PieceTranscript] = []
    for content in await book.kept():
        try:
            piece = PieceTranscript.model_validate_json(content)
        except ValidationError:
            break
        if piece.index != len(known) or piece.n_pieces != (known or [piece])[0].n_pieces:
            break
        known.append(piece)
    return known


async def _rest(
    file: BinaryIO,
    language: str,
    upstreams: Upstreams,
    book: PieceBook,
    known: Sequence[PieceTranscript],
) -> RecordingTranscript:
    """Raises UpstreamFailed and _CutOtherwise."""
    pieces = list(known)
    begun: PiecesBegun | None = None
    done: LongTranscript | None = None
    asking = ask_in_lines(
        _LINE,
        upstreams[ASR],
        "/transcribe",
        data={"language": language, _FROM_PIECE: str(len(pieces))},
        files={"file": ("recording.wav", file, "audio/wav")},
        patience_s=PATIENCE_S + upstreams[ASR].deadline_s,
    )
    async with asking as lines:
        async for line in lines:
            match line:
                case PiecesBegun():
                    begun = line
                    if pieces and pieces[0].n_pieces != line.n_pieces:
                        raise _CutOtherwise
                    await book.tell(_progress(pieces, begun))
                case PieceTranscript() if begun is not None:
                    pieces.append(line)
                    content = line.model_dump_json().encode()
                    await book.keep(line.index, content, _progress(pieces, begun))
                case TranscriptDone():
                    done = line.transcript
                case _:
                    break
    if begun is None or done is None or len(pieces) != begun.n_pieces:
        raise UpstreamFailed(
            f"{ASR.name} ended before all pieces were told", service=ASR.name, stage=ASR.stage
        )
    return _whole(pieces, begun, done)


def _progress(pieces: Sequence[PieceTranscript], begun: PiecesBegun) -> PieceProgress:
    done_s = pieces[-1].end_s if pieces else 0.0
    return PieceProgress(len(pieces), begun.n_pieces, done_s, begun.duration_s)


def _whole(
    pieces: list[PieceTranscript], begun: PiecesBegun, done: LongTranscript
) -> RecordingTranscript:
    """What the recogniser says at the end is of the pieces it was asked for: nothing may have been said in the last ones."""
    was_said = any(piece.words for piece in pieces)
    is_unsaid = done.reason == "no_speech" and was_said
    is_refused = done.reason is not None and not is_unsaid
    return RecordingTranscript(
        duration_s=begun.duration_s,
        speech_s=begun.speech_s,
        language=done.language,
        language_probability=done.language_probability,
        checks=done.checks,
        assessable=not is_refused,
        reason=done.reason if is_refused else None,
        pieces=[] if is_refused else pieces,
        engine=done.engine,
        model_version=done.model_version,
        mock=done.mock,
    )
