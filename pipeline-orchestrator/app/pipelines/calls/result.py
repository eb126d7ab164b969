"""Which fields of the answer the stages fill, and what their results mean for the task."""

from typing import Any

from shared.contracts.conversation import ConversationAnalysis, DiarizedRecording

from ...domain.task import TaskRecord
from ...schemas.calls import CUSTOMER, CallFacts, CallOutcome
from ...schemas.results import AudioLink
from ..spec import Assessment, Findings, Meaning
from .analysis import talk_of
from .materials import CallMaterials
from .options import CallOptions
from .stored import CallAccent, CallMoments, CallTranscript

WEAKER = "sounds are judged against what the recogniser understood: a slip that makes another word is missed"
NO_NOTICE = "nobody said that all on the call were told of the recording: send recording_notice=true once they were"
LAST_TURNS = 3
"""Of the customer's: how they left."""


def understood(transcript: CallTranscript, materials: CallMaterials) -> Meaning:
    del materials
    return Meaning(assessment=Assessment(transcript.assessable, transcript.reason))


def coached(moments: CallMoments, materials: CallMaterials) -> Meaning:
    """What lists tell of the call."""
    accent, analysis = materials.accent, materials.analysis
    transcript = materials.transcript
    outcome = CallOutcome(
        duration_s=transcript.duration_s,
        n_turns=len(transcript.turns),
        n_moments=sum(not moment.is_good for moment in moments.moments),
        n_good_moments=sum(moment.is_good for moment in moments.moments),
        moments=[moment.rule for moment in moments.moments],
        customer_mood=_mood_at_end(analysis, transcript),
        n_words=accent.accent.n_words if accent else None,
        n_clear_words=accent.accent.n_clear_words if accent else None,
        habits={habit.tip: habit.n for habit in accent.accent.habits} if accent else {},
    )
    return Meaning(keep=(outcome,))


def _mood_at_end(analysis: ConversationAnalysis | None, transcript: CallTranscript) -> float | None:
    if analysis is None:
        return None
    felt = {each.index: each.probabilities for each in analysis.turns}
    last = [
        probabilities
        for turn in transcript.turns
        if turn.speaker == CUSTOMER and (probabilities := felt.get(turn.index)) is not None
    ][-LAST_TURNS:]
    if not last:
        return None
    return round(sum(each.positive - each.negative for each in last) / len(last), 3)


def diarization_shown(diarization: DiarizedRecording, findings: Findings) -> dict[str, Any]:
    del findings
    return {"by": diarization.by, "duration_s": diarization.duration_s}


def transcript_shown(transcript: CallTranscript, findings: Findings) -> dict[str, Any]:
    del findings
    return {
        "duration_s": transcript.duration_s,
        "language": transcript.language,
        "turns": transcript.turns,
    }


def analysis_shown(analysis: ConversationAnalysis, findings: Findings) -> dict[str, Any]:
    del findings
    return {"talk": talk_of(analysis)}


def accent_shown(accent: CallAccent, findings: Findings) -> dict[str, Any]:
    del findings
    return {"accent": accent.accent}


def moments_shown(moments: CallMoments, findings: Findings) -> dict[str, Any]:
    del findings
    return {"moments": moments.moments}


def facts_of(task: TaskRecord) -> CallFacts:
    options = _options(task)
    return CallFacts(
        call_id=options.call_id,
        customer=options.customer,
        direction=options.direction,
        started_at=options.started_at,
        tags=list(options.tags),
        recording_notice=options.recording_notice,
    )


def whole(findings: Findings, filled: dict[str, Any]) -> dict[str, Any]:
    url = findings.recording_url
    return {
        "facts": facts_of(findings.task),
        "speaker_id": findings.task.options.speaker_id,
        "recording": None if url is None else AudioLink(url=url),
        **filled,
    }


def warnings(findings: Findings) -> list[str]:
    found = [] if _options(findings.task).recording_notice else [NO_NOTICE]
    transcript: CallTranscript | None = findings.results.get("asr")
    if transcript is not None and transcript.n_redacted:
        found.append(
            f"{transcript.n_redacted} personal spans were taken out of the words; the recording still has them"
        )
    accent: CallAccent | None = findings.results.get("accent")
    if accent is not None and accent.accent.n_words:
        found.append(WEAKER)
    return found


def _options(task: TaskRecord) -> CallOptions:
    options = task.options
    assert isinstance(options, CallOptions), "a task has the options of its pipeline"
    return options
