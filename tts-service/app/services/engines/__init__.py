"""The engines of the TTS service, best first."""

from shared.engines import EngineSpec

PROGRAMS = {
    "espeak-ng": "robotic voices for Vietnamese, Nepali, Assamese and Sinhala, spoken by a program (GPL-3.0, never linked); "
    "apt install espeak-ng",
}
"""Programs that are used where they are on the PATH, and for what."""

ENGINES = (
    EngineSpec(
        "kokoro",
        "kokoro",
        about="Kokoro-82M (Apache-2.0), int8 ONNX, on the CPU; given the phones that are scored",
        requires=("onnxruntime", "onnx"),
        models=("kokoro-82m",),
    ),
    EngineSpec(
        "triton",
        "kokoro_on_triton",
        about="Kokoro-82M on a Triton server (TRITON_URL; `python -m shared.triton` writes the model repository); "
        "packages: requirements/engines/triton.txt",
        requires=("tritonclient",),
        models=("kokoro-82m",),
        automatic=False,
    ),
    EngineSpec(
        "xtts",
        "xtts",
        about="XTTS-v2: NOT FOR COMMERCIAL USE (Coqui Public Model License), starts only with "
        "TTS_XTTS_LICENCE_ACCEPTED=true; the voice of recordings in TTS_XTTS_VOICES_DIR, on a GPU, by a model in "
        "TTS_XTTS_DIR; speaks words by their spelling, so what is scored may not be what is spoken; packages: "
        "requirements/engines/xtts.txt",
        requires=("TTS", "torch"),
        automatic=False,
    ),
    EngineSpec(
        "parler",
        "parler",
        about="Indic Parler-TTS (Apache-2.0): the named speakers of fourteen languages, on a GPU, by a model in TTS_PARLER_DIR; "
        "speaks words by their spelling, so what is scored may not be what is spoken; packages: requirements/engines/parler.txt",
        requires=("parler_tts", "torch"),
        automatic=False,
    ),
    EngineSpec("mock", "mock", about="a tone a phone", automatic=False),
)
