"""Evidence as the aligner would send it, built from a few words."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from shared.contracts import Alignment, PhonemeMap, Transcript
from shared.engines import EngineContext
from shared.phonetics.arpabet import stress_of, strip_stress, to_ipa
from shared.settings import REPO_ROOT

STAMP = {"engine": "test", "model_version": "1", "mock": False}
CHECKS = {
    "duration_s": 3.0,
    "speech_s": 2.0,
    "level_dbfs": -20.0,
    "snr_db": 30.0,
    "clipped_share": 0.0,
    "reason": None,
}
LEXICON = {
    "very": "V EH1 R IY0",
    "the": "DH AH0",
    "cat": "K AE1 T",
    "sat": "S AE1 T",
    "on": "AA1 N",
    "mat": "M AE1 T",
    "house": "HH AW1 S",
    "good": "G UH1 D",
    "supports": "S AH0 P AO1 R T S",
    "twenty": "T W EH1 N T IY0",
    "five": "F AY1 V",
    "oh": "OW1",
    "this": "DH IH1 S",
    "then": "DH EH1 N",
    "thin": "TH IH1 N",
    "school": "S K UW1 L",
    "see": "S IY1",
    "walked": "W AO1 K T",
    "zoo": "Z UW1",
    "west": "W EH1 S T",
}

Evidence = Callable[..., dict[str, Any]]


def _phone(index: int, symbol: str, start_s: float, changed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "index": index,
        "target": strip_stress(symbol),
        "stress": stress_of(symbol),
        "start_s": round(start_s, 3),
        "end_s": round(start_s + 0.08, 3),
        "heard": strip_stress(symbol),
        "heard_probability": 0.95,
        "error_probability": 0.02,
        "deletion_probability": 0.01,
        "candidates": [],
        "log_posterior": -0.2,
        "margin": 2.0,
        "quality": 2.0,
    } | dict(changed)


@pytest.fixture(scope="session")
def run() -> Callable[..., Any]:
    """`run(request)`: what the service's logic makes of a request, with settings of the test's own if need be."""
    from ..app.core.config import Settings as settings
    from ..app.schemas import request_response as schemas
    from ..app.services import logic
    from ..app.services.engines import articulatory

    differ = articulatory.load(EngineContext(settings(), REPO_ROOT, 1))

    def run(request: dict[str, Any], **own: float) -> Any:
        asked = schemas.DiffRequest.model_validate(request)
        return logic.diff(asked, differ=differ, settings=settings.model_validate(own))

    return run


@pytest.fixture
def evidence() -> Evidence:
    """A request: `evidence("very good", phones={(0, 0): {"heard": "W", …}}, words={1: {…}})`."""

    def build(
        text: str,
        *,
        phones: Mapping[tuple[int, int], Mapping[str, Any]] | None = None,
        words: Mapping[int, Mapping[str, Any]] | None = None,
        said: str | None = None,
        confidence: float | None = 0.95,
        text_source: str = "reference",
        **alignment: Any,
    ) -> dict[str, Any]:
        aligned, mapped, at_s, at_char = [], [], 0.2, 0
        for w, word in enumerate(text.split()):
            symbols = LEXICON[word].split()
            start_s = at_s
            made = []
            for p, symbol in enumerate(symbols):
                made.append(_phone(p, symbol, at_s, (phones or {}).get((w, p), {})))
                at_s += 0.08
            aligned.append(
                {
                    "index": w,
                    "text": word,
                    "start_s": round(start_s, 3),
                    "end_s": round(at_s, 3),
                    "variant": 0,
                    "spoken_probability": 0.97,
                    "quality": 9.0,
                    "phones": made,
                    "insertions": [],
                }
                | dict((words or {}).get(w, {}))
            )
            mapped.append(_mapped(w, word, symbols, at_char))
            at_char += len(word) + 1
        transcript = None if said is None else _transcript(said, confidence)
        request = {
            "alignment": {
                **STAMP,
                "text": text,
                "words": aligned,
                "utterance": {"accuracy": 9.0, "fluency": 8.0, "prosody": 7.0, "total": 8.5},
                "timing": {
                    "speech_s": 2.0,
                    "speech_rate_sps": None,
                    "articulation_rate_sps": None,
                    "pauses": [],
                },
                "checks": CHECKS,
                "text_match": 0.98,
            }
            | alignment,
            "phoneme_map": {**STAMP, "text": text, "words": mapped, "out_of_vocabulary": []},
            "transcript": transcript,
            "text_source": text_source,
        }
        Alignment.model_validate(request["alignment"])
        PhonemeMap.model_validate(request["phoneme_map"])
        return request

    return build


def _mapped(index: int, word: str, symbols: list[str], start_char: int) -> dict[str, Any]:
    return {
        "index": index,
        "text": word,
        "token": word,
        "start_char": start_char,
        "end_char": start_char + len(word),
        "source": "cmudict",
        "pronunciations": [
            {
                "phones": symbols,
                "ipa": "".join(map(to_ipa, symbols)),
                "syllables": [{"phones": symbols, "stress": 1}],
                "label": None,
            }
        ],
    }


def _transcript(said: str, confidence: float | None) -> dict[str, Any]:
    transcript = {
        **STAMP,
        "text": said,
        "language": "en",
        "language_probability": 0.99,
        "words": [
            {"text": word, "start_s": 0.3 * i, "end_s": 0.3 * i + 0.2, "confidence": confidence}
            for i, word in enumerate(said.split())
        ],
        "checks": CHECKS,
        "assessable": True,
        "reason": None,
    }
    Transcript.model_validate(transcript)
    return transcript
