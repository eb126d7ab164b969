"""From what a caller sent to a request that can be run, or an error that names the field."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace

from pydantic import TypeAdapter, ValidationError

from shared.audio import Audio, encode_wav
from shared.contracts import SPEAKING_RATES, CallerLexicon, StageName
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, parse_phones

from ..domain.speaker import StandingConsent
from ..domain.task import STAGE_NAMES, TaskOptions
from ..pipelines.pipeline import missing_givers
from ..pipelines.upstreams import Upstreams
from ..utils.text import has_word

MAX_TEXT_CHARS = 2000
MAX_LEXICON_WORDS = 500
MAX_VOICE_CHARS = 64
LANGUAGE = re.compile(r"[a-z]{2,3}")
SPEAKER_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_LEXICON: TypeAdapter[CallerLexicon] = TypeAdapter(CallerLexicon)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields as they were sent."""

    reference_text: str | None = None
    l1: str | None = None
    voice: str | None = None
    speaking_rate: float = 1.0
    stages: str | None = None
    lexicon: str | None = None
    consent_voice_cloning: bool = False
    speaker_id: str | None = None
    say_heard: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """A checked request: the canonical WAVs and the options."""

    options: TaskOptions
    recording: bytes
    samples: tuple[bytes, ...]
    standing: StandingConsent | None = None
    """The speaker's, that holds now."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that makes the result: equal requests, equal fingerprints."""
        digest = hashlib.sha256(
            json.dumps(asdict(self.options), sort_keys=True, ensure_ascii=False).encode()
        )
        for content in (self.recording, *self.samples):
            digest.update(hashlib.sha256(content).digest())
        return digest.hexdigest()


def read_options(form: Form) -> TaskOptions:
    """Raises InvalidInput that names the field."""
    options = TaskOptions(
        reference_text=_reference_text(form.reference_text),
        l1=_language(form.l1),
        voice=_voice(form.voice),
        speaking_rate=_speaking_rate(form.speaking_rate),
        stages=_stages(form.stages),
        lexicon=_lexicon(form.lexicon),
        consent_voice_cloning=form.consent_voice_cloning,
        speaker_id=read_speaker_id(form.speaker_id) if form.speaker_id else None,
        say_heard=form.say_heard,
    )
    if lacking := missing_givers(options):
        stage, giver = lacking[0]
        raise InvalidInput(
            f"{stage} needs {giver}: add {giver} to stages or leave {stage} out", field="stages"
        )
    return options


async def check_voice(options: TaskOptions, upstreams: Upstreams) -> None:
    """Raises InvalidInput if the TTS service says that there is no such voice."""
    if options.voice is None or "tts" not in options.stages:
        return
    voices = await upstreams.voices()
    if voices is not None and options.voice not in voices:
        raise InvalidInput(
            f"there is no such voice: choose one of {', '.join(sorted(voices))}", field="voice"
        )


def read_intake(
    options: TaskOptions,
    recording: Audio,
    samples: list[Audio],
    standing: StandingConsent | None = None,
) -> Intake:
    """Samples without consent are not even kept."""
    if standing is not None:
        options = replace(options, consent_voice_cloning=True)
    kept = samples if options.consent_voice_cloning else []
    return Intake(options, wav_of(recording), tuple(wav_of(sample) for sample in kept), standing)


def read_speaker_id(speaker_id: str) -> str:
    """Raises InvalidInput."""
    if not SPEAKER_ID.fullmatch(speaker_id):
        raise InvalidInput(
            "a speaker's id is 1 to 64 letters, digits, '.', '_' and '-': your own name for the speaker, "
            "better no real one",
            field="speaker_id",
        )
    return speaker_id


def wav_of(audio: Audio) -> bytes:
    return encode_wav(audio.samples, audio.rate_hz)


def _reference_text(text: str | None) -> str | None:
    if text is None or not text:
        return None
    _check_storable(text, "reference_text")
    if len(text) > MAX_TEXT_CHARS:
        raise InvalidInput(
            f"the text has {len(text)} characters; at most {MAX_TEXT_CHARS} are taken",
            field="reference_text",
        )
    if not has_word(text):
        raise InvalidInput(
            "the text holds no word: write what was read aloud in Latin letters, or leave it out",
            field="reference_text",
        )
    return text.strip()


def _voice(voice: str | None) -> str | None:
    """Whether there is such a voice, only the TTS service knows."""
    voice = (voice or "").strip()
    if len(voice) > MAX_VOICE_CHARS or not voice.isprintable():
        raise InvalidInput(
            f"a voice is an id from the TTS service's /voices, at most {MAX_VOICE_CHARS} characters",
            field="voice",
        )
    return voice or None


def _check_storable(text: str, field: str) -> None:
    """Raises InvalidInput for what is no text: Postgres takes no NUL, and nothing takes half a surrogate pair."""
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidInput(
            "leave out the NUL characters and broken surrogate pairs: they are no text", field=field
        )


def _language(code: str | None) -> str | None:
    if not code:
        return None
    if not LANGUAGE.fullmatch(code):
        raise InvalidInput("send an ISO 639 code such as hi, ta, te, bn or ml", field="l1")
    return code


def _speaking_rate(rate: float) -> float:
    slowest, fastest = SPEAKING_RATES
    if not slowest <= rate <= fastest:
        raise InvalidInput(
            f"send a rate between {slowest:g} and {fastest:g}", field="speaking_rate"
        )
    return rate


def _stages(names: str | None) -> tuple[StageName, ...]:
    if names is None or not names.strip():
        return STAGE_NAMES
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if unknown := sorted(wanted - set(STAGE_NAMES)):
        raise InvalidInput(
            f"there is no stage {unknown[0][:20]!r}: the stages are {', '.join(STAGE_NAMES)}",
            field="stages",
        )
    if not wanted:
        raise InvalidInput("name at least one stage", field="stages")
    return tuple(name for name in STAGE_NAMES if name in wanted)


def _lexicon(text: str | None) -> CallerLexicon:
    if text is None or not text.strip():
        return {}
    try:
        lexicon = _LEXICON.validate_json(text)
    except ValidationError as error:
        raise InvalidInput(
            'the lexicon must be a JSON object of words to ARPAbet: {"Priya": ["P R IY1 Y AH0"]}',
            field="lexicon",
        ) from error
    if len(lexicon) > MAX_LEXICON_WORDS:
        raise InvalidInput(f"at most {MAX_LEXICON_WORDS} words are taken", field="lexicon")
    for word, pronunciations in lexicon.items():
        _check_storable(word, "lexicon")
        if not has_word(word) or not pronunciations:
            raise InvalidInput("each word needs letters and a pronunciation", field="lexicon")
        for phones in pronunciations:
            _check_phones(phones)
    return lexicon


def _check_phones(phones: str) -> None:
    try:
        parsed = parse_phones(phones)
    except UnknownPhone as error:
        raise InvalidInput(str(error), field="lexicon") from error
    if not parsed:
        raise InvalidInput("a pronunciation needs at least one phone", field="lexicon")
