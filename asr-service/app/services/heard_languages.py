"""Which languages a model hears well enough: the others are refused, with what would hear them.

A model that knows a language by name may still hear it so badly that its words mislead.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.contracts.recognising import ModelThatHears, RecognisedLanguage, RecogniserModel
from shared.errors import InvalidInput
from shared.languages import language_code, language_name, unknown_language
from shared.recognisers import heard_too_badly

from .engines.base import Transcriber

DETECT = "auto"
_FILE = Path(__file__).with_name("heard_languages.tsv")


@dataclass(frozen=True, slots=True)
class HeardLanguage:
    wer: float | None
    """Words wrong, of all that were said; None where nothing came that could be counted."""
    measured_on: str
    is_refused: bool
    use_engine: str
    """What hears it; empty where it needs no other."""
    use_model: str


def heard_by(engine: Transcriber) -> Mapping[str, HeardLanguage]:
    """What was measured of this engine's model, by ISO 639-1 code."""
    return _table().get(f"{engine.name} {engine.model_version}", {})


def refused_by(engine: Transcriber) -> frozenset[str]:
    """Languages that it is not asked for."""
    return frozenset(code for code, heard in heard_by(engine).items() if heard.is_refused)


def asked_language(language: str, engine: Transcriber) -> str | None:
    """The engine's code of a language by any of its names; None for `auto`. Raises InvalidInput for one that it doesn't know,
    HeardTooBadly for one that it hears too badly."""
    sent = language.strip().lower()
    if sent == DETECT:
        return None
    code = sent if sent in engine.languages else language_code(language)
    if code is None or code not in engine.languages:
        reason = unknown_language(language) if code is None else f"{code} is not recognised here"
        heard = ", ".join(sorted(engine.languages - refused_by(engine)))
        raise InvalidInput(f"{reason}: send {DETECT}, or one of {heard}", field="language")
    if code in refused_by(engine):
        raise heard_too_badly(model_of(engine), _told(code, heard_by(engine)[code]))
    return code


def model_of(engine: Transcriber) -> RecogniserModel:
    """All that it knows, by code, and what was measured of it."""
    measured = heard_by(engine)
    return RecogniserModel(
        engine=engine.name,
        model_version=engine.model_version,
        languages=[_told(code, measured.get(code)) for code in sorted(engine.languages)],
    )


def _told(code: str, heard: HeardLanguage | None) -> RecognisedLanguage:
    use_instead = None
    if heard is not None and heard.is_refused:
        use_instead = ModelThatHears(engine=heard.use_engine, model=heard.use_model)
    return RecognisedLanguage(
        language=code,
        name=language_name(code),
        accepted=use_instead is None,
        wer=None if heard is None else heard.wer,
        measured_on=None if heard is None else heard.measured_on,
        use_instead=use_instead,
    )


def likeliest(probabilities: Mapping[str, float], engine: Transcriber) -> tuple[str, bool]:
    """The language that a recording is in, of those that are `probabilities`, and whether the engine is asked for it.

    One that is heard too badly is told only where it is likelier than all the others together: else it is the likeliest of those.
    """
    first = max(probabilities, key=probabilities.__getitem__)
    refused = refused_by(engine)
    rest = {code: value for code, value in probabilities.items() if code not in refused}
    if first not in refused:
        return first, True
    if not rest or sum(rest.values()) < 0.5:
        return first, False
    return max(rest, key=rest.__getitem__), True


@cache
def _table() -> Mapping[str, Mapping[str, HeardLanguage]]:
    """By engine and model version."""
    table: dict[str, dict[str, HeardLanguage]] = {}
    lines = [line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    for models, code, wer, seen, is_refused, use_engine, use_model in csv.reader(
        lines, delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        heard = HeardLanguage(
            float(wer) if wer else None, seen, is_refused == "yes", use_engine, use_model
        )
        for model in models.split(","):
            table.setdefault(model, {})[code] = heard
    return table
