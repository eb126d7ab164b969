"""Recordings as the diff and the alignment tell of them, from a few lines of TOML each."""

import tomllib
from pathlib import Path
from typing import Any

from shared.testing.diffs import issue_about, judged_phone, judged_word

from ..app.schemas import request_response as requests

HERE = Path(__file__).parent


def evidence_sets(path: Path = HERE / "evidence.toml") -> dict[str, dict[str, Any]]:
    """By name; the head of evidence.toml says what is in them."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


WORD_S = 0.5
CHECKS = {
    "duration_s": 9.0, "speech_s": 8.0, "level_dbfs": -20.0, "snr_db": 30.0, "clipped_share": 0.0,
    "reason": None,
}  # fmt: skip
STAMP = {"engine": "x", "model_version": "1", "mock": False}


def request_of(given: dict[str, Any]):
    words = [_word(index, *word) for index, word in enumerate(given["words"])]
    for word, place in given.get("doubtful", []):
        words[word]["phones"][place] |= {
            "state": "uncertain",
            "score": None,
            "heard": None,
            "heard_ipa": None,
        }
    for stress in given.get("stresses", []):
        moved = stress["target"] != stress["heard"]
        words[stress["word"]]["stress"] = {
            "state": "error" if moved else "fine",
            "target_syllable": stress["target"],
            "heard_syllable": stress["heard"],
            "probability": 0.9 if moved else 0.1,
            "prominence": [0.9, 0.1] if moved else [0.1, 0.9],
        }
    issues = [_issue(number, slip, words) for number, slip in enumerate(given.get("slips", []), 1)]
    for index in given.get("omitted", []):
        words[index] |= {
            "error_type": "omission",
            "phones": [],
            "accuracy": None,
            "start_s": None,
            "end_s": None,
        }
    said = [
        _word(extra["before"], extra["text"], "DH AH")
        | {"error_type": "insertion", "phones": [], "kind": "other"}
        for extra in given.get("added", [])
    ]
    reason = given.get("reason")
    diff = STAMP | {
        "assessable": reason is None, "reason": reason, "scores": given.get("scores", {}), "words": words + said,
        "issues": issues, "text_source": given.get("text_source", "reference"), "formula_version": "2",
    }  # fmt: skip
    return requests.FeedbackRequest.model_validate(
        {"diff": diff, "l1": given.get("l1"), "alignment": _alignment(given)}
    )


def _word(index: int, text: str, phones: str) -> dict[str, Any]:
    start_s = WORD_S * index
    judged = [
        judged_phone(place, phone, start_s=start_s) for place, phone in enumerate(phones.split())
    ]
    return judged_word(index, text, judged, start_s=start_s)


def _issue(number: int, slip: dict[str, Any], words: list[dict[str, Any]]) -> dict[str, Any]:
    word, heard, is_extra = words[slip["word"]], slip.get("heard"), "before" in slip
    place = slip["before"] if is_extra else slip["phone"]
    phone = word["phones"][place]
    if not is_extra and slip["category"] != "stress" and heard != phone["target"]:
        word["error_type"] = "mispronunciation"
        error_type = "substitution" if heard else "deletion"
        phone |= judged_phone(
            place, phone["target"], start_s=word["start_s"], state="error", heard=heard, error_type=error_type
        )  # fmt: skip
    told = {key: slip.get(key) for key in ("rule", "category", "severity", "priority")}
    nothing = {"phone_index": None, "target": None} if is_extra else {}
    return issue_about(number, word, place, **told, tip=slip["rule"], heard=heard, **nothing)


def _alignment(given: dict[str, Any]) -> dict[str, Any] | None:
    if not given.keys() & {"pauses", "ending", "rate_sps"}:
        return None
    pauses = [
        {
            "start_s": p["start_s"],
            "end_s": p["end_s"],
            "after_word": p["after"],
            "inside_phrase": True,
            "filled": False,
        }
        for p in given.get("pauses", [])
    ]
    ending = given.get("ending")
    return STAMP | {
        "text": " ".join(text for text, _ in given["words"]) + ".", "words": [],
        "utterance": {"accuracy": 8, "fluency": 8, "prosody": 8, "total": 8},
        "timing": {"speech_s": 8.0, "speech_rate_sps": 3.0, "articulation_rate_sps": given.get("rate_sps", 4.0), "pauses": pauses},
        "checks": CHECKS, "text_match": 0.99,
        "intonation": {"final": ending | {"start_s": 8.0, "end_s": 8.4}, "words": []} if ending else None,
    }  # fmt: skip
