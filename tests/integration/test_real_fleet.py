"""The whole fleet with its real engines on this machine's CPU."""

import asyncio
import json
import sqlite3
import time
from typing import Any

import httpx
import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.gates import CLEAR_SO_FAR
from shared.mount import module_of
from shared.roster import ALIGNMENT, ASR, PHONEME_DIFF, PHONEME_MAP
from shared.settings import REPO_ROOT, CommonSettings
from shared.testing.fleet import RunningFleet, StartFleet

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

AUDIO = REPO_ROOT / "tests" / "audio"
TEXT = json.loads((AUDIO / "samples.json").read_text(encoding="utf-8"))["samples"][0]["text"]
"""The same in all samples."""


def process(fleet: RunningFleet, name: str, **form: str) -> dict[str, Any]:
    response = httpx.post(
        fleet.url + "/process",
        files={"file": (name, (AUDIO / name).read_bytes())},
        data=form,
        timeout=300,
    )
    assert response.status_code == 200, response.text
    return response.json()


@pytest.fixture(scope="module")
def slips(real_fleet: RunningFleet) -> dict[str, Any]:
    return process(
        real_fleet,
        "slips.wav",
        reference_text=TEXT,
        consent_voice_cloning="true",
    )


@pytest.fixture(scope="module")
def good(real_fleet: RunningFleet) -> dict[str, Any]:
    return process(real_fleet, "good.wav", reference_text=TEXT)


SLIPS = {
    "think": ("TH", {"T"}),
    "this": ("DH", {"D"}),
    "very": ("V", {"W"}),
    "school": (None, {"IH", "AH"}),  # unstressed, the two can't be told apart
}
"""Word → its target phone (None: one was put in) and what may be heard there."""


def judged_so_far(
    fleet: RunningFleet, name: str, words: list[dict[str, Any]]
) -> dict[str, float | None]:
    """Its first six words as they would be judged while they are read: word → probability of being clear."""
    clarity, judging = (module_of(ASR, f"services.streaming.{part}") for part in ("clarity", "judging"))  # fmt: skip
    audio = decode_audio((AUDIO / name).read_bytes(), max_duration_s=60)
    until = round((words[5]["end_s"] + clarity.AFTER_S) * audio.rate_hz)
    tokens = tuple(TEXT.split()[:7])
    stretch = clarity.ReadStretch(audio.samples[:until], tokens, (), 0)
    addresses = {each: fleet.addresses[each] for each in (ALIGNMENT, PHONEME_MAP, PHONEME_DIFF)}

    async def judge() -> list[Any]:
        async with judging.open_judge(CommonSettings(), addresses, deadline_s=60) as opened:
            return await opened.judge(stretch)

    found = asyncio.run(judge())
    return {token: each.probability for token, each in zip(tokens[:6], found, strict=False)}


def test_a_slip_is_heard_in_the_few_seconds_up_to_it(
    real_fleet: RunningFleet, good: dict[str, Any], slips: dict[str, Any]
):
    as_read = judged_so_far(real_fleet, "good.wav", good["words"])
    with_slips = judged_so_far(real_fleet, "slips.wav", slips["words"])
    right = [each for each in as_read.values() if each is not None]
    assert len(right) >= 5
    assert sum(each >= CLEAR_SO_FAR for each in right) >= 4
    for word in ("think", "very"):
        before, after = as_read[word], with_slips[word]
        assert before is not None
        assert after is not None
        assert after < before - 0.2


def test_at_least_three_of_the_four_slips_are_named(slips: dict[str, Any]):
    issues = [(issue["word"].lower(), issue["target"], issue["heard"]) for issue in slips["issues"]]
    named = [
        word
        for word, (target, heard) in SLIPS.items()
        if any((word, target, each) in issues for each in heard)
    ]
    assert len(named) >= 3, issues


def test_nothing_but_the_slips_is_named(slips: dict[str, Any]):
    assert {issue["word"].lower() for issue in slips["issues"]} <= set(SLIPS)


def test_the_well_read_sample_has_no_issue(good: dict[str, Any]):
    assert good["assessable"] is True
    assert good["issues"] == []


def test_slips_lower_the_score(slips: dict[str, Any], good: dict[str, Any]):
    assert slips["scores"]["accuracy"] < good["scores"]["accuracy"]
    assert good["scores"]["completeness"] == 100


def test_every_stage_ran_a_real_engine(slips: dict[str, Any]):
    assert slips["status"] == "succeeded"
    assert [stage["mock"] for stage in slips["stages"]] == [False] * 7


def test_phones_lie_in_order_inside_the_recording(slips: dict[str, Any]):
    duration_s = decode_audio((AUDIO / "slips.wav").read_bytes(), max_duration_s=60).duration_s
    times = [phone for word in slips["words"] for phone in word["phones"]]
    starts = [phone["start_s"] for phone in times]
    assert starts == sorted(starts)
    assert all(0 <= phone["start_s"] <= phone["end_s"] <= duration_s + 0.05 for phone in times)


def test_both_voices_can_be_played(slips: dict[str, Any]):
    for name in ("reference", "own_voice"):
        played = decode_audio(httpx.get(slips["audio"][name]["url"]).content, max_duration_s=60)
        assert played.duration_s > 2
        assert np.sqrt(np.mean(played.samples**2)) > 0.01


