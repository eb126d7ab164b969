"""Settings of the aligner: ALIGN_ENGINE, ALIGN_CONCURRENCY and the ones below."""

from pydantic import Field

from shared.settings import RepositoryPath, service_settings_config
from shared.triton.settings import TritonSettings


class Settings(TritonSettings):
    model_config = service_settings_config("ALIGN")

    max_variants: int = Field(default=12, ge=1, le=64)
    """Pronunciations of one word that are tried; the most usual come first."""
    max_words: int = Field(default=400, ge=1)
    """Words of one text; longer texts are refused."""
    weights_dir: RepositoryPath | None = None
    """For `whisper-phones`: a folder of weights that `make train EXPORT=…` wrote; unset, those that are shipped."""
    wav2vec2_model: str = "facebook/wav2vec2-lv-60-espeak-cv-ft"
    """For `wav2vec2-phoneme`: a folder, or a hub id that transformers can fetch, of a CTC model with IPA tokens."""
    mfa_acoustic_model: str = "english_us_arpa"
    """For `mfa`: an acoustic model of ARPAbet phones that it knows, or a path."""
    mfa_timeout_s: float = Field(default=120.0, gt=0)
    """For `mfa`: longest run of the program."""
    device: str = "cpu"
    """Where torch runs, for engines that need it: `cpu`, `cuda`, `cuda:1`."""
