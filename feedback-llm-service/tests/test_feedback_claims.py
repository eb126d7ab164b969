"""A model can't invent: what a hundred and twenty bad replies and sixty good ones become, through a real server."""

import json
from collections.abc import Iterator

import pytest

from shared.contracts import Feedback

from ..app.services import claims, logic
from .provider import Provider, load_coach, serving
from .replies import BASES, WrittenReply, bad_replies, good_replies, recording

MOST_GOOD_REFUSED = 3
LEXICON = claims.load_lexicons()["en"]


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture(scope="module")
def coach(server: Provider):
    return load_coach(server)


def answered(server: Provider, coach, written: WrittenReply) -> Feedback:
    """What the caller gets when the model writes it, and writes it again when asked to mend it."""
    server.line = [json.dumps(written.content)]
    coaching = logic.give_feedback(recording(written.of, written.spoken), coach=coach)
    stamp = {"engine": "llm", "model_version": "tiny", "mock": False}
    return Feedback(**coaching.as_fields(), **stamp)


def offered_by(coach):
    def pairs(request):
        return {
            drill.priority_rank: drill.minimal_pairs for drill in coach._rules.coach(request).drills
        }

    return pairs


BAD = bad_replies()


def test_there_are_ten_of_each_of_twelve_kinds():
    kinds = [written.name.split()[0] for written in BAD]
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(kinds, 10)
    assert len(set(kinds)) == 12


@pytest.mark.parametrize("of", BASES)
def test_without_its_bad_sentence_the_reply_is_taken(server, coach, of):
    assert answered(server, coach, WrittenReply(of, of, "", BASES[of][0], False)).source == "llm"


@pytest.mark.parametrize("written", BAD, ids=[written.name for written in BAD])
def test_one_bad_sentence_and_the_rule_coach_speaks(server, coach, written: WrittenReply):
    said = answered(server, coach, written)
    assert said.source == "rules"
    assert "bear out" in said.warnings[-1]


def test_good_teachers_are_hardly_ever_refused(server, coach):
    good = good_replies(offered_by(coach))
    refused = [each.name for each in good if answered(server, coach, each).source != "llm"]
    assert len(good) == 60
    assert len(refused) <= MOST_GOOD_REFUSED, refused
