"""Recognition, speech and translation for clients of ULCA and Bhashini: their forms, our services. No recording and no text is kept with a
task; speech is, as `POST /speak` keeps it."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from anyio import to_thread

from shared.audio.resampling import resample
from shared.audio.wav import decode_wav, encode_wav
from shared.contracts import Transcript
from shared.contracts.translation import TextsToTranslate
from shared.errors import InvalidInput, UpstreamRefused
from shared.roster import ASR

from ..app import App
from ..domain.principal import Principal
from ..pipelines.upstreams import ask
from ..schemas.speech import OfferedVoice, OfferedVoices, SpeechRequest
from ..schemas.ulca import (
    UlcaRecognition,
    UlcaRecognitionConfig,
    UlcaRecognitionRequest,
    UlcaSaid,
    UlcaSound,
    UlcaSpeech,
    UlcaSpeechFormat,
    UlcaSpeechRequest,
    UlcaTranscript,
    UlcaTranslated,
    UlcaTranslation,
    UlcaTranslationRequest,
)
from . import language, speech
from .captions import captions


async def recognise(app: App, asked: UlcaRecognitionRequest) -> UlcaRecognition:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    recordings = [
        await to_thread.run_sync(_recording, each, asked.config, f"audio.{number}.audioContent")
        for number, each in enumerate(asked.audio)
    ]
    output = []
    for number, recording in enumerate(recordings):
        named = {"language": "config.language.sourceLanguage"}
        with _refused_by_name(named, f"audio.{number}.audioContent"):
            heard = await ask(
                Transcript,
                app.upstreams[ASR],
                "/process",
                data={"language": asked.config.language.source_language},
                files={"file": ("recording", recording, "application/octet-stream")},
            )
        form = asked.config.transcription_format.value
        said = heard.words if heard.assessable else []
        written = heard.text if heard.assessable else ""
        source = written if form == "transcript" else captions(said, form)
        output.append(UlcaTranscript(source=source, reason=heard.reason))
    return UlcaRecognition(output=output)


async def say(app: App, principal: Principal, asked: UlcaSpeechRequest) -> UlcaSpeech:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    spoken = asked.config.language.source_language
    voice = _voice_of(asked.config.gender, spoken, await speech.voices(app))
    audio: list[UlcaSaid] = []
    rate_hz = asked.config.sampling_rate
    for number, each in enumerate(asked.input):
        wanted = SpeechRequest(
            text=each.source, voice=voice, language=spoken, speaker_id=principal.only_speaker
        )
        with _refused_by_name({}, f"input.{number}.source"):
            content = await speech.spoken_file(app, principal, wanted)
        samples, own_hz = await to_thread.run_sync(decode_wav, content)
        rate_hz = rate_hz or own_hz
        if own_hz != rate_hz:
            content = await to_thread.run_sync(_at_rate, samples, own_hz, rate_hz)
        audio.append(UlcaSaid(audio_content=base64.b64encode(content).decode()))
    assert rate_hz is not None, "there is a text"
    return UlcaSpeech(
        audio=audio,
        config=UlcaSpeechFormat(language=asked.config.language, sampling_rate=rate_hz),
    )


async def translate(app: App, asked: UlcaTranslationRequest) -> UlcaTranslation:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    pair = asked.config.language
    wanted = TextsToTranslate(
        texts=[each.source for each in asked.input],
        source=pair.source_language,
        target=pair.target_language,
    )
    named = {"source": "config.language.sourceLanguage", "target": "config.language.targetLanguage"}
    with _refused_by_name(named, "input"):
        told = await language.translate(app, wanted)
    return UlcaTranslation(
        output=[
            UlcaTranslated(source=sent.source, target=each.translation, reason=each.reason)
            for sent, each in zip(asked.input, told.translations, strict=True)
        ]
    )


def _recording(sent: UlcaSound, config: UlcaRecognitionConfig, field: str) -> bytes:
    if sent.audio_content is None:
        raise InvalidInput(
            "nothing is fetched from elsewhere: send the recording itself, in base64, as `audioContent`",
            field=field,
        )
    try:
        content = base64.b64decode("".join(sent.audio_content.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("this is no base64", field=field) from error
    if (config.audio_format or "").lower() != "pcm":
        return content
    if config.sampling_rate is None:
        raise InvalidInput(
            "samples without a header say no rate: send `samplingRate`",
            field="config.samplingRate",
        )
    return encode_wav(
        np.frombuffer(content[: len(content) // 2 * 2], "<i2").astype(np.float32) / 32768,
        config.sampling_rate,
    )


def _voice_of(gender: str, spoken: str, offered: OfferedVoices) -> str:
    """The default one where it fits, else the first American one; else the first. Raises InvalidInput."""
    speaking = [each for each in offered.voices if spoken in _languages_of(each)]
    if not speaking:
        languages = dict.fromkeys(code for each in offered.voices for code in _languages_of(each))
        raise InvalidInput(
            f"no voice here speaks {spoken!r}: there are voices of {', '.join(languages)}",
            field="config.language.sourceLanguage",
        )
    fitting = [each for each in speaking if each.gender == gender]
    best = sorted(fitting, key=lambda each: (each.id != offered.default_voice, each.accent != "en-US"))  # fmt: skip
    if not best:
        raise InvalidInput(f"no voice here is {gender}", field="config.gender")
    return best[0].id


def _languages_of(voice: OfferedVoice) -> list[str]:
    """ISO 639-1."""
    return [each.language.partition("-")[0] for each in voice.languages]


def _at_rate(samples: np.ndarray, from_hz: int, to_hz: int) -> bytes:
    return encode_wav(resample(samples, from_hz, to_hz), to_hz)


@contextmanager
def _refused_by_name(named: Mapping[str, str], otherwise: str) -> Iterator[None]:
    """What is refused of a request is told with the field as ULCA calls it."""
    try:
        try:
            yield
        except UpstreamRefused as error:
            speech.tell_refusal(error)
    except InvalidInput as error:
        raise InvalidInput(error.detail, field=named.get(error.field or "", otherwise)) from error
