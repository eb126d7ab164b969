"""The index by itself: what is found, what is gone, and who may have it open. Vectors are the mock's: shared words."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from shared.contracts.search import RecordingToIndex, TurnsToFind
from shared.errors import Conflict, Unavailable
from shared.settings import REPO_ROOT

from ..app.core.config import Settings
from ..app.services.engines.mock import MockEncoder
from ..app.services.engines.vectors import open_vectors
from ..app.services.engines.vectors.base import TurnVector, TurnVectors, Vicinity, turn_id
from ..app.services.index.fusion import fused
from ..app.services.index.turn_index import TurnIndex
from ..app.services.words import words_of

ENCODER = MockEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def index(folder: Path) -> Iterator[TurnIndex]:
    made = TurnIndex(folder, partial(open_vectors, Settings()))
    yield made
    made.close()


def recording(*texts: str, **fields: object) -> RecordingToIndex:
    turns = [
        {"index": n, "speaker": "customer" if n % 2 else "agent", "text": text, "start_s": n, "end_s": n + 1}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return RecordingToIndex.model_validate({"kind": "call", "turns": turns, **fields})


def put(index: TurnIndex, name: str, sent: RecordingToIndex, tenant: str = "north") -> int:
    turns = {turn_id(tenant, name, turn.index): turn for turn in sent.turns}
    vectors = ENCODER.passages([turn.text for turn in sent.turns])
    with index.write(tenant, name) as ongoing:
        return index.replace(ongoing, sent, turns, vectors, "mock")


def find(index: TurnIndex, q: str, tenant: str = "north", **asked: object) -> list[str]:
    """As `recording/place`, best first."""
    question = TurnsToFind.model_validate({"tenant": tenant, "q": q, **asked})
    (vector,) = ENCODER.questions([q])
    return [f"{turn.recording}/{turn.place}" for _, turn in index.find(question, vector, "mock")]


def test_a_turn_is_found_by_its_words_in_any_script_without_case_and_accents(index: TurnIndex):
    put(index, "a", recording("Where is my Café order?", "मेरा पैसा वापस नहीं आया", "Hóa đơn sai"))
    assert find(index, "CAFE")[0] == "a/0"
    assert find(index, "पैसा वापस")[0] == "a/1"
    assert find(index, "hoa don")[0] == "a/2"


def test_turns_that_say_the_same_come_in_one_order_whichever_was_indexed_first(index: TurnIndex):
    names = list("abcdef")
    for name in names:
        put(index, name, recording("Where is my order?"))
    before = find(index, "order")
    assert sorted(before) == [f"{name}/0" for name in names]
    for name in reversed(names):
        index.erase("north", name)
        put(index, name, recording("Where is my order?"))
    assert find(index, "order") == before


def test_marks_of_the_query_language_are_no_words_of_it(index: TurnIndex):
    put(index, "a", recording("near or not", "and so on"))
    assert find(index, 'NEAR("near" OR) * : ^ -not')[0] == "a/0"


def test_words_that_are_everywhere_make_no_match(index: TurnIndex):
    put(index, "a", recording(*["the order is on the way"] * 9, "the refund is late"))
    asked = TurnsToFind(tenant="north", q="the refund")
    (vector,) = ENCODER.questions(["the refund"])
    by_words = [turn.place for ranked, turn in index.find(asked, vector, "mock") if ranked.matched != "meaning"]  # fmt: skip
    assert by_words == [9]


def test_a_tenant_finds_its_own_alone(index: TurnIndex):
    put(index, "a", recording("refund the kettle"))
    put(index, "a", recording("refund the toaster"), tenant="south")
    put(index, "b", recording("refund the toaster"), tenant="south")
    assert find(index, "refund toaster") == ["a/0"]
    assert find(index, "refund toaster", "south", limit=9) == ["a/0", "b/0"]
    assert find(index, "refund", "west") == []


def test_whatever_vectors_answer_only_the_tenants_own_catalogue_is_told(folder: Path):
    class Leaking:
        """Vectors that forget the tenant, the filters and what is erased."""

        def __init__(self) -> None:
            self.ids = [uuid4()]

        def put(self, turns: Sequence[TurnVector]) -> None:
            self.ids += [each.id for each in turns]

        def erase(self, tenant: str, recording: str) -> None: ...

        def nearest(self, vector: np.ndarray, among: Vicinity, *, limit: int) -> list[UUID]:
            return self.ids

        def check(self) -> None: ...

        def close(self) -> None: ...

    opened: Callable[[Path], TurnVectors] = lambda _: Leaking()  # noqa: E731
    index = TurnIndex(folder, opened)
    put(index, "a", recording("one", "two"))
    put(index, "b", recording("three"), tenant="south")
    put(index, "c", recording("four", agent="priya"))
    index.erase("north", "a")
    assert find(index, "zebra") == ["c/0"]
    assert find(index, "zebra", agent="someone") == []
    assert find(index, "zebra", speaker="customer") == []
    index.close()


OCTOBER, NOVEMBER = "2026-10-05T10:00:00+05:30", "2026-11-05T10:00:00+05:30"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"a/0", "a/1", "b/0"}),
        ({"agent": "priya"}, {"a/0", "a/1"}),
        ({"customer": "c-2"}, {"b/0"}),
        ({"language": "hi"}, {"b/0"}),
        ({"kind": "transcript"}, {"b/0"}),
        ({"habit": "V_W"}, {"a/0", "a/1"}),
        ({"tag": "refunds"}, {"a/0", "a/1", "b/0"}),
        ({"tag": "V_W"}, set()),
        ({"speaker": "customer"}, {"a/1"}),
        ({"sentiment": "negative"}, set()),
        ({"started_from": NOVEMBER}, {"b/0"}),
        ({"started_to": NOVEMBER}, {"a/0", "a/1"}),
        ({"started_from": "2026-10-05T04:30:00Z", "started_to": "2026-10-05T04:30:01Z"}, {"a/0", "a/1"}),
        ({"recording_ids": ["b", "none"]}, {"b/0"}),
        ({"recording_ids": []}, set()),
        ({"limit": 1, "agent": "priya", "speaker": "agent"}, {"a/0"}),
    ],
)  # fmt: skip
def test_filters_bound_both_ways_of_finding(
    index: TurnIndex, asked: dict[str, Any], expected: set[str]
):
    put(index, "a", recording("the refund", "a refund please", agent="priya", customer="c-1", language="en", habits=["V_W"], tags=["refunds"], started_at=OCTOBER))  # fmt: skip
    put(index, "b", recording("my refund", agent="arun", customer="c-2", language="hi", kind="transcript", tags=["refunds"], started_at=NOVEMBER))  # fmt: skip
    for q in ("refund", "zebra"):
        assert set(find(index, q, **asked)) == expected


def test_a_recording_takes_the_place_of_what_was_there(index: TurnIndex):
    assert put(index, "a", recording("kettle", "toaster", "lamp", agent="priya")) == 0
    assert put(index, "a", recording("kettle", agent="arun")) == 3
    assert find(index, "kettle lamp toaster", limit=9) == ["a/0"]
    assert find(index, "kettle", agent="priya") == []


def test_an_erased_recording_is_not_found_and_nothing_of_it_is_in_a_file(
    index: TurnIndex, folder: Path
):
    put(index, "a", recording("quokkaword in the kettle", "and a wombatword", customer="echidna-7", tags=["numbat"]))  # fmt: skip
    put(index, "b", recording("a kettle that stays"))

    def left() -> set[str]:
        content = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
        words = ("quokkaword", "wombatword", "echidna-7", "numbat", "stays")
        return {word for word in words if word.encode() in content}

    assert len(left()) == 5
    assert index.erase("north", "a") == 2
    assert index.erase("north", "a") == 0
    assert find(index, "quokkaword kettle", limit=9) == ["b/0"]
    assert left() == {"stays"}


def test_erasing_what_nobody_has_is_no_error(index: TurnIndex):
    assert index.erase("north", "never") == 0


def test_a_recording_erased_while_it_is_indexed_stays_erased(index: TurnIndex):
    sent = recording("kettle")
    turns = {turn_id("north", "a", 0): sent.turns[0]}
    vectors = ENCODER.passages(["kettle"])
    with index.write("north", "a") as ongoing, index.write("north", "b") as another:
        index.erase("north", "a")
        with pytest.raises(Conflict):
            index.replace(ongoing, sent, turns, vectors, "mock")
        index.replace(another, sent, {turn_id("north", "b", 0): sent.turns[0]}, vectors, "mock")
    assert find(index, "kettle") == ["b/0"]
    put(index, "a", sent)
    assert find(index, "kettle", recording_ids=["a"]) == ["a/0"]


def test_what_is_indexed_outlives_the_process(index: TurnIndex, folder: Path):
    put(index, "a", recording("kettle"))
    index.close()
    again = TurnIndex(folder, partial(open_vectors, Settings()))
    assert find(again, "kettle") == ["a/0"]
    again.close()


def test_a_folder_that_another_process_holds_is_said_to_be_held(index: TurnIndex, folder: Path):
    put(index, "a", recording("kettle"))
    held = f"""
