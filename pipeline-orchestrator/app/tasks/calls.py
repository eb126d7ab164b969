"""Calls: their turns to listen to, and a moment to be said again."""

import json
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import anyio.to_thread

from shared.audio import Audio, encode_wav
from shared.audio.channel_wav import channels_of_wav
from shared.audio.decode import RATE_HZ
from shared.errors import Conflict, InvalidInput, NotFound
from shared.storage import ObjectMissing

from ..app import App
from ..domain.options import Options
from ..domain.principal import Principal
from ..domain.speaker import StandingConsent
from ..domain.task import TaskState
from ..pipelines.calls.options import CallOptions
from ..pipelines.calls.pipeline import CALLS, FOUND, TOLD
from ..pipelines.calls.redaction import PLACEHOLDER
from ..pipelines.calls.stored import CallMoments, CallTranscript
from ..pipelines.calls.stretches import AgentStretch, stretches_of
from ..pipelines.lexicon import words_for
from ..pipelines.pronunciation.pipeline import PRONUNCIATION
from ..pipelines.unified import stage_results
from ..schemas.calls import AGENT, CallReplay, CallTurn, CoachableMoment, PlayedTurn, ReplayRequest
from . import results, submission
from .intake import of_principal, read_intake, read_options

MARGIN_S = 0.15
"""Played on both sides of a turn: its first and last sound are then whole."""


async def turn_audio(app: App, principal: Principal, task_id: UUID, index: int) -> bytes:
    """A WAV of one turn; what was taken out of its words is silent in it. Raises NotFound, and Conflict while turns aren't known."""
    state = await results.get_state(app, principal, task_id, of=CALLS)
    turns = (await _told(app, state)).turns
    if index >= len(turns):
        raise NotFound(f"the call has no turn {index}", field="turn")
    turn = turns[index]
    start_s, end_s = max(0.0, turn.start_s - MARGIN_S), turn.end_s + MARGIN_S
    audio = await _cut(app, state, turn, start_s, end_s)
    return await anyio.to_thread.run_sync(_without_what_is_personal, audio, turn, start_s)


ConsentOf = Callable[[str | None], Awaitable[StandingConsent | None]]
"""From a speaker to the consent of theirs that holds now."""


async def replay(
    app: App,
    principal: Principal,
    task_id: UUID,
    asked: ReplayRequest,
    *,
    request_id: str | None,
    consent_of: ConsentOf,
) -> CallReplay:
    """The exchange of a moment, and the agent's part of it as a practice of its own: judged against its own words, spoken in an
    American voice, and in the agent's where they agreed to it. The same part is practised once.

    Raises NotFound, InvalidInput for what can't be practised, Conflict while it isn't known, and what a recording that is sent may
    be refused with.
    """
    state = await results.get_state(app, principal, task_id, of=CALLS)
    turns = (await _told(app, state)).turns
    moment = await _moment(app, state, asked)
    turn = _practised(asked, moment, turns)
    part = part_of(turn, moment)
    recording = await _cut(app, state, turn, part.start_s, part.end_s)
    wanted = _options_of_practice(principal, state, part)
    standing = await consent_of(wanted.speaker_id)
    intake = await anyio.to_thread.run_sync(
        read_intake, PRONUNCIATION, wanted, recording, [], standing
    )
    key = f"replay.{task_id}.{part.turn}.{part.first_word}"
    submitted = await submission.submit(
        app,
        principal,
        intake,
        request_id=request_id,
        idempotency_key=submission.own_key(principal, key),
    )
    indices = moment.turns if moment is not None else [turn.index]
    return CallReplay(
        exchange=[_played(app, task_id, turns[each]) for each in sorted({*indices, turn.index})],
        practise=turn.index,
        sentence=part.text,
        task_id=submitted.task.id,
    )


