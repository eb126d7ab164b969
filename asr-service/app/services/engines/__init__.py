"""The recognisers, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "faster-whisper",
        "faster_whisper",
        about="Whisper base through CTranslate2",
        requires=("faster_whisper",),
        models=("whisper-base", "cmudict", "english-words"),
    ),
    EngineSpec(
        "whisperx",
        "whisperx_batched",
        about="voice activity, batches and word times by a CTC model, for GPUs and long recordings; with ASR_HUB_TOKEN "
        "speakers are counted, and a recording of several is refused; packages: requirements/engines/whisperx.txt, 6 GB",
        requires=("whisperx", "torch"),
        automatic=False,
    ),
    EngineSpec(
        "sherpa-onnx",
        "sherpa",
        about="a model of one language, named by ASR_SHERPA_MODEL, ASR_SHERPA_FORMAT and ASR_SHERPA_LANGUAGE: zipformer and NeMo "
        "transducers and CTC, those that stream by themselves too; packages: requirements/engines/sherpa-onnx.txt",
        requires=("sherpa_onnx",),
        automatic=False,
    ),
    EngineSpec(
        "indic-conformer",
        "indic_conformer",
        about="ai4bharat/indic-conformer-600m-multilingual (MIT), 22 languages of India, from the folder that ASR_INDIC_MODEL names; "
        "2.4 GB, to be brought",
        requires=("onnxruntime", "faster_whisper"),
        automatic=False,
    ),
    EngineSpec(
        "mock",
        "mock",
        about="one of a few sentences, chosen by a hash of the audio; English only",
        automatic=False,
    ),
)
