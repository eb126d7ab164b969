"""What GET /models tells."""

from collections.abc import Sequence
from typing import Any

from shared.languages import language_name

from ..schemas.request_response import ModelsThatSpeak, ModelThatSpeaks, SpokenBy
from .engines.base import Quality, Synthesiser, Voice
from .measured_voices import measured
from .speakers import SpeakersHere

_BEST: tuple[Quality, ...] = ("natural", "accented", "robotic")


def told(speakers: SpeakersHere) -> ModelsThatSpeak:
    models = [
        ModelThatSpeaks(
            name=model.name,
            state=model.state,
            load_s=None if model.load_s is None else round(model.load_s, 2),
            share=None if model.listed is None else model.listed.share,
            **_of(
                model.host.engine,
                speakers.offered_by(model),
                only=None if model.listed is None else model.listed.languages,
                licence=None if model.listed is None else model.listed.licence,
            ),
        )
        for model in speakers.book.models
    ]
    models += [
        ModelThatSpeaks(
            name=program.name,
            state="loaded",
            load_s=None,
            share=None,
            **_of(program, program.voices()),
        )
        for program in speakers.beside
    ]
    return ModelsThatSpeak(models=models, **speakers.own.stamp())


def _of(
    speaker: Synthesiser,
    voices: Sequence[Voice],
    *,
    only: Sequence[str] | None = None,
    licence: str | None = None,
) -> dict[str, Any]:
    """What is so of its voices; `only` of these languages, where it is a listed model's."""
    spoken = dict.fromkeys(language for voice in voices for language in voice.languages)
    licences = {voice.licence for voice in voices}
    return {
        "engine": speaker.name,
        "model_version": speaker.model_version,
        "licence": licence or (licences.pop() if len(licences) == 1 else None),
        "languages": [
            _spoken_by(speaker, voices, language)
            for language in spoken
            if only is None or language in only
        ],
        "voices": [voice.id for voice in voices],
    }


def _spoken_by(speaker: Synthesiser, voices: Sequence[Voice], language: str) -> SpokenBy:
    qualities = {voice.quality(language) for voice in voices if language in voice.languages}
    figures = measured(speaker.name, speaker.model_version, language)
    return SpokenBy(
        language=language,
        name=language_name(language),
        quality=min(qualities, key=_BEST.index),
        words_misheard=figures and figures.words_misheard,
        phones_otherwise=figures and figures.phones_otherwise,
        measured_on=figures and figures.measured_on,
    )
