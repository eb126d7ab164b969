"""Twelve recordings and all that the rule coach says of each; read and approved, in snapshots/.

After a change of the words: `UPDATE_SNAPSHOTS=1 pytest feedback-llm-service/tests/test_feedback_snapshots.py`, and read
every line of the difference as a learner would.
"""

import copy
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from shared.engines import EngineContext
from shared.settings import CommonSettings

from ..app.core import config
from ..app.schemas import reply as replies
from ..app.services import citations, claims, languages, logic, prompts
from ..app.services import grounds as grounds_of
from ..app.services.engines import rules
from .evidence import evidence_sets, request_of

HERE = Path(__file__).parent
SETS = evidence_sets()
GOOD_REPLIES = json.loads((HERE / "good_replies.json").read_text(encoding="utf-8"))
COACH = rules.load(EngineContext(config.Settings(), CommonSettings().model_dir, threads=1))
TIPS = COACH.language("en").tips
LEXICON = claims.load_lexicons()["en"]


def _said(name: str) -> dict[str, Any]:
    coaching = logic.give_feedback(request_of(SETS[name]), coach=COACH)
    fields = coaching.as_fields()
    return {
        key: [each.model_dump(mode="json") for each in value]
        if key in {"priorities", "findings", "drills", "note", "more"}
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
    request = request_of(SETS[name])
    coaching = COACH.coach(request)
    grounds = grounds_of.Grounds(request, coaching, TIPS, LEXICON)
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
    assert another.coach(request_of(SETS[name])) == COACH.coach(request_of(SETS[name]))


@pytest.mark.parametrize("name", SETS)
def test_another_language_needs_its_file_and_nothing_else(name: str, tmp_path: Path):
    """A file whose every sentence is one Devanagari word beside its gaps: no English is left but the words that are learnt."""
    english = (languages.SHIPPED / "en.toml").read_text("utf-8")
    (tmp_path / "en.toml").write_text(english, "utf-8")
    (tmp_path / "hi.toml").write_text(_in_devanagari(english), "utf-8")
    settings = config.Settings(languages_dir=tmp_path)
    coach = rules.load(EngineContext(settings, CommonSettings().model_dir, threads=1))
    request = request_of(SETS[name]).model_copy(update={"language": "hi"})
    said = logic.give_feedback(request, coach=coach)
    sentences = [said.summary, said.next_step, said.strength or "", *said.warnings]
    sentences += [text for each in said.priorities for text in (each.title, each.how, each.why)]
    sentences += [each.text for each in [*said.findings, *said.note, *said.more]] + [
        each.next_recording for each in said.drills
    ]
    for sentence in sentences:
        own = re.sub(r"“[^”]*”|/[^/]*/", "", sentence)
        assert not re.search(r"[A-Za-z]", own), sentence


def _in_devanagari(english: str) -> str:
    """Every value but pairs, sentences and versions."""
    kept = {"pairs", "sentences", "phrases", "linking", "chants", "version"}
    return "\n".join(
        f"{line.partition(' = ')[0]} = {_devanagari(line.partition(' = ')[2])}"
        if re.match(r"\w+ = ", line) and line.split(" ")[0] not in kept
        else line
        for line in english.splitlines()
    )


def _devanagari(value: str) -> str:
    """One word, and the gaps; those in quotes or slashes stay in them. Of a list each item."""
    if value.startswith("["):
        return str(["हिंदी"] * 3).replace("'", '"')
    gaps = re.findall(r"“\{\w+\}”|/\{\w+\}/|\{\w+\}", value)
    return f'"{" ".join(["हिंदी", *gaps])}"'


@pytest.mark.parametrize("name", GOOD_REPLIES)
def test_a_teachers_own_words_are_not_refused(name: str):
    """Written by hand, freely, from the same evidence: what a well-behaved model may answer."""
    request = request_of(SETS[name])
    grounds = grounds_of.Grounds(request, COACH.coach(request), TIPS, LEXICON)
    for written in GOOD_REPLIES[name]:
        assert citations.complaints(replies.Reply.model_validate(written), grounds) == []


def test_what_is_not_certain_is_neither_told_to_a_model_nor_taken_from_one():
    request = request_of(SETS["child"])
    unclear = prompts.prompt_context(request)["issues"][0]
    assert (unclear["rule"], unclear["heard"]) == ("SUB_UNCLEAR", "not certain")
    grounds = grounds_of.Grounds(request, COACH.coach(request), TIPS, LEXICON)
    written = copy.deepcopy(GOOD_REPLIES["child"][0])
    written["findings"][0]["text"] = "The r of “red” was heard as w."
    problems = citations.complaints(replies.Reply.model_validate(written), grounds)
    assert any("names the sound w" in problem for problem in problems)
