"""A document that shows what is not answered is found out."""

import json
from pathlib import Path

import pytest

from shared.testing.documents import Schema, commands_of, missing_from, replacements

WORDS = {"words": [{"text": "very", "phones": []}, {"text": "well", "stress": None}]}


def document(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        ({"words": []}, []),
        ({"words": ["…"]}, []),
        ({"words": [{"text": "thin"}, "…"]}, []),
        ({"words": [{"text": "thin", "stress": {}}]}, []),
        ({"word": []}, [".word"]),
        ({"words": [{"text": "thin", "ipa": "θɪn"}]}, [".words[].ipa"]),
        ({"words": {"text": "very"}}, [".words is no object"]),
    ],
)
def test_keys_that_are_shown_and_not_answered_are_named(shown, missing):
    assert missing_from(json.dumps(WORDS), json.dumps(shown)) == missing


def test_what_is_answered_and_not_shown_is_left_out():
    assert missing_from('{"a": 1, "b": 2}', '{"a": 3}') == []


def test_an_empty_answer_is_held_to_its_schema():
    element = {"properties": {"word": {"type": "string"}}}
    schema = Schema(
        {"components": {"schemas": {"Slip": element}}},
        {"properties": {"slips": {"type": "array", "items": {"$ref": "#/components/schemas/Slip"}}}},
    )  # fmt: skip
    answered = '{"slips": []}'
    assert missing_from(answered, '{"slips": [{"word": "think"}]}', schema=schema) == []
    assert missing_from(answered, '{"slips": [{"wort": "think"}]}', schema=schema) == [
        ".slips[].wort"
    ]


def test_headers_and_events_are_compared_by_name():
    answered = 'HTTP/1.1 202 Accepted\r\nlocation: /tasks/1\r\n\r\n{"task_id": "1"}\r\n'
    assert (
        missing_from(answered, 'HTTP/1.1 202 Accepted\nlocation: /tasks/2\n{"task_id": "2"}') == []
    )
    assert missing_from(answered, "HTTP/1.1 200 OK\nretry-after: 5") == [
        "HTTP/1.1 200 OK",
        "retry-after",
    ]


def test_ids_that_are_shown_stand_for_those_answered():
    shown = '{"task_id": "7a8b5d47", "words": [{"url": "http://shown"}]}'
    answered = '{"task_id": "c0ffee00", "words": [{"url": "http://answered"}]}'
    assert replacements(answered, shown) == {
        "7a8b5d47": "c0ffee00",
        "http://shown": "http://answered",
    }


def test_a_command_goes_on_after_a_backslash_and_its_answer_may_stand_below(tmp_path: Path):
    page = document(
        tmp_path,
        "# Page\n```console\n$ one\n1\n$ two \\\n    three\n```\n\n```json\n{}\n```\n",
    )
    assert [(each.line, each.command, each.answer) for each in commands_of(page)] == [
        (3, "one", "1"),
        (5, "two \\\n    three", "{}\n"),
    ]


def test_a_command_that_would_be_overlooked_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="1 `\\$` lines, 0 of them"):
        commands_of(document(tmp_path, "Run\n\n    $ make run\n"))