def part_of(turn: CallTurn, moment: CoachableMoment | None) -> AgentStretch:
    """Of a turn, what is practised: with nothing personal in it, short enough for one recording; that of the moment's evidence, else
    the longest. Raises InvalidInput where too little is left."""
    parts = stretches_of([turn])
    if not parts:
        raise InvalidInput("there are too few words in this turn to be practised", field="turn")
    evidence = moment.evidence if moment is not None else []
    measured = [each for each in evidence if each.turn == turn.index and each.measure is not None]

    def worth(part: AgentStretch) -> tuple[bool, int]:
        holds = any(part.start_s <= each.start_s and each.end_s <= part.end_s for each in measured)
        return holds, part.n_words

    return max(parts, key=worth)


def _options_of_practice(principal: Principal, state: TaskState, part: AgentStretch) -> Options:
    options = state.task.options
    assert isinstance(options, CallOptions), "a call has the options of a call"
    sent = {
        "reference_text": part.text,
        "l1": options.l1,
        "speaker_id": options.speaker_id,
        "lexicon": json.dumps(words_for(part.text, options.lexicon)),
    }
    return of_principal(read_options(sent, PRONUNCIATION), principal)


async def _told(app: App, state: TaskState) -> CallTranscript:
    """Raises Conflict while it isn't known."""
    found, _ = await stage_results(state, app.store, stages=(TOLD,))
    if TOLD not in found:
        raise Conflict("the turns of the call are not known yet")
    return found[TOLD]


async def _moment(app: App, state: TaskState, asked: ReplayRequest) -> CoachableMoment | None:
    """Raises NotFound and Conflict."""
    if asked.moment is None:
        return None
    found, _ = await stage_results(state, app.store, stages=(FOUND,))
    if FOUND not in found:
        raise Conflict("the moments of the call are not known yet")
    moments: CallMoments = found[FOUND]
    if asked.moment >= len(moments.moments):
        raise NotFound(f"the call has no moment {asked.moment}", field="moment")
    return moments.moments[asked.moment]


def _practised(
    asked: ReplayRequest, moment: CoachableMoment | None, turns: Sequence[CallTurn]
) -> CallTurn:
    """Raises InvalidInput and NotFound."""
    if asked.turn is not None:
        index = asked.turn
    elif moment is None:
        raise InvalidInput("name a moment, or a turn of the agent's", field="moment")
    else:
        of_agent = [each for each in moment.turns if turns[each].speaker == AGENT]
        if moment.practise is None and not of_agent:
            raise InvalidInput("nothing of the agent's is in this moment", field="moment")
        index = of_agent[0] if moment.practise is None else moment.practise
    if index >= len(turns):
        raise NotFound(f"the call has no turn {index}", field="turn")
    if turns[index].speaker != AGENT:
        raise InvalidInput("only what the agent said is practised", field="turn")
    return turns[index]


async def _cut(app: App, state: TaskState, turn: CallTurn, start_s: float, end_s: float) -> Audio:
    """Of the turn's channel. Raises NotFound."""
    with tempfile.TemporaryFile() as file:
        try:
            await app.store.copy_to(state.task.audio_key, file)
        except ObjectMissing as error:
            raise NotFound("the recording has been erased", field="task_id") from error

        def cut() -> Audio:
            channel = channels_of_wav(file)[turn.channel or 0]
            until_s = min(end_s, channel.duration_s)
            return channel.audio(round(start_s * RATE_HZ), round(until_s * RATE_HZ))

        return await anyio.to_thread.run_sync(cut)


def _without_what_is_personal(audio: Audio, turn: CallTurn, start_s: float) -> bytes:
    samples = audio.samples.copy()
    for word in turn.words:
        if PLACEHOLDER.fullmatch(word.text):
            first, last = (round((at_s - start_s) * RATE_HZ) for at_s in (word.start_s, word.end_s))
            samples[max(0, first) : max(0, last)] = 0.0
    return encode_wav(samples, RATE_HZ)


def _played(app: App, task_id: UUID, turn: CallTurn) -> PlayedTurn:
    base = f"{app.public_url.rstrip('/')}/calls/{task_id}/turns/{turn.index}/audio"
    return PlayedTurn(
        turn=turn.index,
        speaker=turn.speaker,
        text=turn.text,
        start_s=turn.start_s,
        end_s=turn.end_s,
        url=base,
    )
