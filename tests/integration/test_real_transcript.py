"""A recording of a minute and a half through the door, with the real recogniser and aligner."""

import json
from typing import Any

import httpx
import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

RATE_HZ = 16_000
PAUSE_S = 3.5
"""Always parts two pieces."""
N_CLIPS = 10
SAMPLES = REPO_ROOT / "tests" / "audio"


def _clip(name: str) -> np.ndarray:
    return decode_audio((SAMPLES / name).read_bytes(), max_duration_s=20).samples


@pytest.fixture(scope="module")
def transcript(real_fleet: RunningFleet) -> dict[str, Any]:
    pause = np.zeros(round(PAUSE_S * RATE_HZ), np.float32)
    clips = [_clip("good.wav"), _clip("slips.wav")]
    samples = np.concatenate(
        [part for n in range(N_CLIPS) for part in (clips[n % len(clips)], pause)]
    )
    noise = np.random.default_rng(0).normal(0.0, 1e-4, len(samples))
    wav = encode_wav((samples + noise).astype(np.float32), RATE_HZ)
    with httpx.Client(base_url=real_fleet.url, timeout=500) as client:
        sent = client.post(
            "/transcripts", files={"file": ("call.wav", wav)}, data={"phones": "true"}
        )
        assert sent.status_code == 202, sent.text
        task_id = sent.json()["task_id"]
        told = client.get(f"/tasks/{task_id}/events").text
        progress = [
            json.loads(block.split("data: ")[1])
            for block in told.split("\r\n\r\n")
            if "event: stage_progress" in block
        ]
        shown = client.get(f"/transcripts/{task_id}").raise_for_status().json()
    return shown | {"progress": progress, "sent_s": len(samples) / RATE_HZ}


def test_each_clip_is_a_piece_with_its_words_where_it_was_laid(transcript: dict[str, Any]):
    assert transcript["status"] == "succeeded"
    assert transcript["sent_s"] > 80
    assert transcript["duration_s"] == pytest.approx(transcript["sent_s"], abs=0.01)
    pieces = transcript["pieces"]
    assert len(pieces) == N_CLIPS
    for piece in pieces:
        words = transcript["words"][piece["first_word"] : piece["first_word"] + piece["n_words"]]
        assert "school" in " ".join(word["text"].lower() for word in words)
        assert piece["start_s"] - 0.7 <= words[0]["start_s"]
        assert words[-1]["end_s"] <= piece["end_s"] + 0.7
        assert all(word["confidence"] > 0 for word in words)


def test_each_piece_has_phones_at_times_of_the_recording(transcript: dict[str, Any]):
    assert transcript["warnings"] == []
    for piece in transcript["pieces"]:
        first, n = piece["first_aligned_word"], piece["n_aligned_words"]
        words = transcript["aligned_words"][first : first + n]
        phones = [phone for word in words for phone in word["phones"]]
        assert len(phones) > 20
        starts = [phone["start_s"] for phone in phones]
        assert starts == sorted(starts)
        assert piece["start_s"] - 0.4 <= starts[0]
        assert phones[-1]["end_s"] <= piece["end_s"] + 0.4
    school = [word for word in transcript["aligned_words"] if word["text"].lower() == "school"]
    assert {tuple(phone["phone"] for phone in word["phones"]) for word in school} == {
        ("S", "K", "UW", "L")
    }


def test_its_progress_was_told_piece_by_piece(transcript: dict[str, Any]):
    for stage in ("asr", "align"):
        told = [each["n_done"] for each in transcript["progress"] if each["stage"] == stage]
        assert told == list(range(N_CLIPS + 1))
