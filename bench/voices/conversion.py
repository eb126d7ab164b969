"""How near a conversion comes to speakers it was not tuned on, against moving the pitch alone."""

import json
import random
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.common.engines import analyse, mapped_pitch
from bench.common.served import Services
from shared.audio import Audio, decode_audio, encode_wav
from shared.audio.checks import check_recording
from shared.audio.decode import RATE_HZ
from shared.audio.loudness import levelled
from shared.contracts import SpeechAnswer
from shared.roster import TTS, VOICE_CONVERSION
from shared.settings import CommonSettings
from shared.storage import open_store

from .speech import SENTENCES
from .words import word_errors, words_of

SEED = 762
N_SPEAKERS = 20
"""Held out: the next 16 in the same order are what the engine's constants were chosen on."""
LEAST_UTTERANCES = 18
SAMPLES = (10, 1)
REFERENCES = tuple(
    (voice, text)
    for voice, start in (("af_heart", 10), ("am_michael", 13))
    for text in SENTENCES[start : start + 3]
)
"""A woman's voice and a man's, three sentences each; none of them was tuned on."""
METHODS = ("pitch only", "knn-world")


@dataclass(frozen=True, slots=True)
class Clip:
    speaker: str
    method: str
    n_samples: int
    n_words: int
    n_errors: int
    similarity: float
    """Cosine to the mean of other recordings of the speaker."""
    nearer: float
    """Share of the other speakers of the same gender that it is less like."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall_per_s: float
    """Of a second of reference, with the samples measured before."""
    measuring_per_s: float
    """Of a second of sample, once."""


@dataclass(frozen=True, slots=True)
class Conversions:
    clips: list[Clip]
    real: float
    """Similarity of the speakers' own other recordings to the rest of them."""
    cost: dict[int, Cost]
    refused: list[str]
    """Speakers whose samples were taken for several people's."""


def held_out_speakers(labels: dict[str, Any]) -> list[str]:
    speakers: dict[str, int] = {}
    for each in labels.values():
        speakers[each["speaker"]] = speakers.get(each["speaker"], 0) + 1
    ordered = sorted(speaker for speaker, count in speakers.items() if count >= LEAST_UTTERANCES)
    random.Random(SEED).shuffle(ordered)
    return ordered[:N_SPEAKERS]


async def convert_all(
    services: Services, data: Path, folder: Path, similarity_python: Path
) -> Conversions:
    """Convert through the service, listen, and have the likeness measured by a network that takes no part in it."""
    labels = json.loads((data / "labels.json").read_text(encoding="utf-8"))
    references = [await _reference(services, voice, text) for voice, text in REFERENCES]
    plan: list[dict[str, Any]] = []
    refused: list[str] = []
    times: dict[int, list[tuple[float, float, float, float]]] = {}
    errors: dict[str, tuple[int, int]] = {}
    for speaker in held_out_speakers(labels):
        samples, others = _recordings(labels, data, speaker)
        for path in others:
            plan.append({"speaker": speaker, "kind": "real", "path": str(path)})
        for n_samples in SAMPLES:
            uploads = [
                decode_audio(path.read_bytes(), max_duration_s=60) for path in samples[:n_samples]
            ]
            measuring_s = 0.0
            for index, (reference, text) in enumerate(references):
                begun = time.perf_counter()
                response = await _convert(services, reference, uploads, speaker)
                elapsed_s = time.perf_counter() - begun
                if response.status_code == 422:
                    refused.append(speaker)
                    break
                content = await open_store(CommonSettings()).get(
                    response.raise_for_status().json()["audio"]["key"]
                )
                if index == 0:
                    measuring_s = elapsed_s
                else:
                    spoken_s = len(reference.samples) / RATE_HZ
                    times.setdefault(n_samples, []).append(
                        (elapsed_s, spoken_s, measuring_s, sum(each.duration_s for each in uploads))
                    )
                made = {
                    "knn-world": decode_audio(content, max_duration_s=60).samples,
                    "pitch only": pitch_only(reference, uploads),
                }
                for method, wave in made.items():
                    path = folder / f"{speaker}-{n_samples}-{index}-{method.replace(' ', '_')}.wav"
                    path.write_bytes(encode_wav(wave, RATE_HZ))
                    heard = await services.transcribe(wave)
                    wanted = words_of(text)
                    errors[str(path)] = (len(wanted), word_errors(wanted, words_of(heard.text)))
                    plan.append(
                        {
                            "speaker": speaker,
                            "kind": method,
                            "path": str(path),
                            "n_samples": n_samples,
                        }
                    )
    embeddings = _embeddings(plan, folder, similarity_python)
    genders = {each["speaker"]: each["gender"] for each in labels.values()}
    clips, real = _compare(plan, embeddings, errors, genders)
    cost = {
        n_samples: Cost(
            sum(each[0] for each in found) / sum(each[1] for each in found),
            float(
                np.median(
                    [max(0.0, first - elapsed) / sample_s for elapsed, _, first, sample_s in found]
                )
            ),
        )
        for n_samples, found in times.items()
    }
    return Conversions(clips, real, cost, refused)