def test_without_a_reference_the_transcript_is_judged(real_fleet: RunningFleet):
    body = process(real_fleet, "good.wav", stages="asr,align,phonemap,diff")
    assert body["text_source"] == "transcript"
    assert body["assessable"] is True
    assert "school" in body["transcript"]["text"].lower()


def test_another_text_than_was_read_is_not_assessable(real_fleet: RunningFleet):
    body = process(
        real_fleet,
        "good.wav",
        reference_text="Bring seven yellow umbrellas before the morning train leaves",
    )
    completeness = body["scores"]["completeness"]
    assert (body["assessable"] is False and body["reason"] == "wrong_text") or completeness < 20


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("silence", {"silence"}),
        ("noise", {"no_speech", "noise", "clipped"}),
        ("too short", {"too_short", "no_speech"}),
    ],
)
def test_what_can_not_be_judged_says_why(real_fleet: RunningFleet, kind: str, reasons: set[str]):
    noise = np.random.default_rng(0).normal(0, 0.1, 48000).astype(np.float32)
    samples = {"silence": np.zeros(48000, np.float32), "noise": noise, "too short": noise[:2000]}
    response = httpx.post(
        real_fleet.url + "/process",
        files={"file": ("x.wav", encode_wav(samples[kind], 16000))},
        data={"reference_text": "very good"},
        timeout=60,
    )
    body = response.json()
    assert response.status_code == 200
    assert body["assessable"] is False
    assert body["reason"] in reasons
    assert not any(body["scores"].values())


def test_what_teachers_overrule_is_learnt_tried_and_judges_recordings(real_fleet: RunningFleet):
    """Of each recording's three findings that rest on the audio's probability two are overruled, whatever it is."""
    judged = "asr,align,phonemap,diff"
    wording = {"agrees": True, "wording_version": "2026-11-1"}
    with httpx.Client(base_url=real_fleet.url, timeout=300) as client:
        for speaker in ("asha", "bala", "chitra") * 3:
            shown = process(
                real_fleet, "slips.wav", reference_text=TEXT, speaker_id=speaker, stages=judged
            )
            for number, issue in enumerate(shown["issues"]):
                verdict = {"verdict": "accepted" if number == 0 else "overruled"}
                address = f"/tasks/{shown['task_id']}/issues/{issue['id']}/verdict"
                assert client.put(address, json=verdict).status_code == 200
            client.put(f"/speakers/{speaker}/training-consent", json=wording)
        options = {"least_verdicts": 20, "least_speakers": 3, "n_folds": 3}
        asked = {"recipe": "aligner-recalibration", "data": ["verdicts"], "options": options}
        job = f"/training/jobs/{client.post('/training/jobs', json=asked).json()['job_id']}"
        _wait_until(lambda: client.get(job).json()["state"] not in ("queued", "running"))
        made = client.get(job).json()
        assert made["error"] is None
        version = f"/models/aligner/versions/{made['version']}"
        assert client.get(version).json()["figures"]["findings that stand"] < 0.5

        client.post(f"{version}/canary", json={"share": 0.5})
        try:
            by_version: dict[str, dict[str, Any]] = {}
            while len(by_version) < 2:
                shown = process(real_fleet, "slips.wav", reference_text=TEXT, stages=judged)
                align = next(each for each in shown["stages"] if each["name"] == "align")
                by_version[align["model_version"]] = shown
        finally:
            client.post(f"{version}/rollback")
    assert set(by_version) == {"whisper-phones-2", made["version"]}
    before, after = by_version["whisper-phones-2"], by_version[made["version"]]
    assert len(after["issues"]) < len(before["issues"])
    assert [word["text"] for word in after["words"]] == [word["text"] for word in before["words"]]


def test_a_killed_fleet_finishes_its_task_when_started_again(start_fleet: StartFleet):
    first = start_fleet()
    accepted = httpx.post(
        first.url + "/tasks",
        files={"file": ("slips.wav", (AUDIO / "slips.wav").read_bytes())},
        data={"reference_text": TEXT, "consent_voice_cloning": "true"},
        timeout=60,
    )
    task_id = accepted.json()["task_id"]
    _wait_until(lambda: len(_artifacts(first, task_id)) >= 2)
    first.kill()
    before = _artifacts(first, task_id)
    assert 2 <= len(before) < 7

    second = start_fleet()
    _wait_until(
        lambda: (
            httpx.get(f"{second.url}/tasks/{task_id}").json()["status"] not in {"queued", "running"}
        )
    )
    body = httpx.get(f"{second.url}/tasks/{task_id}").json()
    assert body["status"] == "succeeded"
    after = _artifacts(second, task_id)
    assert len(after) == 7
    assert {kind: after[kind] for kind in before} == before


def _artifacts(fleet: RunningFleet, task_id: str) -> dict[str, str]:
    """Type → time it was stored, from the database itself."""
    with sqlite3.connect(f"file:{next(fleet.data_dir.glob('*.db'))}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT type, created_at FROM artifacts WHERE replace(task_id, '-', '') = ?",
            (task_id.replace("-", ""),),
        )
        return dict(rows.fetchall())


def _wait_until(condition, timeout_s: float = 180) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
