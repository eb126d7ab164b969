"""Settings of the recogniser: ASR_ENGINE, ASR_CONCURRENCY and the ones below."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr

from shared.discovery import ROSTER_SAYS, address_of, checked_discovery
from shared.roster import ALIGNMENT, PHONEME_DIFF, PHONEME_MAP, Service
from shared.settings import ServiceSettings, service_settings_config

SherpaFormat = Literal[
    "",
    "transducer",
    "nemo-ctc",
    "zipformer-ctc",
    "streaming-transducer",
    "streaming-nemo-ctc",
    "streaming-zipformer-ctc",
]


class Settings(ServiceSettings):
    model_config = service_settings_config("ASR")

    device: Literal["cpu", "cuda", "auto"] = "cpu"
    """Where CTranslate2 runs; `cuda` needs cuBLAS and cuDNN for CUDA 12."""
    compute_type: str = "int8"
    """CTranslate2's arithmetic: int8 on a CPU, int8_float16 or float16 on a GPU."""
    beam_size: int = Field(default=5, ge=1, le=10)
    """Hypotheses kept while decoding."""
    whisper_model: str = ""
    """For `whisperx`: a folder of a CTranslate2 Whisper, or a name such as large-v3 that it can fetch. Empty: `whisper-base`
    of the model store."""
    word_model: str = ""
    """For `whisperx`: a folder or hub id of a CTC model of letters that times the words. Empty: its own choice for the
    language, fetched when first needed."""
    batch_size: int = Field(default=8, ge=1)
    """For `whisperx`: stretches of speech decoded at once."""
    hub_token: SecretStr = SecretStr("")
    """For `whisperx`: a token of the model hub, whose owner has accepted the terms of pyannote/speaker-diarization-community-1.
    With it speakers are counted, and a recording of several is refused."""
    sherpa_model: str = ""
    """For `sherpa-onnx`: a folder with a model's `*.onnx` and its `tokens.txt`."""
    sherpa_format: SherpaFormat = ""
    """For `sherpa-onnx`: what was exported."""
    sherpa_language: str = Field(default="en", pattern="^[a-z]{2,3}$")
    """For `sherpa-onnx`: the language that the model was taught, ISO 639-1 where that has it."""
    indic_model: str = ""
    """For `indic-conformer`: the folder of ai4bharat/indic-conformer-600m-multilingual, with its `assets`."""
    models: str = ""
    """A TOML file of models beside the service's own (shared.models.listed), each for languages of its own, or on trial."""
    streams: int = Field(default=2, ge=0)
    """Live streams at once; more are told to come again. A second of speech takes about a second of a core: as many as there are cores to spare."""
    stream_max_s: float = Field(default=1800.0, gt=0)
    """The longest that a live stream may be."""
    longest_s: float = Field(default=7200.0, gt=0)
    """The longest recording that POST /transcribe takes, in seconds."""
    long_recordings: int = Field(default=2, ge=0)
    """Recordings that POST /transcribe works on at once; more are told to come again. Each is kept in TMPDIR meanwhile,
    115 MB an hour."""
    align_url: str = Field(default=ALIGNMENT.local_url, validation_alias=ALIGNMENT.url_variable)
    phoneme_map_url: str = Field(
        default=PHONEME_MAP.local_url, validation_alias=PHONEME_MAP.url_variable
    )
    diff_url: str = Field(
        default=PHONEME_DIFF.local_url, validation_alias=PHONEME_DIFF.url_variable
    )

    discovery: Annotated[str, AfterValidator(checked_discovery)] = Field(
        default=ROSTER_SAYS, validation_alias="DISCOVERY"
    )
    """Where they are if that isn't set: `roster`, on this machine, or `dns:{service}.example.svc`."""

    @property
    def judges(self) -> dict[Service, str]:
        """The addresses of the services that judge the words of a text that is read along."""
        set_by_hand = {
            ALIGNMENT: ("align_url", self.align_url),
            PHONEME_MAP: ("phoneme_map_url", self.phoneme_map_url),
            PHONEME_DIFF: ("diff_url", self.diff_url),
        }
        return {
            service: address_of(
                service,
                discovery=self.discovery,
                set_by_hand=url if field in self.model_fields_set else None,
            )
            for service, (field, url) in set_by_hand.items()
        }
