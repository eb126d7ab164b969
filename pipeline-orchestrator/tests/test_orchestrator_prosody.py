"""Timing and pitch in the unified JSON."""

import pytest

pytestmark = pytest.mark.anyio

STAMP = {"engine": "fake", "model_version": "1", "mock": True}
TIMING = {
    "speech_s": 0.8,
    "speech_rate_sps": 3.0,
    "articulation_rate_sps": 3.5,
    "pauses": [],
    "npvi_v": 55.0,
    "n_filled_pauses": 1,
}
ALIGNMENT = {
    **STAMP,
    "text": "very good",
    "words": [],
    "utterance": {"accuracy": 8.0, "fluency": 8.0, "prosody": 8.0, "total": 8.0},
    "timing": TIMING,
    "checks": {
        "duration_s": 1.0,
        "speech_s": 0.8,
        "level_dbfs": -20.0,
        "snr_db": 30.0,
        "clipped_share": 0.0,
        "reason": None,
    },
    "text_match": 0.99,
}
SPEECH = {
    **STAMP,
    "audio": {"key": "tts/ab/cd.wav", "url": "u", "duration_s": 1.0, "rate_hz": 24_000},
    "voice": "af_heart",
    "text": "Very good.",
    "phones": [["V", "EH1", "R", "IY0"], ["G", "UH1", "D"]],
}
CONTOUR = {
    "hop_s": 0.02,
    "start_s": 0.0,
    "f0_hz": [None, 120.0, 121.5],
    "median_hz": 120.8,
    "range_semitones": 0.2,
}
FALL = {"kind": "fall", "semitones": -5.0, "start_s": 0.4, "end_s": 0.9}


async def test_the_pitch_of_speaker_and_reference_stand_side_by_side(orchestrator, services):
    melody = {"final": FALL, "words": []}
    services.answers["align"] = ALIGNMENT | {"pitch": CONTOUR, "intonation": melody}
    services.answers["tts"] = SPEECH | {"pitch": CONTOUR | {"f0_hz": [200.0]}}
    body = (await orchestrator.post(reference_text="Very good.")).json()
    assert body["prosody"] == {
        "learner_pitch": CONTOUR,
        "reference_pitch": CONTOUR | {"f0_hz": [200.0]},
        "intonation": melody,
    }


async def test_fluency_is_told_as_the_alignment_measured_it(orchestrator, services):
    services.answers["align"] = ALIGNMENT
    body = (await orchestrator.post(reference_text="Very good.")).json()
    assert (body["timing"]["npvi_v"], body["timing"]["n_filled_pauses"]) == (55.0, 1)


async def test_without_pitch_the_contours_are_null(orchestrator, services):
    body = (await orchestrator.post(reference_text="Very good.")).json()
    assert body["prosody"]["learner_pitch"] is None
