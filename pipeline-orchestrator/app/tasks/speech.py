"""Speech by itself, for a drill or a single word, and what the coach knows: asked of the services behind this door."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NoReturn

from shared.contracts import HabitAdviceList, PhonemeMap, SoundAdviceList, SpeechAnswer
from shared.errors import Forbidden, InvalidInput, UpstreamDown, UpstreamRefused
from shared.languages import read_language
from shared.roster import FEEDBACK, PHONEME_MAP, TTS
from shared.web.streams import until_one_ends

from ..app import App
from ..domain import keys
from ..domain.principal import Principal
from ..pipelines.coaching_languages import coaching_languages
from ..pipelines.upstreams import ask, look_up
from ..schemas.results import ReferenceAudio
from ..schemas.speech import (
    NotesLanguage,
    NotesLanguages,
    OfferedVoices,
    PlayableSpeech,
    SpeechRequest,
    TextToMap,
)
from .streams import StreamClient, a_stream_of, let_in_all_the_while, told_back


async def speak(app: App, principal: Principal, asked: SpeechRequest) -> PlayableSpeech:
    """Raises InvalidInput naming the field that the voice refuses, Forbidden for another's speaker, Gone or Unavailable
    for one who is being erased, UpstreamFailed and its kinds."""
    said = await _said(app, principal, asked)
    url = app.store.url(said.audio.key, tenant=principal.tenant)
    audio = ReferenceAudio(url=url, voice=said.voice, duration_s=said.audio.duration_s)
    return PlayableSpeech(
        audio=audio,
        language=said.language,
        alphabet=said.alphabet,
        words=said.words,
        pitch=said.pitch,
    )


async def spoken_file(app: App, principal: Principal, asked: SpeechRequest) -> bytes:
    """The same as a WAV file. Raises as `speak` does."""
    said = await _said(app, principal, asked)
    return await app.store.get(said.audio.key)


async def _said(app: App, principal: Principal, asked: SpeechRequest) -> SpeechAnswer:
    speaker_id = _for_whom(app, principal, asked)
    wanted = asked.model_dump(exclude_none=True, exclude={"speaker_id"})
    # Nobody hears what others ask for, and what a speaker heard is erased with them.
    wanted["cache_prefix"] = (
        keys.own_speech_cache(principal.tenant, speaker_id)
        if speaker_id
        else keys.speech_cache(principal.tenant)
    )
    try:
        return await ask(SpeechAnswer, app.upstreams[TTS], "/speak", json=wanted)
    except UpstreamRefused as error:
        tell_refusal(error)


async def speak_live(
    app: App,
    principal: Principal,
    asked: SpeechRequest,
    client: StreamClient,
    *,
    is_let_in: Callable[[], Awaitable[bool]],
) -> None:
    """The same, while it is made (shared.contracts.speaking); nothing of it is kept. Until one side ends it.

    Raises Forbidden, Gone and Unavailable as `speak` does, TooManyStreams, InvalidInput for a second message, Unauthenticated once the
    caller's key holds no longer, UpstreamFailed and its kinds.
    """
    _for_whom(app, principal, asked)
    wanted = asked.model_dump(exclude_none=True, exclude={"speaker_id"})

    async def listen() -> None:
        async for _ in client.messages():
            raise InvalidInput("a stream says one text: open another for the next", field="message")

    with a_stream_of(app, principal):
        async with app.upstreams.socket(TTS, "/speak/stream") as voice:
            await voice.send(json.dumps(wanted))
            await until_one_ends(
                listen,
                partial(told_back, client, voice, TTS),
                partial(let_in_all_the_while, is_let_in),
            )


def _for_whom(app: App, principal: Principal, asked: SpeechRequest) -> str | None:
    """Raises Forbidden, Gone or Unavailable."""
    speaker_id = asked.speaker_id or principal.only_speaker
    if not principal.sees_speaker(speaker_id):
        raise Forbidden("a learner has things spoken for themselves alone", field="speaker_id")
    app.eraser.require_speaker(principal, speaker_id, for_new=True)
    return speaker_id


async def map_text(app: App, asked: TextToMap) -> PhonemeMap:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    try:
        return await ask(PhonemeMap, app.upstreams[PHONEME_MAP], "/map", json=asked.model_dump())
    except UpstreamRefused as error:
        tell_refusal(error)


async def voices(app: App, language: str | None = None) -> OfferedVoices:
    """Those that speak a language, or all. Raises InvalidInput for one that none speaks, UpstreamFailed and its kinds."""
    params = {} if language is None else {"language": language}
    try:
        return await look_up(OfferedVoices, app.upstreams[TTS], "/voices", params)
    except UpstreamRefused as error:
        tell_refusal(error)


async def tips(app: App, language: str, l1: str | None) -> HabitAdviceList:
    """Raises InvalidInput for a language that the coach hasn't."""
    params = {"language": read_language(language, "language")}
    params |= {"l1": read_language(l1, "l1")} if l1 else {}
    try:
        return await look_up(HabitAdviceList, app.upstreams[FEEDBACK], "/tips", params)
    except UpstreamRefused as error:
        tell_refusal(error)


async def languages(app: App) -> NotesLanguages:
    """Raises UpstreamDown while the coach can't tell."""
    found = await coaching_languages(app.upstreams)
    if found is None:
        raise UpstreamDown(
            f"{FEEDBACK.name} could not be asked for its languages", service=FEEDBACK.name
        )
    items = [NotesLanguage(code=each, is_translated=False) for each in found.spoken]
    items += [NotesLanguage(code=each, is_translated=True) for each in found.translated]
    return NotesLanguages(
        items=sorted(items, key=lambda each: each.code),
        any_translated=found.pairs is not None and found.pairs.any_pair,
    )


async def sounds(app: App, language: str) -> SoundAdviceList:
    """Raises InvalidInput for a language that the coach hasn't."""
    params = {"language": read_language(language, "language")}
    try:
        return await look_up(SoundAdviceList, app.upstreams[FEEDBACK], "/sounds", params)
    except UpstreamRefused as error:
        tell_refusal(error)


def tell_refusal(error: UpstreamRefused) -> NoReturn:
    """The request is the caller's own, so what the service says of it is for them."""
    problem: Any = error.members.get("problem", {})
    raise InvalidInput(error.detail, field=problem.get("field")) from error