import sys; sys.path.insert(0, {str(REPO_ROOT)!r})
import importlib; from pathlib import Path
module = importlib.import_module("search-service.app.services.index.folder")
try:
    module.HeldFolder(Path({str(folder)!r}))
except Exception as error:
    print(type(error).__name__, error)
"""
    command = [sys.executable, "-c", held]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert told.startswith(f"{Unavailable.__name__} another process holds the index in {folder}")
    index.close()
    assert not subprocess.run(command, capture_output=True, timeout=60, check=True).stdout


def test_what_another_encoder_made_is_found_by_words_alone(index: TurnIndex):
    put(index, "a", recording("kettle", "toaster"))
    asked = TurnsToFind(tenant="north", q="kettle")
    (vector,) = ENCODER.questions(["kettle"])
    found = index.find(asked, vector, "another")
    assert [(turn.place, ranked.matched) for ranked, turn in found] == [(0, "words")]


def test_who_is_first_in_both_orders_has_a_score_of_one():
    one, two, three = (uuid4() for _ in range(3))
    ranked = fused([one, two], [one, three])
    assert [(each.id, each.matched) for each in ranked] == [
        (one, "both"), (two, "words"), (three, "meaning"),
    ]  # fmt: skip
    assert [each.score for each in ranked] == pytest.approx([1, 61 / 124, 61 / 124], abs=1e-6)


def test_a_place_in_both_orders_outweighs_the_first_of_one():
    one, two, three = (uuid4() for _ in range(3))
    assert fused([one, two], [three, two])[0].id == two


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's 5:30, O'Neil!", ["it", "s", "5", "30", "o", "neil"]),
        ("ÉCOLE", ["ecole"]),
        ("कृपया हिंदी", ["कृपया", "हिंदी"]),
        ("…!", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]):
    assert words_of(text) == words