def pitch_only(reference: Audio, samples: Sequence[Audio]) -> np.ndarray:
    """The plain alternative: the reference's own spectra, its pitch mapped to the speaker's."""
    import pyworld

    source = analyse(reference)
    speaker_hz = np.concatenate([analyse(sample).f0_hz for sample in samples])
    wave = pyworld.synthesize(
        mapped_pitch(source.f0_hz, speaker_hz),
        np.exp(source.envelopes),
        source.aperiodicity,
        RATE_HZ,
        5.0,
    )
    return levelled(wave.astype(np.float32), RATE_HZ)


async def _reference(services: Services, voice: str, text: str) -> tuple[Audio, str]:
    response = await services.client(TTS).post("/speak", json={"text": text, "voice": voice})
    speech = SpeechAnswer.model_validate(response.raise_for_status().json())
    content = await open_store(CommonSettings()).get(speech.audio.key)
    return decode_audio(content, max_duration_s=60), text


async def _convert(
    services: Services, reference: Audio, samples: Sequence[Audio], speaker: str
) -> Any:
    files = [("reference", ("reference.wav", encode_wav(reference.samples, RATE_HZ)))]
    files += [
        ("samples", (f"{index}.wav", encode_wav(each.samples, RATE_HZ)))
        for index, each in enumerate(samples)
    ]
    form = {
        "consent_voice_cloning": "true",
        "key_prefix": f"vc/{speaker}",
        "voice_prefix": f"vc/{speaker}/{len(samples)}",
    }
    return await services.client(VOICE_CONVERSION).post("/convert", files=files, data=form)


def _recordings(labels: dict[str, Any], data: Path, speaker: str) -> tuple[list[Path], list[Path]]:
    """Ten that are fit for samples, and all the others."""
    utterances = sorted(name for name, each in labels.items() if each["speaker"] == speaker)
    random.Random(speaker).shuffle(utterances)
    fit: list[Path] = []
    others: list[Path] = []
    for name in utterances:
        path = data / "flac" / f"{name}.flac"
        checks = check_recording(decode_audio(path.read_bytes(), max_duration_s=60))
        is_fit = checks.reason is None and checks.speech_s >= 1.0
        (fit if is_fit and len(fit) < max(SAMPLES) else others).append(path)
    return fit, others


def _embeddings(plan: Sequence[dict[str, Any]], folder: Path, python: Path) -> np.ndarray:
    """float (n, 256) of unit length, by Resemblyzer in an environment of its own (it needs torch)."""
    (folder / "plan.json").write_text(json.dumps([each["path"] for each in plan]), encoding="utf-8")
    script = Path(__file__).parent / "similarity.py"
    subprocess.run(
        [str(python), str(script), str(folder / "plan.json"), str(folder / "embeddings.npy")],
        check=True,
    )
    return np.load(folder / "embeddings.npy")


def _compare(
    plan: Sequence[dict[str, Any]],
    embeddings: np.ndarray,
    errors: dict[str, tuple[int, int]],
    genders: dict[str, str],
) -> tuple[list[Clip], float]:
    own: dict[str, list[np.ndarray]] = {}
    for each, embedding in zip(plan, embeddings, strict=True):
        if each["kind"] == "real":
            own.setdefault(each["speaker"], []).append(embedding)
    means = {speaker: _unit(np.mean(found, axis=0)) for speaker, found in own.items()}
    real = [
        float(one @ _unit(np.sum(found, axis=0) - one)) for found in own.values() for one in found
    ]
    clips: list[Clip] = []
    for each, embedding in zip(plan, embeddings, strict=True):
        if each["kind"] == "real":
            continue
        speaker = each["speaker"]
        similarity = float(embedding @ means[speaker])
        rivals = [name for name in means if name != speaker and genders[name] == genders[speaker]]
        nearer = float(np.mean([similarity > embedding @ means[name] for name in rivals]))
        clips.append(
            Clip(
                speaker, each["kind"], each["n_samples"], *errors[each["path"]], similarity, nearer
            )
        )
    return clips, float(np.mean(real))


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)
