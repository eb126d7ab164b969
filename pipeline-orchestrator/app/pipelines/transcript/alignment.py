"""The stage that tells when each phone was said: each piece is aligned by itself, in its own stretch of the recording."""

import json
from collections.abc import Sequence

import anyio.to_thread
from pydantic import ValidationError

from shared.audio import encode_wav
from shared.audio.decode import plain_wav
from shared.audio.long_recording import LongRecording, recording_of_wav
from shared.contracts.pieces import PieceTranscript
from shared.errors import UpstreamDown, UpstreamFailed, UpstreamRefused, UpstreamTimedOut
from shared.gates import TEXT_MATCH
from shared.roster import ALIGNMENT

from ...schemas.transcripts import AlignedTranscriptPhone, AlignedTranscriptWord
from ..lexicon import words_for
from ..models import aligned as aligned_with
from ..spec import PieceBook, PieceProgress
from ..upstreams import Upstreams
from .materials import TranscriptMaterials
from .pieces import AlignedPiece, AlignerStamp, RecordingAlignment

ROOM_S = 0.32
"""Of the pause around a piece, as far as half of it reaches: what the recogniser has as well."""


async def align(
    materials: TranscriptMaterials, upstreams: Upstreams, book: PieceBook
) -> RecordingAlignment:
    """Goes on behind the pieces that an earlier run kept. A piece that can't be aligned says why, and the rest goes on; raises
    UpstreamFailed where none could, and while the aligner is away."""
    transcript = materials.transcript
    recording = await anyio.to_thread.run_sync(_opened, materials)
    aligned = await _known(book, len(transcript.pieces))
    failure: UpstreamFailed | None = None

    def progress() -> PieceProgress:
        done_s = transcript.pieces[len(aligned) - 1].end_s if aligned else 0.0
        return PieceProgress(len(aligned), len(transcript.pieces), done_s, transcript.duration_s)

    await book.tell(progress())
    for piece in transcript.pieces[len(aligned) :]:
        try:
            found = await _aligned(piece, recording, materials, upstreams)
        except (UpstreamDown, UpstreamTimedOut):
            raise
        except UpstreamFailed as error:
            failure = error
            is_refused = isinstance(error, UpstreamRefused)
            found = AlignedPiece(index=piece.index, reason="refused" if is_refused else "failed")
        aligned.append(found)
        await book.keep(piece.index, found.model_dump_json().encode(), progress())
    made_by = next((each.made_by for each in aligned if each.made_by is not None), None)
    if made_by is None:
        raise failure or UpstreamFailed(
            "no piece could be aligned", service=ALIGNMENT.name, stage=ALIGNMENT.stage
        )
    return RecordingAlignment(pieces=aligned, **made_by.model_dump())


def _opened(materials: TranscriptMaterials) -> LongRecording:
    wav = plain_wav(materials.file, max_duration_s=float("inf"), field="file")
    assert wav is not None, "the recording is stored as our own plainest WAV"
    return recording_of_wav(wav)


async def _known(book: PieceBook, n_pieces: int) -> list[AlignedPiece]:
    known: list[AlignedPiece] = []
    for content in (await book.kept())[:n_pieces]:
        try:
            piece = AlignedPiece.model_validate_json(content)
        except ValidationError:
            break
        if piece.index != len(known):
            break
        known.append(piece)
    return known


async def _aligned(
    piece: PieceTranscript,
    recording: LongRecording,
    materials: TranscriptMaterials,
    upstreams: Upstreams,
) -> AlignedPiece:
    """Raises UpstreamFailed."""
    if not piece.words:
        return AlignedPiece(index=piece.index, reason="no_words")
    pieces = materials.transcript.pieces
    start_s, end_s = stretch_of(piece, pieces, recording.duration_s)
    wav = await anyio.to_thread.run_sync(_cut, recording, start_s, end_s)
    text = " ".join(word.text for word in piece.words)
    alignment = await aligned_with(
        upstreams,
        materials.models,
        data={"text": text, "lexicon": json.dumps(words_for(text, materials.options.lexicon))},
        files={"file": ("piece.wav", wav, "audio/wav")},
    )
    made_by = AlignerStamp(
        engine=alignment.engine, model_version=alignment.model_version, mock=alignment.mock
    )
    if alignment.checks.reason is not None:
        return AlignedPiece(index=piece.index, reason="not_assessable", made_by=made_by)
    if alignment.text_match is not None and alignment.text_match < TEXT_MATCH:
        return AlignedPiece(index=piece.index, reason="does_not_fit", made_by=made_by)
    words = [
        AlignedTranscriptWord(
            text=word.text,
            start_s=_at(word.start_s, start_s),
            end_s=_at(word.end_s, start_s),
            phones=[
                AlignedTranscriptPhone(
                    phone=phone.target,
                    start_s=_at(phone.start_s, start_s),
                    end_s=_at(phone.end_s, start_s),
                )
                for phone in word.phones
            ],
        )
        for word in alignment.words
    ]
    return AlignedPiece(index=piece.index, words=words, made_by=made_by)


def stretch_of(
    piece: PieceTranscript, pieces: Sequence[PieceTranscript], duration_s: float
) -> tuple[float, float]:
    """From when to when a piece is listened to, in seconds: with room around its speech, and none of its neighbours'."""
    before = pieces[piece.index - 1].end_s if piece.index else None
    after = pieces[piece.index + 1].start_s if piece.index + 1 < len(pieces) else None
    earliest_s = 0.0 if before is None else (before + piece.start_s) / 2
    latest_s = duration_s if after is None else (piece.end_s + after) / 2
    return max(earliest_s, piece.start_s - ROOM_S), min(latest_s, piece.end_s + ROOM_S)


def _cut(recording: LongRecording, start_s: float, end_s: float) -> bytes:
    rate_hz = recording.rate_hz
    samples = recording.between(round(start_s * rate_hz), round(end_s * rate_hz))
    return encode_wav(samples, rate_hz)


def _at(time_s: float, start_s: float) -> float:
    """In the recording, of a time in its piece."""
    return round(start_s + time_s, 3)
