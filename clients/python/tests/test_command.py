"""`afv` as people run it: a process of its own, against a fleet in mock mode."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet
from shared.testing.ports import free_port
from shared.testing.proxy import NetworkFault, UnreliableProxy

PACKAGE = REPO_ROOT / "clients" / "python"
TEXT = "I think this is a very good school."


def begin(url: str, *arguments: object, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "agentforge_voice", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(PACKAGE), "AFV_URL": url, "COLUMNS": "120", "NO_COLOR": "1"} | environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # What a shell has put in the background ignores Ctrl-C, and so does all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def afv(url: str, *arguments: object, code: int = 0, **environment: str) -> str:
    """What it printed, all of it; its exit code is checked."""
    running = begin(url, *arguments, **environment)
    out, errors = running.communicate(timeout=240)
    assert running.returncode == code, out + errors
    return out + errors


@pytest.fixture
def folder(tmp_path: Path, recording: Path) -> Path:
    """Two recordings, a file that is none, and a table for them and one that isn't there."""
    folder = tmp_path / "in"
    (folder / "unter").mkdir(parents=True)
    shutil.copy(recording, folder / "one.wav")
    shutil.copy(REPO_ROOT / "tests/audio/good.wav", folder / "unter" / "gute Übung ш.wav")
    (folder / "=cmd().wav").write_text("no sound at all")
    (tmp_path / "texts.csv").write_text(
        f'file,text\none.wav,{TEXT}\nunter/gute Übung ш.wav,"=1+1, <b>is</b> two"\n=cmd().wav,hello\ngone.wav,hello\n',
        encoding="utf-8",
    )
    return folder


def batch(url: str, folder: Path, *arguments: object, code: int = 1) -> str:
    out = folder.parent / "out"
    table = folder.parent / "texts.csv"
    return afv(url, "batch", folder, "--texts", table, "--out", out, *arguments, code=code)


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def outcomes(folder: Path) -> dict[str, str]:
    return {row["file"]: row["outcome"] for row in rows(folder.parent / "out" / "recordings.csv")}


