"""Which fields of the answer the stages fill."""

from typing import Any

from shared.contracts import NotAssessable

from ...schemas.results import AudioLink
from ...schemas.transcripts import TranscriptPiece
from ..spec import Assessment, Findings, Meaning
from .materials import TranscriptMaterials
from .options import TranscriptOptions
from .pieces import RecordingAlignment, RecordingTranscript

NOT_ASSESSABLE = "not_assessable"


def understood(transcript: RecordingTranscript, materials: TranscriptMaterials) -> Meaning:
    del materials
    reason: NotAssessable | None = transcript.reason
    return Meaning(assessment=Assessment(transcript.assessable, reason))


def assessable(materials: TranscriptMaterials) -> str | None:
    found = materials.assessment
    return None if found is None or found.assessable else NOT_ASSESSABLE


def transcript_shown(transcript: RecordingTranscript, findings: Findings) -> dict[str, Any]:
    words = [word for piece in transcript.pieces for word in piece.words]
    return {
        "duration_s": transcript.duration_s,
        "speech_s": transcript.speech_s,
        "language": transcript.language,
        "language_probability": transcript.language_probability,
        "text": " ".join(word.text for word in words),
        "words": words,
        **pieces_shown(findings),
    }


def alignment_shown(alignment: RecordingAlignment, findings: Findings) -> dict[str, Any]:
    words = [word for piece in alignment.pieces for word in piece.words]
    return {"aligned_words": words, **pieces_shown(findings)}


def pieces_shown(findings: Findings) -> dict[str, Any]:
    """As far as there are."""
    transcript: RecordingTranscript | None = findings.results.get("asr")
    alignment: RecordingAlignment | None = findings.results.get("align")
    if transcript is None:
        return {}
    shown: list[TranscriptPiece] = []
    first_word = first_aligned = 0
    for piece in transcript.pieces:
        aligned = alignment.pieces[piece.index] if alignment is not None else None
        n_aligned = len(aligned.words) if aligned is not None else None
        shown.append(
            TranscriptPiece(
                index=piece.index,
                start_s=piece.start_s,
                end_s=piece.end_s,
                first_word=first_word,
                n_words=len(piece.words),
                first_aligned_word=None if aligned is None else first_aligned,
                n_aligned_words=n_aligned,
                why_without_phones=None if aligned is None else aligned.reason,
            )
        )
        first_word += len(piece.words)
        first_aligned += n_aligned or 0
    return {"pieces": shown}


def whole(findings: Findings, filled: dict[str, Any]) -> dict[str, Any]:
    options = findings.task.options
    assert isinstance(options, TranscriptOptions), "a task has the options of its pipeline"
    url = findings.recording_url
    recording = None if url is None else AudioLink(url=url)
    return {"phones": options.phones, "recording": recording, **filled}


def warnings(findings: Findings) -> list[str]:
    alignment: RecordingAlignment | None = findings.results.get("align")
    if alignment is None:
        return []
    n_without = sum(piece.reason not in {None, "no_words"} for piece in alignment.pieces)
    if not n_without:
        return []
    return [f"{n_without} of {len(alignment.pieces)} pieces have no phones: `pieces` says why"]
