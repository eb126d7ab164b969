"""Twelve recordings and all that the rule coach says of each; read and approved, in snapshots/.

After a change of the words: `UPDATE_SNAPSHOTS=1 pytest feedback-llm-service/tests/test_feedback_snapshots.py`, and read
every line of the difference as a learner would.
"""

import copy
import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from shared.engines import EngineContext
from shared.settings import CommonSettings
from shared.testing.diffs import issue_about, judged_phone, judged_word

from ..app.core import config
from ..app.schemas import reply as replies
from ..app.schemas import request_response as requests
from ..app.services import citations, languages, logic, prompts
from ..app.services import grounds as grounds_of
from ..app.services.engines import rules

HERE = Path(__file__).parent
SETS: dict[str, dict[str, Any]] = tomllib.loads(
    (HERE / "evidence.toml").read_text(encoding="utf-8")
)
GOOD_REPLIES = json.loads((HERE / "good_replies.json").read_text(encoding="utf-8"))
COACH = rules.load(EngineContext(config.Settings(), CommonSettings().model_dir, threads=1))
TIPS = COACH.language("en").tips
WORD_S = 0.5
CHECKS = {
    "duration_s": 9.0, "speech_s": 8.0, "level_dbfs": -20.0, "snr_db": 30.0, "clipped_share": 0.0,
    "reason": None,
}  # fmt: skip
STAMP = {"engine": "x", "model_version": "1", "mock": False}


def _request(given: dict[str, Any]):
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
    if "pauses" not in given and "ending" not in given:
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
        "timing": {"speech_s": 8.0, "speech_rate_sps": 3.0, "articulation_rate_sps": 4.0, "pauses": pauses},
        "checks": CHECKS, "text_match": 0.99,
        "intonation": {"final": ending | {"start_s": 8.0, "end_s": 8.4}, "words": []} if ending else None,
    }  # fmt: skip


def _said(name: str) -> dict[str, Any]:
    coaching = logic.give_feedback(_request(SETS[name]), coach=COACH)
    fields = coaching.as_fields()
    return {
        key: [each.model_dump(mode="json") for each in value]
        if key in {"priorities", "findings", "drills"}
        else value
        for key, value in fields.items()
    }


def test_there_are_twelve():
    assert len(SETS) == 12


@pytest.mark.parametrize("name", SETS)
def test_the_coach_says_what_was_approved(name: str):
    path = HERE / "snapshots" / f"{name}.json"
    said = json.dumps(_said(name), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in SETS if "reason" not in SETS[name]])
def test_the_rule_coach_is_held_to_what_a_model_is_held_to(name: str):
    """Nothing that it writes would be refused if another had written it."""
    request = _request(SETS[name])
    coaching = COACH.coach(request)
    grounds = grounds_of.Grounds(request.diff, coaching, TIPS)
    ids = {issue.id for issue in request.diff.issues}
    for finding in coaching.findings:
        assert set(finding.issue_ids) <= ids
        assert finding.issue_ids or finding.measured
    assert [p.rank for p in coaching.priorities] == grounds.ranks
    for priority in coaching.priorities:
        assert set(priority.issue_ids) == grounds.ids_at(priority.rank)


@pytest.mark.parametrize("name", SETS)
def test_another_coach_says_the_same_in_the_same_words(name: str):
    another = rules.load(EngineContext(config.Settings(), CommonSettings().model_dir, threads=1))
    assert another.coach(_request(SETS[name])) == COACH.coach(_request(SETS[name]))


@pytest.mark.parametrize("name", SETS)
def test_another_language_needs_its_file_and_nothing_else(name: str, tmp_path: Path):
    """A file whose every sentence is one Devanagari word beside its gaps: no English is left but the words that are learnt."""
    english = (languages.SHIPPED / "en.toml").read_text("utf-8")
    (tmp_path / "en.toml").write_text(english, "utf-8")
    (tmp_path / "hi.toml").write_text(_in_devanagari(english), "utf-8")
    settings = config.Settings(languages_dir=tmp_path)
    coach = rules.load(EngineContext(settings, CommonSettings().model_dir, threads=1))
    request = _request(SETS[name]).model_copy(update={"language": "hi"})
    said = logic.give_feedback(request, coach=coach)
    sentences = [said.summary, said.next_step, said.strength or "", *said.warnings]
    sentences += [text for each in said.priorities for text in (each.title, each.how, each.why)]
    sentences += [each.text for each in said.findings] + [
        each.next_recording for each in said.drills
    ]
    for sentence in sentences:
        own = re.sub(r"“[^”]*”|/[^/]*/", "", sentence)
        assert not re.search(r"[A-Za-z]", own), sentence


def _in_devanagari(english: str) -> str:
    """Every value but pairs, sentences and versions."""
    kept = {"pairs", "sentences", "version"}
    return "\n".join(
        f'{line.partition(" = ")[0]} = "{_devanagari(line.partition(" = ")[2])}"'
        if re.match(r"\w+ = ", line) and line.split(" ")[0] not in kept
        else line
        for line in english.splitlines()
    )


def _devanagari(value: str) -> str:
    """One word, and the gaps; those in quotes or slashes stay in them."""
    gaps = re.findall(r"“\{\w+\}”|/\{\w+\}/|\{\w+\}", value)
    return " ".join(["हिंदी", *gaps])


@pytest.mark.parametrize("name", GOOD_REPLIES)
def test_a_teachers_own_words_are_not_refused(name: str):
    """Written by hand, freely, from the same evidence: what a well-behaved model may answer."""
    request = _request(SETS[name])
    grounds = grounds_of.Grounds(request.diff, COACH.coach(request), TIPS)
    for written in GOOD_REPLIES[name]:
        assert citations.complaints(replies.Reply.model_validate(written), grounds) == []


def test_what_is_not_certain_is_neither_told_to_a_model_nor_taken_from_one():
    request = _request(SETS["child"])
    unclear = prompts.prompt_context(request)["issues"][0]
    assert (unclear["rule"], unclear["heard"]) == ("SUB_UNCLEAR", "not certain")
    grounds = grounds_of.Grounds(request.diff, COACH.coach(request), TIPS)
    written = copy.deepcopy(GOOD_REPLIES["child"][0])
    written["findings"][0]["text"] = "The r of “red” was heard as w."
    (problem,) = citations.complaints(replies.Reply.model_validate(written), grounds)
    assert "names the sound w" in problem
