"""Answers of a newer service and results of an older release are read; only what is damaged is not."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from shared import contracts
from shared.contracts import (
    Alignment,
    Conversion,
    Diff,
    Feedback,
    JsonRequest,
    PhonemeMap,
    SpeechAnswer,
    Stamped,
    Transcript,
)
from shared.contracts.reading import Unreadable, current_version, read_answer, read_stored
from shared.contracts.unknown_words import remedy_at

Json = dict[str, Any]

STORED = Path(__file__).parent / "stored_results"
"""Of one task, as the release before versions were written kept them."""
KINDS: dict[str, type[Stamped]] = {
    "asr": Transcript,
    "align": Alignment,
    "phonemap": PhonemeMap,
    "diff": Diff,
    "tts": SpeechAnswer,
    "feedback": Feedback,
}
ANSWERS = (*KINDS.values(), Conversion)


def stored(stage: str) -> Json:
    return json.loads((STORED / f"{stage}.json").read_bytes())


@pytest.mark.parametrize(("stage", "kind"), KINDS.items())
def test_a_result_that_the_release_before_stored_is_read_and_means_the_same(
    stage: str, kind: type[Stamped]
):
    content = (STORED / f"{stage}.json").read_bytes()
    read = read_stored(kind, content)
    kept = json.loads(content)
    kept.pop("heard", None)  # what the orchestrator adds to a reference
    assert read.model_dump(mode="json", exclude={"contract_version"}, exclude_unset=True) == kept


@pytest.mark.parametrize(("stage", "kind"), KINDS.items())
def test_fields_of_a_newer_service_are_passed_over_at_every_depth(stage: str, kind: type[Stamped]):
    known = stored(stage)
    assert read_answer(kind, _with_a_field_more(known)) == read_answer(kind, known)


def _with_a_field_more(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_a_field_more(each) for name, each in value.items()} | {"said_newly": 1}
    return [_with_a_field_more(each) for each in value] if isinstance(value, list) else value


def test_an_unknown_reason_is_read_as_another_reason():
    body = stored("asr") | {"assessable": False, "reason": "reverberant"}
    transcript = read_answer(Transcript, body)
    assert (transcript.assessable, transcript.reason) == (False, "other")


def test_issues_of_an_unknown_category_are_left_out_and_the_others_stay():
    body = stored("diff")
    issue = body["issues"][0]
    body["issues"] = [
        issue | {"id": "i1", "category": "breath"},
        issue | {"id": "i2", "category": "tone"},
        issue | {"id": "i3"},
        issue | {"id": "i4", "category": "breath"},
    ]
    assert [each.id for each in read_answer(Diff, body).issues] == ["i3"]


def test_an_unknown_state_makes_a_phone_uncertain_and_keeps_it():
    body = stored("diff")
    body["words"][0]["phones"][0]["state"] = "perfect"
    assert read_answer(Diff, body).words[0].phones[0].state == "uncertain"


def test_an_unknown_kind_of_a_word_that_may_have_none_is_none():
    body = stored("diff")
    body["words"][0]["kind"] = "stutter"
    assert read_answer(Diff, body).words[0].kind is None


def test_an_unknown_realisation_of_a_stop_is_left_out():
    body = stored("align")
    body["words"][1]["phones"][0]["details"] = [
        {"name": "glottalised", "probability": 0.9},
        {"name": "retroflex", "probability": 0.2},
    ]
    details = read_answer(Alignment, body).words[1].phones[0].details
    assert [each.name for each in details] == ["retroflex"]


def test_what_was_sent_is_left_as_it_was():
    body = stored("diff")
    body["issues"][0]["category"] = "breath"
    before = copy.deepcopy(body)
    read_answer(Diff, body)
    assert body == before


def test_a_flood_of_unknown_words_ends():
    body = stored("diff")
    body["issues"] = [body["issues"][0] | {"category": f"new-{number}"} for number in range(1000)]
    with pytest.raises(Unreadable, match="issues"):
        read_answer(Diff, body)


def test_an_answer_without_a_field_that_must_be_there_is_none():
    body = stored("diff")
    del body["words"][0]["text"]
    with pytest.raises(Unreadable, match=r"words\.0\.text"):
        read_answer(Diff, body)


def test_a_word_without_a_pronunciation_is_no_answer():
    body = stored("phonemap")
    body["words"][0]["pronunciations"] = []
    with pytest.raises(Unreadable, match=r"words\.0\.pronunciations"):
        read_answer(PhonemeMap, body)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_a_number_that_json_does_not_have_is_no_answer(number: str):
    """It could be read, but not be sent on."""
    body = stored("diff")
    body["scores"]["overall"] = json.loads(number)
    with pytest.raises(Unreadable, match=r"scores\.overall: .*finite"):
        read_answer(Diff, body)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'{"contract_version": "new"}', b"\xff\xfe", b'{"text": 1}'],
)
def test_a_damaged_result_is_told_as_such(content: bytes):
    with pytest.raises(Unreadable):
        read_stored(Transcript, content)


class MeasuredExample(Stamped):
    contract_version: int = 3
    length_s: float


class MeasuredTwice(MeasuredExample):
    pass


def _name_the_unit(body: Json) -> Json:
    body["length_ms"] = body.pop("length")
    return body


def _in_seconds(body: Json) -> Json:
    return body | {"length_s": body["length_ms"] / 1000}


STEPS = {(MeasuredExample, 1): _name_the_unit, (MeasuredExample, 2): _in_seconds}
OLD = {"engine": "e", "model_version": "1", "mock": False, "length": 1500}


@pytest.mark.parametrize("kind", [MeasuredExample, MeasuredTwice])
def test_a_result_of_an_older_version_is_lifted_a_step_a_version(kind: type[MeasuredExample]):
    read = read_stored(kind, json.dumps(OLD).encode(), upgrades=STEPS)
    assert (read.length_s, read.contract_version) == (1.5, 3)


def test_a_version_from_which_no_step_leads_on_is_unreadable():
    with pytest.raises(Unreadable, match="version 1 of Measured"):
        read_stored(MeasuredExample, json.dumps(OLD).encode(), upgrades={})


def test_a_step_that_does_not_find_what_it_needs_is_unreadable():
    without = {name: each for name, each in OLD.items() if name != "length"}
    with pytest.raises(Unreadable, match="damaged"):
        read_stored(MeasuredExample, json.dumps(without).encode(), upgrades=STEPS)


def test_a_result_of_a_newer_version_is_read_as_far_as_it_is_known():
    body = stored("asr") | {"contract_version": current_version(Transcript) + 1, "mood": "glad"}
    assert read_stored(Transcript, json.dumps(body).encode()).text == body["text"]


def closed_words(
    kind: type[BaseModel], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str | int, ...]]:
    """The path of each field that holds one of a list of words."""
    for name, field in kind.model_fields.items():
        yield from _words_of(field.annotation, (*path, name))


def _words_of(annotation: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if get_origin(annotation) is Literal:
        # 0, 1 and 2 are all the stresses that there are.
        if isinstance(get_args(annotation)[0], str):
            yield path
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from closed_words(annotation, path)
    elif get_origin(annotation) in (list, dict):
        yield from _words_of(get_args(annotation)[-1], (*path, 0))
    else:
        for each in get_args(annotation):
            yield from _words_of(each, path)


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_list_of_words_in_an_answer_says_how_an_unknown_one_is_read(kind: type[Stamped]):
    lacking = [path for path in closed_words(kind) if remedy_at(kind, path) is None]
    assert lacking == []


def test_the_lists_of_words_were_found():
    assert ("words", 0, "phones", 0, "state") in set(closed_words(Diff))


@pytest.mark.parametrize(
    "kind",
    [
        each
        for each in vars(contracts).values()
        if isinstance(each, type) and issubclass(each, BaseModel)
    ],
)
def test_every_field_of_a_contract_is_described(kind: type[BaseModel]):
    fields = kind.model_json_schema().get("properties", {})
    assert [name for name, field in fields.items() if not field.get("description")] == []


class Asked(contracts.JsonRequest):
    diff: Diff


def test_a_request_is_strict_and_what_it_holds_of_an_answer_is_not():
    diff = stored("diff") | {"said_newly": 1}
    assert Asked(diff=Diff.model_validate(diff)) == Asked.model_validate({"diff": diff})
    with pytest.raises(ValidationError, match="dif"):
        Asked.model_validate({"diff": diff, "dif": diff})


def test_an_unknown_word_of_an_answer_inside_a_request_is_refused():
    class Request(JsonRequest):
        transcript: Transcript

    heard = stored("asr") | {"reason": "made_up"}
    with pytest.raises(ValidationError, match="reason"):
        Request.model_validate({"transcript": heard})
