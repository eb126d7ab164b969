"""POST /diarize: a recording → who spoke when."""

from collections.abc import Sequence
from functools import partial

from shared.audio.checks import check_long, speech_of_long
from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import DiarizedRecording, SpeakerTalk, SpeakerTurn
from shared.contracts.recording import NotAssessable
from shared.engines import EngineHost
from shared.errors import InvalidInput

from .channels import channel_spans
from .engines.base import Diarizer, SpeakerSpan
from .speech import speech_regions
from .turns import joined_turns, overlapped, spoken_s


async def diarize_voices(
    recording: LongRecording, *, n_speakers: int, host: EngineHost[Diarizer]
) -> DiarizedRecording:
    """At most `n_speakers`, told apart by their voices; `reason` where nobody speaks. Raises InvalidInput where the engine tells fewer apart, Busy."""
    if n_speakers > (most := host.engine.most_speakers):
        raise InvalidInput(
            f"the engine {host.engine.name} tells {most} speakers apart at most: send {most} or fewer, or have another engine started",
            field="speakers",
        )
    spans, reason = await host.run(_by_voices, recording, n_speakers, host.engine)
    names = _named_by_first_heard(spans)
    return _answer(host, "voices", recording, spans, names, reason)


async def diarize_channels(
    channels: Sequence[LongRecording], *, host: EngineHost[Diarizer]
) -> DiarizedRecording:
    """One speaker a channel. Raises InvalidInput where there is only one, Busy."""
    if len(channels) < 2:
        raise InvalidInput(
            "the recording has one channel: leave `channels` out, and its voices are told apart",
            field="channels",
        )
    spans = await host.run(partial(channel_spans, channels))
    names = {number: f"channel_{number + 1}" for number in range(len(channels))}
    reason: NotAssessable | None = None if spans else "no_speech"
    return _answer(host, "channels", channels[0], spans, names, reason)


def _by_voices(
    recording: LongRecording, n_speakers: int, diarizer: Diarizer
) -> tuple[list[SpeakerSpan], NotAssessable | None]:
    probabilities = speech_of_long(recording)
    regions = speech_regions(probabilities, recording.duration_s)
    if not regions:
        return [], check_long(recording, probabilities).reason or "no_speech"
    return diarizer.diarize(recording, regions, n_speakers), None


def _named_by_first_heard(spans: Sequence[SpeakerSpan]) -> dict[int, str]:
    order = dict.fromkeys(each.speaker for each in sorted(spans, key=lambda each: each.start_s))
    return {speaker: f"speaker_{place + 1}" for place, speaker in enumerate(order)}


def _answer(
    host: EngineHost[Diarizer],
    by: str,
    recording: LongRecording,
    spans: Sequence[SpeakerSpan],
    names: dict[int, str],
    reason: NotAssessable | None,
) -> DiarizedRecording:
    turns = joined_turns(spans)
    any_s, several_s = spoken_s(turns)
    told = [
        SpeakerTurn(
            speaker=names[turn.speaker],
            start_s=round(turn.start_s, 3),
            end_s=round(turn.end_s, 3),
            overlaps=overlaps,
            confidence=None if turn.confidence is None else round(turn.confidence, 3),
        )
        for turn, overlaps in zip(turns, overlapped(turns), strict=True)
    ]
    return DiarizedRecording.model_validate(
        {
            **host.stamp(),
            "by": by,
            "duration_s": round(recording.duration_s, 3),
            "speech_s": round(any_s, 3),
            "overlap_s": round(several_s, 3),
            "turns": told,
            "speakers": _talk(turns, names),
            "reason": reason,
        }
    )


def _talk(turns: Sequence[SpeakerSpan], names: dict[int, str]) -> list[SpeakerTalk]:
    talk_s = dict.fromkeys(names, 0.0)
    n_turns = dict.fromkeys(names, 0)
    for turn in turns:
        talk_s[turn.speaker] += turn.end_s - turn.start_s
        n_turns[turn.speaker] += 1
    total_s = sum(talk_s.values()) or 1.0
    return [
        SpeakerTalk(
            speaker=name,
            talk_s=round(talk_s[speaker], 3),
            share=round(talk_s[speaker] / total_s, 4),
            n_turns=n_turns[speaker],
        )
        for speaker, name in names.items()
    ]
