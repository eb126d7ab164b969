"""Makes the fixed recordings of this folder: `PYTHONPATH=. .venv/bin/python -m tests.answers.make_recordings`.

All are synthetic: the TTS service's voices say sentences, most with slips that we chose; a few are silence, noise, a tone,
or speech in noise. They were made once and are kept, since another machine's rounding makes other samples. Needs `make
models`.
"""

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np

from shared.audio import decode_audio
from shared.roster import PHONEME_MAP, TTS
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

HERE = Path(__file__).resolve().parent

RATE_HZ = 16_000
BIT_RATE = 24_000
EDGE_S = 0.3

SENTENCES = (
    "Please leave the blue files on the left shelf.",
    "We have seven very good reasons to wait.",
    "The weather was worse than they thought it would be.",
    "Is this the school that your brother went to?",
    "My zoo ticket was as cheap as the bus.",
    "She usually measures the garage twice.",
    "I asked the manager to develop a new plan.",
    "Three thousand people live in that village.",
    "Can you bring the photograph to the office tomorrow?",
    "He said the vegetables were sold at half price.",
)
VOICES = ("af_heart", "am_michael", "am_puck", "bf_emma", "am_fenrir", "bm_george")


def _each(change: dict[str, str]) -> Callable[[list[str]], list[str]]:
    return lambda phones: [change.get(phone, phone) for phone in phones]


def _vowel_first(phones: list[str]) -> list[str]:
    """IH before S and another consonant: `iskool`."""
    begins = len(phones) > 1 and phones[0] == "S" and not phones[1][-1].isdigit()
    return ["IH0", *phones] if begins else phones


def _last_lost(phones: list[str]) -> list[str]:
    """The last consonant of a cluster at the end of a word."""
    ends = len(phones) > 2 and not any(phone[-1].isdigit() for phone in phones[-2:])
    return phones[:-1] if ends else phones


SLIPS: dict[str, Callable[[list[str]], list[str]]] = {
    "none": list,
    "v_w": _each({"V": "W", "W": "V"}),
    "th_stops": _each({"TH": "T", "DH": "D"}),
    "z_s": _each({"Z": "S", "ZH": "Z"}),
    "vowel_first": _vowel_first,
    "last_lost": _last_lost,
    "vowels": _each({"AE1": "EH1", "IY1": "IH1", "UW1": "UH1"}),
}


def requests() -> Iterator[dict[str, Any]]:
    """What is asked of each recording: name, how it is made, and the form that is sent with it."""
    slips = list(SLIPS)
    for number in range(42):
        text = SENTENCES[number % len(SENTENCES)]
        slip = slips[number % len(slips)]
        form: dict[str, str] = {"stages": "asr,align,phonemap,diff,feedback"}
        if number % 6 != 5:
            form["reference_text"] = text
        if number % 4 == 1:
            form["l1"] = ("hi", "ta", "bn", "te")[number // 4 % 4]
        if number % 10 == 3:
            form["lexicon"] = json.dumps({"garage": ["G AA1 R AH0 JH"], "zoo": ["Z UW1"]})
        if number % 14 == 7:
            del form["stages"]
            form["say_heard"] = "true"
        if number % 9 == 4:
            form["stages"] = "asr,align,phonemap,diff"
        yield {
            "name": f"{number:02}-{slip}",
            "text": text,
            "voice": VOICES[number % len(VOICES)],
            "slip": slip,
            "noise_db": 12.0 if number % 12 == 10 else None,
            "form": form,
        }
    text = SENTENCES[1]
    odd = {
        "silence": {"reference_text": text},
        "noise": {"reference_text": text},
        "tone": {"reference_text": text},
        "too_short": {"reference_text": text},
        "another_text": {"reference_text": "Bring nine umbrellas before the train leaves at noon."},
        "said_twice": {"reference_text": text},
        "words_left_out": {
            "reference_text": "We have seven very good and honest reasons to wait here."
        },
        "very_quiet": {"reference_text": text},
    }
    for name, form in odd.items():
        yield {
            "name": name,
            "text": text,
            "voice": "am_michael",
            "slip": "none",
            "noise_db": None,
            "form": form | {"stages": "asr,align,phonemap,diff,feedback"},
        }


def main() -> None:
    folder = HERE / "recordings"
    folder.mkdir(exist_ok=True)
    listed = list(requests())
    with (
        tempfile.TemporaryDirectory() as scratch,
        running_fleet(Path(scratch), {"MODEL_DIR": str(REPO_ROOT / ".models")}) as fleet,
    ):
        for number, request in enumerate(listed):
            samples = _recorded(_spoken(fleet, request), request, seed=number)
            (folder / f"{request['name']}.opus").write_bytes(_opus(samples))
            print(f"{number + 1} of {len(listed)}: {request['name']}", flush=True)
    told = [{"name": each["name"], "form": each["form"]} for each in listed]
    (HERE / "requests.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _spoken(fleet: RunningFleet, request: dict[str, Any]) -> np.ndarray:
    mapped = httpx.post(
        fleet.addresses[PHONEME_MAP] + "/map", json={"text": request["text"]}, timeout=60
    ).raise_for_status()
    change = SLIPS[request["slip"]]
    said = httpx.post(
        fleet.addresses[TTS] + "/speak",
        json={
            "text": request["text"],
            "phones": [
                change(word["pronunciations"][0]["phones"]) for word in mapped.json()["words"]
            ],
            "voice": request["voice"],
            "speaking_rate": 0.95,
        },
        timeout=120,
    )
    assert said.is_success, said.text
    audio = httpx.get(said.json()["audio"]["url"], timeout=60).raise_for_status()
    return decode_audio(audio.content, max_duration_s=60).samples


def _recorded(speech: np.ndarray, request: dict[str, Any], *, seed: int) -> np.ndarray:
    """With edges and a little hiss, as a recording has them; or what the odd ones are instead."""
    random = np.random.default_rng(seed)
    edge = np.zeros(round(EDGE_S * RATE_HZ), np.float32)
    samples = np.concatenate([edge, speech, edge])
    times_s = np.arange(3 * RATE_HZ) / RATE_HZ
    match request["name"]:
        case "silence":
            samples = np.zeros(3 * RATE_HZ, np.float32)
        case "noise":
            samples = 0.1 * random.standard_normal(3 * RATE_HZ)
        case "tone":
            samples = 0.3 * np.sin(2 * np.pi * 440 * times_s)
        case "too_short":
            samples = samples[RATE_HZ // 2 : RATE_HZ // 2 + RATE_HZ // 5]
        case "said_twice":
            samples = np.concatenate([samples, samples])
        case "very_quiet":
            samples = samples * 0.002
    level = np.sqrt(np.mean(speech**2))
    down_db = request["noise_db"] or 55.0
    hiss = random.standard_normal(len(samples)) * level * 10 ** (-down_db / 20)
    return np.clip(samples + (hiss if request["name"] != "very_quiet" else 0), -1, 1).astype(
        np.float32
    )


def _opus(samples: np.ndarray) -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE_HZ, layout="mono")
        stream.bit_rate = BIT_RATE
        frame = av.AudioFrame.from_ndarray(
            (samples * 32767).astype(np.int16)[np.newaxis], format="s16", layout="mono"
        )
        frame.sample_rate = RATE_HZ
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return written.getvalue()


if __name__ == "__main__":
    main()
