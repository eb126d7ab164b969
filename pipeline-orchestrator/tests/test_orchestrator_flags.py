"""Feature flags: read from a file while the service runs, for a tenant or all; what a client may know; where services are."""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openfeature.evaluation_context import EvaluationContext
from websockets.exceptions import ConnectionClosed

from shared.mount import module_of
from shared.roster import ASR, SEARCH

from ..app.core.config import Settings
from ..app.domain.principal import LOCAL, Principal
from ..app.flags.file import LOOK_S, FlagFile, FlagsUnreadable, read_flags
from ..app.flags.flags import open_flags
from ..app.flags.targeting import UnknownRule, check, follow
from .test_orchestrator_calls import call_of, sent
from .test_orchestrator_stream import RATE_HZ, SPEECH, LiveDoor, live, rest_of

__all__ = ["live"]

NORTH, SOUTH = Principal("north", "app", "service"), Principal("south", "app", "service")
ON_OFF = {"variants": {"on": True, "off": False}}
OF_NORTH = {"if": [{"in": [{"var": "tenant"}, ["north", "west"]]}, "off"]}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of flags; each time another one, as an editor makes it."""

    def written(**flags: Any) -> Path:
        path, new = tmp_path / "flags.json", tmp_path / "new.json"
        new.write_text(json.dumps({"flags": flags}), encoding="utf-8")
        os.replace(new, path)
        return path

    return written


def search(default: str = "on", **more: Any) -> dict[str, Any]:
    return {**ON_OFF, "defaultVariant": default, **more}


def test_without_a_file_every_flag_is_as_it_was_before_there_were_any():
    with open_flags(None) as flags:
        assert flags.told(LOCAL) == {"search": True, "judge_while_reading": True}


def test_a_flag_is_switched_off_for_a_tenant(write: Write):
    with open_flags(write(search=search(targeting=OF_NORTH))) as flags:
        assert (flags.is_on("search", NORTH), flags.is_on("search", SOUTH)) == (False, True)
        assert flags.is_on("judge_while_reading", NORTH)  # the file says nothing of it


def test_a_flag_that_is_disabled_or_of_another_kind_is_as_by_default(write: Write):
    disabled = search("off", state="DISABLED")
    number = {"variants": {"three": 3}, "defaultVariant": "three"}
    with open_flags(write(search=disabled, judge_while_reading=number)) as flags:
        assert flags.told(NORTH) == {"search": True, "judge_while_reading": True}


def test_two_applications_of_a_process_have_flags_of_their_own(write: Write):
    with open_flags(write(search=search("off"))) as one, open_flags(None) as other:
        assert (one.is_on("search", NORTH), other.is_on("search", NORTH)) == (False, True)


def test_a_file_is_read_again_when_it_changes_and_what_it_said_last_counts_while_it_is_broken(
    write: Write,
):
    at = 100.0
    path = write(search=search())
    file = FlagFile(path, lambda: at)

    def is_on() -> bool:
        return file.resolve_boolean_details("search", True, EvaluationContext("north")).value

    assert is_on()
    write(search=search("off"))
    assert is_on()  # not looked at yet
    at += LOOK_S
    assert not is_on()
    path.write_text("{", encoding="utf-8")
    at += LOOK_S
    assert not is_on()
    path.unlink()
    at += LOOK_S
    assert not is_on()
    write(search=search())
    at += LOOK_S
    assert is_on()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"variants": {"on": True}, "defaultVariant": "off"}, "no variant 'off'"),
        ({"defaultVariant": "on"}, "variants"),
        (search(state="MAYBE"), "ENABLED or DISABLED"),
        (search(targeting={"fractional": [["on", 50], ["off", 50]]}), "no operator 'fractional'"),
        (search(targeting={"in": [], "or": []}), "one operator"),
        ([], "list"),
    ],
)
def test_a_file_with_a_mistake_is_refused_as_a_whole(write: Write, entry: Any, said: str):
    with pytest.raises(FlagsUnreadable, match=said):
        read_flags(write(search=entry))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"==": [{"var": "role"}, "teacher"]}, True),
        ({"!=": [{"var": "role"}, "teacher"]}, False),
        ({"var": ["plan", "free"]}, "free"),
        ({"!": [{"var": "plan"}]}, True),
        ({"and": [True, {"in": [{"var": "tenant"}, ["north"]]}]}, True),
        ({"or": [False, {"==": [1, 2]}]}, False),
        ({"if": [False, "a", {"var": "role"}, "b", "c"]}, "b"),
        ({"if": [False, "a", "c"]}, "c"),
        ({"if": [False, "a"]}, None),
    ],
)
def test_rules_come_to_what_jsonlogic_says(rule: Any, expected: Any):
    check(rule)
    assert follow(rule, {"tenant": "north", "role": "teacher"}) == expected


def test_rules_without_end_are_refused():
    rule: Any = True
    for _ in range(50):
        rule = {"!": [rule]}
    with pytest.raises(UnknownRule):
        check(rule)


@pytest.mark.anyio
async def test_a_client_is_told_what_it_may_know(orchestrator, services):
    services.languages = ["en", "hi"]
    told = (await orchestrator.client.get("/config")).json()
    assert told["flags"] == {"search": True, "judge_while_reading": True}
    assert told["limits"] == {
        "upload_mb": 25, "audio_s": 120.0, "long_upload_mb": 250, "long_audio_s": 7200.0,
    }  # fmt: skip
    assert told["abilities"]["coach_languages"] == ["en", "hi"]
    assert told["abilities"]["voices"] == ["af_heart"]
    assert told["pipelines"] == ["pronunciation", "transcript", "calls"]
    assert told["environment"] == "test"


@pytest.mark.anyio
async def test_what_cannot_be_asked_is_null_and_not_an_error(start, services, monkeypatch):
    monkeypatch.setenv("FEEDBACK_URL", "http://127.0.0.1:9")
    async with start() as orchestrator:
        told = await orchestrator.client.get("/config")
    assert (told.status_code, told.json()["abilities"]["coach_languages"]) == (200, None)


@pytest.mark.anyio
async def test_a_tenant_without_search_is_refused_and_its_calls_are_not_indexed(
    start, services, monkeypatch, write: Write
):
    off = search(targeting={"if": [{"==": [{"var": "tenant"}, "local"]}, "off"]})
    monkeypatch.setenv("ORCHESTRATOR_FLAGS_FILE", str(write(search=off)))
    async with start() as orchestrator:
        refused = await orchestrator.client.get("/search?q=hello")
        assert (refused.status_code, refused.json()["type"]) == (403, "forbidden")
        call = await call_of(orchestrator, await sent(orchestrator))
        of_stage = {each["name"]: each for each in call["stages"]}
        assert (of_stage["index"]["status"], of_stage["index"]["reason"]) == (
            "skipped",
            "not_requested",
        )
        assert services.indexed == {}
        assert (await orchestrator.client.get("/config")).json()["flags"]["search"] is False


@pytest.fixture(params=["on", "off"])
def judging(request: pytest.FixtureRequest, monkeypatch, write: Write) -> str:
    """Whether words are judged while they are read; before the door opens."""
    path = write(judge_while_reading=search(request.param))
    monkeypatch.setenv("ORCHESTRATOR_FLAGS_FILE", str(path))
    return request.param


@pytest.mark.anyio
async def test_words_are_judged_while_reading_only_where_that_is_switched_on(
    judging: str, live: LiveDoor
):
    text = " ".join(module_of(ASR, "services.engines.mock").SENTENCES)
    start = {"type": "start", "rate_hz": RATE_HZ, "text": text, "judge_words": True}
    async with live.with_key() as socket:
        with contextlib.suppress(ConnectionClosed):
            await socket.send(json.dumps(start))
            for at in range(0, len(SPEECH), 3200):
                await socket.send(SPEECH[at : at + 3200].tobytes())
            await socket.send('{"type": "end"}')
        types = {each["type"] for each in await rest_of(socket)}
    assert {"ready", "done"} <= types
    assert ("clarity" in types) == (judging == "on")


def test_services_are_where_dns_has_them_unless_an_address_is_set(monkeypatch):
    monkeypatch.setenv("DISCOVERY", "dns:{service}.voice.svc")
    monkeypatch.setenv("ASR_URL", "http://elsewhere:9000/")
    settings = Settings()
    assert settings.url(ASR) == "http://elsewhere:9000"
    assert settings.url(SEARCH) == "http://search-service.voice.svc:8000"
    monkeypatch.setenv("DISCOVERY", "dns:{service}.voice.svc:80")
    assert Settings().url(SEARCH) == "http://search-service.voice.svc:80"


@pytest.mark.parametrize(
    "value", ["consul", "dns:asr", "dns:{service}.{service}", "dns:{service} x"]
)
def test_a_discovery_that_is_none_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("DISCOVERY", value)
    with pytest.raises(ValueError, match="DISCOVERY"):
        Settings()
