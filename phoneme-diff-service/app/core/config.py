"""Settings of the diff service: the gates between fine, uncertain and error, and where the rules are."""

from typing import Annotated

from pydantic import Field, model_validator

from shared import gates
from shared.settings import RepositoryPath, ServiceSettings, service_settings_config

Probability = Annotated[float, Field(ge=0, le=1)]


class Settings(ServiceSettings):
    model_config = service_settings_config("DIFF")

    error_gate: Probability = gates.PHONE_ERROR
    """From this error probability on, a phone is an error and becomes an issue."""
    stress_gate: Probability = gates.STRESS_ERROR
    """From this probability of a word's stress being elsewhere, it is an error and becomes an issue."""
    uncertain_gate: Probability = gates.PHONE_UNCERTAIN
    """From this error probability on, a phone is uncertain: shown, never corrected."""
    naming_gate: Probability = gates.HEARD_NAMED
    """Below this probability of the heard phone, an error is reported without naming it."""
    quality_gate: float = Field(default=gates.PHONE_QUALITY, ge=0, le=2)
    """A phone whose rating (0–2) is below this is uncertain at least."""
    word_confidence_gate: Probability = gates.WORD_CONFIDENCE
    """Without a reference text, words recognised with less confidence hold no errors."""
    spoken_gate: Probability = gates.WORD_SPOKEN
    """Below this probability of having been said, a word that the ASR missed is an omission."""
    text_match_gate: Probability = gates.TEXT_MATCH
    """Below this probability of the recording being of the text, it is not judged (`wrong_text`)."""
    language_match_gate: Probability = gates.LANGUAGE_MATCH
    """With a reference text, from this probability of the recording being of it, a language that the ASR
    doubts is no reason to refuse (`wrong_language`)."""
    speakers_gate: Probability = gates.SEVERAL_SPEAKERS
    """From this probability that two or more people talk, it is not judged (`several_speakers`)."""
    rules_dir: RepositoryPath | None = None
    """Folder with your own rules.tsv, variants.tsv, phones.tsv and functional_load.tsv."""

    @model_validator(mode="after")
    def _gates_are_ordered(self) -> "Settings":
        if self.uncertain_gate > self.error_gate:
            raise ValueError("DIFF_UNCERTAIN_GATE must not be above DIFF_ERROR_GATE")
        return self
