"""Other weights than the aligner's own: asked for by name, read from the store, checked, few at once."""

import hashlib
import json

import anyio
import numpy as np
import pytest

from shared.acoustics.aligner_weights import load_weights
from shared.audio.decode import decode_audio
from shared.contracts.weights import NamedWeights, Recalibration
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import ObjectMissing, open_store
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines.mock import MockAligner
from ..app.services.engines.whisper_phones.weights import SHIPPED
from ..app.services.other_weights import WeightsBook, WeightsUnusable
from .test_alignment_service import post

pytestmark = pytest.mark.anyio


class CountedStore:
    """Of an object store what the book asks for, and how often."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        self.objects, self.asked = objects, 0
        self.is_open = anyio.Event()
        self.is_open.set()

    async def get(self, key: str) -> bytes:
        self.asked += 1
        await self.is_open.wait()
        if key not in self.objects:
            raise ObjectMissing(f"no {key}")
        return self.objects[key]


def named(version: str, content: bytes) -> NamedWeights:
    digest = hashlib.sha256(content).hexdigest()
    return NamedWeights(version=version, key=f"models/aligner/{version}", sha256=digest)


def filled(**one_in: int) -> tuple[WeightsBook, CountedStore, dict[str, NamedWeights]]:
    contents = {name: json.dumps({"wrong_one_in": n}).encode() for name, n in one_in.items()}
    store = CountedStore({f"models/aligner/{name}": each for name, each in contents.items()})
    names = {name: named(name, each) for name, each in contents.items()}
    return WeightsBook(MockAligner(), store), store, names  # pyright: ignore[reportArgumentType]


async def test_many_who_ask_at_once_have_them_loaded_once():
    book, store, names = filled(three=3)
    found = []

    async def ask() -> None:
        found.append(await book.aligner(names["three"]))

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(ask)
    assert store.asked == 1
    assert len({id(each) for each in found}) == 1
    assert found[0].model_version == "three"


async def test_two_stay_loaded_and_the_one_that_was_asked_for_longest_ago_goes():
    book, store, names = filled(a=3, b=4, c=5)
    for name in ("a", "b", "a", "c"):
        await book.aligner(names[name])
    assert store.asked == 3
    await book.aligner(names["a"])
    assert store.asked == 3
    await book.aligner(names["b"])
    assert store.asked == 4


async def test_who_comes_after_a_loader_that_left_loads_for_itself():
    book, store, names = filled(three=3)
    store.is_open = anyio.Event()
    async with anyio.create_task_group() as group:
        group.start_soon(book.aligner, names["three"])
        await anyio.wait_all_tasks_blocked()
        group.cancel_scope.cancel()
    store.is_open.set()
    assert (await book.aligner(names["three"])).model_version == "three"
    assert store.asked == 2


@pytest.mark.parametrize(
    ("content", "key", "said"),
    [
        (b'{"wrong_one_in": 3}', "models/aligner/nowhere", "are not in the store"),
        (b'{"wrong_one_in": 0}', None, "is none of this engine's"),
        (b"PK\x03\x04", None, "is none of this engine's"),
        (b'{"wrong_one_in": 4}', None, "has another SHA-256"),
    ],
)
async def test_what_is_missing_changed_or_no_weights_is_refused(
    content: bytes, key: str | None, said: str
):
    book, store, _ = filled()
    store.objects["models/aligner/x"] = content
    asked = named("x", b'{"wrong_one_in": 3}' if "SHA" in said else content)
    if key is not None:
        asked = asked.model_copy(update={"key": key})
    with pytest.raises(WeightsUnusable, match=said):
        await book.aligner(asked)


@pytest.mark.usefixtures("mock_mode")
async def test_the_answer_tells_which_weights_made_it():
    good = (REPO_ROOT / "tests" / "audio" / "good.wav").read_bytes()
    content = b'{"wrong_one_in": 2}'
    asked = named("mock-2", content)
    await open_store(CommonSettings()).put(
        asked.key, content, content_type="application/octet-stream"
    )
    async with service_client(app) as service:
        own = (await post(service, good, "very good boy")).json()
        other = await post(service, good, "very good boy", weights=asked.model_dump_json())
        missing = asked.model_copy(update={"key": "models/aligner/none", "version": "gone"})
        refused = await post(service, good, "very good boy", weights=missing.model_dump_json())
        odd = await post(service, good, "very good boy", weights='{"version": "../etc"}')
    assert (own["model_version"], other.json()["model_version"]) == ("1", "mock-2")

    def n_wrong(alignment: dict) -> int:
        phones = [phone for word in alignment["words"] for phone in word["phones"]]
        return sum(phone["error_probability"] > 0.5 for phone in phones)

    assert n_wrong(other.json()) > n_wrong(own)
    assert (refused.status_code, refused.json()["type"]) == (422, "weights-unusable")
    assert (odd.status_code, odd.json()["type"], odd.json()["field"]) == (
        422, "invalid-input", "weights",
    )  # fmt: skip


@pytest.mark.engine
async def test_the_real_aligner_judges_by_the_archive_that_was_named(aligner):
    content = SHIPPED.aligner.read_bytes()
    other = aligner.with_weights(content, "again")
    other.warm_up()
    assert other.model_version == "again"
    with pytest.raises((ValueError, KeyError, OSError)):
        aligner.with_weights(SHIPPED.stress.read_bytes(), "stress")


def test_a_recalibration_stretches_and_shifts_the_log_odds_of_an_error():
    """Of odds 1 to 3, log-odds -1.0986: doubled and one up -1.1972, a probability of .232."""
    own = load_weights(SHIPPED.aligner).heads._error_calibration
    score = np.array([(np.log(1 / 3) - own.offset) / own.slope])
    assert own(score) == pytest.approx([0.25])
    assert own.then(slope=2, offset=1)(score) == pytest.approx([0.232], abs=5e-4)


@pytest.mark.engine
async def test_the_real_aligner_is_recalibrated_by_a_file_that_was_fitted_to_its_archive(aligner):
    base = hashlib.sha256(SHIPPED.aligner.read_bytes()).hexdigest()
    audio = decode_audio(
        (REPO_ROOT / "tests" / "audio" / "slips.wav").read_bytes(), max_duration_s=30
    )
    text = aligner.pronounce("I think this is a very good school", {})

    def measured(engine, name: str) -> np.ndarray:
        words = engine.align(audio, text).words
        told = [getattr(phone, name) for word in words for phone in word.phones]
        return np.array([np.nan if each is None else each for each in told])

    fitted = Recalibration(base=base, slope=1.0, offset=-1.0, evidence_offset=-0.5)
    milder = aligner.with_weights(fitted.model_dump_json().encode(), "milder")
    assert milder.model_version == "milder"
    before = measured(aligner, "error_probability")
    expected = before / (before + (1 - before) * np.e)
    assert measured(milder, "error_probability") == pytest.approx(expected, abs=2e-3)
    assert (before > 0.5).any()
    evidence = measured(aligner, "accent_evidence")
    less = np.clip(evidence - 0.5, -4, 4)
    inside = np.abs(evidence) < 3.9
    assert measured(milder, "accent_evidence")[inside] == pytest.approx(less[inside], abs=5e-3)
    assert inside.any()
    other = fitted.model_copy(update={"base": "0" * 64})
    with pytest.raises(ValueError, match="another archive"):
        aligner.with_weights(other.model_dump_json().encode(), "other")