class Addresses(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.audio: list[str] = []
        self.elements: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.audio += [value or "" for name, value in attrs if tag == "audio" and name == "src"]


def test_one_recording_is_shown_as_a_table(fleet: RunningFleet, recording: Path):
    told = afv(fleet.url, "one", recording, TEXT, "--l1", "hi")
    assert "words clear" in told
    assert all(word in told for word in TEXT.rstrip(".").split())


def test_one_recording_as_json_is_the_whole_answer(fleet: RunningFleet, recording: Path):
    result = json.loads(afv(fleet.url, "one", recording, "--json"))
    assert result["text_source"] == "transcript"
    assert result["words"][0]["phones"]


def test_what_can_t_be_judged_is_1(fleet: RunningFleet, tmp_path: Path):
    quiet = tmp_path / "quiet.wav"
    shutil.copy(REPO_ROOT / "tests/audio/good.wav", quiet)
    whole = bytearray(quiet.read_bytes())
    whole[44:] = bytes(len(whole) - 44)
    quiet.write_bytes(whole)
    assert "could not be judged: silence" in afv(fleet.url, "one", quiet, TEXT, code=1)


def test_wrong_use_is_2(fleet: RunningFleet, recording: Path, tmp_path: Path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "bad.csv").write_text("name;words\n")
    for arguments, told in (
        (["one", tmp_path / "gone.wav", TEXT], "gone.wav"),
        (["one", tmp_path, TEXT], str(tmp_path)),
        (["one", recording, "  "], "empty"),
        (["one", PACKAGE / "pyproject.toml", TEXT], "not readable audio"),
        (["one", recording, TEXT, "--l1", "klingon"], "no language"),
        (["one", recording, TEXT, "--url", "nowhere"], "no address"),
        (["one"], "audio"),
        (["batch", empty], "no recordings"),
        (["batch", tmp_path / "gone"], "no folder"),
        (["batch", tmp_path, "--texts", tmp_path / "gone.csv"], "gone.csv"),
        (["batch", tmp_path, "--texts", tmp_path / "bad.csv"], "file and text"),
        (["batch", tmp_path, "--at-once", "0"], "1 to 16"),
        (["one", recording, TEXT, "--timeout", "nan"], "seconds"),
    ):
        assert told in afv(fleet.url, *arguments, code=2)


def test_a_service_that_isn_t_there_is_3_and_a_key_that_doesn_t_count_4(
    locked_fleet: RunningFleet, recording: Path, folder: Path
):
    port = free_port()
    nobody = f"http://127.0.0.1:{port}"
    for arguments in (["one", recording, TEXT], ["batch", folder, "--out", folder.parent / "out"]):
        afv(nobody, *arguments, code=3)
        afv(locked_fleet.url, *arguments, code=4)
        afv(locked_fleet.url, *arguments, code=4, AFV_API_KEY="afv_wrong")
    assert not (folder.parent / "out").exists()


def test_a_bad_file_stops_nothing_and_each_outcome_is_told(fleet: RunningFleet, folder: Path):
    told = batch(fleet.url, folder)
    assert "2 judged, 2 refused" in told
    assert outcomes(folder) == {
        "'=cmd().wav": "refused", "gone.wav": "refused", "one.wav": "judged", "unter/gute Übung ш.wav": "judged",
    }  # fmt: skip
    words = [row["word"] for row in rows(folder.parent / "out" / "words.csv") if row["file"] == "one.wav"]  # fmt: skip
    assert words == TEXT.rstrip(".").split()


def test_no_cell_is_a_formula_and_no_text_is_markup(fleet: RunningFleet, folder: Path):
    batch(fleet.url, folder)
    out = folder.parent / "out"
    for name in ("recordings.csv", "words.csv"):
        cells = [cell for row in rows(out / name) for cell in row.values()]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []
    [row] = [row for row in rows(out / "recordings.csv") if row["file"].startswith("unter")]
    assert row["text"] == "'=1+1, <b>is</b> two"
    assert "b" not in Addresses((out / "report.html").read_text(encoding="utf-8")).elements


def test_the_report_plays_what_lies_beside_it(fleet: RunningFleet, folder: Path):
    batch(fleet.url, folder)
    moved = folder.parent / "elsewhere"
    (folder.parent / "out").rename(moved)
    page = Addresses((moved / "report.html").read_text(encoding="utf-8"))
    assert len(page.audio) == 2
    assert all((moved / address).read_bytes()[:4] == b"RIFF" for address in page.audio)


def test_a_second_run_does_only_what_is_missing_or_changed(network: UnreliableProxy, folder: Path):
    batch(network.url, folder)
    assert len(network.requests("POST /api/v1/tasks")) == 3  # the one that isn't there is not sent
    network.seen.clear()
    assert "0 of them now" in batch(network.url, folder)
    assert network.requests("POST") == []

    shutil.copy(folder / "unter" / "gute Übung ш.wav", folder / "one.wav")
    table = folder.parent / "texts.csv"
    table.write_text(table.read_text("utf-8").replace("=1+1", "=1+2"), encoding="utf-8")
    assert "2 of them now" in batch(network.url, folder)
    assert len(network.requests("POST")) == 2
    assert "3 of them now" in batch(network.url, folder, "--again")


def batch_under_way(network: UnreliableProxy, folder: Path) -> "subprocess.Popen[str]":
    """One that has sent its first recording, and follows it."""
    out = folder.parent / "out"
    running = begin(network.url, "batch", folder, "--texts", folder.parent / "texts.csv", "--out", out, "--at-once", "1")  # fmt: skip
    deadline = time.monotonic() + 60
    while not network.requests("/events") and time.monotonic() < deadline:
        time.sleep(0.02)
    return running


def test_who_was_killed_finds_their_tasks_again(network: UnreliableProxy, folder: Path):
    """Killed before it heard the answer to its first upload: the second run gets that task, not another."""
    network.faults = [NetworkFault("/events", status=503) for _ in range(50)]
    out, running = folder.parent / "out", batch_under_way(network, folder)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    sent = {headers["idempotency-key"] for headers in network.requests("POST")}
    network.faults, before = [], len(network.requests("POST"))
    batch(network.url, folder)
    again = [headers["idempotency-key"] for headers in network.requests("POST")][before:]
    kept = [json.loads(path.read_text("utf-8")) for path in (out / "results").iterdir()]
    judged = {each["idempotency_key"] for each in kept if each["outcome"] == "judged"}
    assert len(sent & set(again) & judged) == 1
    assert len({each["result"]["task_id"] for each in kept if each["result"]}) == 2


def test_who_interrupts_a_batch_keeps_what_was_judged_and_goes_on_from_there(
    network: UnreliableProxy, folder: Path
):
    """While the first recording is under way: it is judged to its end, the next is not begun."""
    network.faults = [NetworkFault("/events", status=503) for _ in range(3)]
    out, running = folder.parent / "out", batch_under_way(network, folder)
    running.send_signal(signal.SIGINT)
    printed, errors = running.communicate(timeout=120)
    assert running.returncode == 130, printed + errors
    assert "the same command again goes on from here" in errors
    assert "Traceback" not in errors

    assert outcomes(folder) == {"'=cmd().wav": "refused", "one.wav": "judged", "unter/gute Übung ш.wav": "sent", "gone.wav": "refused"}  # fmt: skip
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    for path in (out / "results").iterdir():
        json.loads(path.read_text(encoding="utf-8"))
    assert [path.name for path in out.rglob("*") if path.name.endswith(".part")] == []

    n_sent = len(network.requests("POST"))
    assert "1 of them now" in batch(network.url, folder)
    assert len(network.requests("POST")) == n_sent + 1
    assert outcomes(folder)["unter/gute Übung ш.wav"] == "judged"


def test_what_the_service_could_not_do_now_is_done_by_the_next_run(
    network: UnreliableProxy, folder: Path
):
    network.faults = [NetworkFault("POST", status=500)]
    assert "1 failed" in batch(network.url, folder, "--at-once", "1") + batch(network.url, folder)
    assert outcomes(folder)["one.wav"] == "judged"


def test_it_is_erased_at_the_service_where_that_is_asked(network: UnreliableProxy, folder: Path):
    batch(network.url, folder, "--erase")
    assert len(network.requests("DELETE /api/v1/tasks/")) == 2
    assert list(outcomes(folder).values()).count("judged") == 2


def test_results_that_were_damaged_are_made_anew(fleet: RunningFleet, folder: Path):
    batch(fleet.url, folder)
    kept = sorted((folder.parent / "out" / "results").iterdir())
    for path, content in zip(kept, ("", "[]", '{"form": 0}'), strict=True):
        path.write_text(content)
    assert "3 of them now" in batch(fleet.url, folder)


def test_texts_are_translated_a_line_each(fleet: RunningFleet):
    told = afv(fleet.url, "translate", "--to", "hi", "--from", "en", "Where is my order AB-4521?", "Good morning.")  # fmt: skip
    lines = told.splitlines()
    assert len(lines) == 2
    assert "AB-4521" in lines[0]


def test_translations_as_json_keep_why_there_is_none(fleet: RunningFleet):
    told = afv(fleet.url, "translate", "--to", "hi", "--json", "--term", "order=ऑर्डर", "Where is my order?")  # fmt: skip
    [line] = told.splitlines()
    assert set(json.loads(line)) >= {"translation", "reason", "sentences"}


def test_what_cant_be_translated_into_is_wrong_use(fleet: RunningFleet):
    assert "Klingonese" in afv(fleet.url, "translate", "--to", "Klingonese", "Hello.", code=2)
    assert "a term" in afv(
        fleet.url, "translate", "--to", "hi", "--term", "order", "Hello.", code=2
    )
