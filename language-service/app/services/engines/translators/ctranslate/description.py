"""`translator.toml` beside a converted model: what its own files don't tell."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ....translation.calibration import TranslationCalibration
from ....translation.keeping import Placeholders

FILE = "translator.toml"
Family = Literal["marian", "m2m100", "indictrans2"]
AS_WRITTEN = frozenset(("en", "hi", "mr", "ne", "sa", "ur", "ks", "sd"))
"""What IndicTrans2 takes in the script that it is written in; its own code turns all other scripts into Devanagari first, and back."""
Code = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class SentencePieceFiles(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    target: str
    """May be the same file."""


class CalibrationWeights(BaseModel):
    """As of TranslationCalibration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bias: float
    score: float = 0.0
    length: float = 0.0
    usual_length_ratio: float = Field(default=1.0, gt=0)
    script_share: float = 0.0
    round_trip: float = 0.0


class ModelDescription(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    family: Family
    """How it is told its languages: `marian` not at all, `m2m100` by a tag before each side, `indictrans2` by both tags before the source."""
    licence: str = Field(min_length=1)
    """Shown to whoever runs it."""
    directions: list[tuple[Code, Code]] = Field(min_length=1)
    """Source and target, ISO 639."""
    tags: dict[Code, str] = {}
    """Language → the token that the model knows it by: `__hi__`, `hin_Deva`."""
    sentencepiece: SentencePieceFiles | None = None
    """Files of its tokeniser, or else `tokenizer`."""
    tokenizer: str | None = None
    """A `tokenizer.json`."""
    placeholder: str = "<ID{n}>"
    """A form that the model copies; what is protected stands in it."""
    beam: int = Field(default=4, ge=1, le=16)
    """1: greedy, faster, and can be ended at each token."""
    compute_type: str = "int8"
    most_tokens: int = Field(default=256, ge=8, le=4096)
    """A longer sentence is refused, and so is one whose translation has no end by then; not more than the model has positions for."""
    batch_tokens: int = Field(default=2048, ge=16)
    weights_of_confidence: CalibrationWeights | None = None
    """Fitted by whoever has judged translations of it; without them no confidence is told."""

    @model_validator(mode="after")
    def _is_whole(self) -> "ModelDescription":
        if (self.sentencepiece is None) == (self.tokenizer is None):
            raise ValueError("name a tokeniser: sentencepiece, or tokenizer")
        lacking = {each for pair in self.directions for each in pair} - set(self.tags)
        if self.family != "marian" and lacking:
            raise ValueError(f"tags lack {', '.join(sorted(lacking))}")
        if self.family == "marian" and len(self.directions) > 1 and not self.tags:
            raise ValueError("a marian model of several targets needs their tags")
        turned = {each for pair in self.directions for each in pair} - AS_WRITTEN
        if self.family == "indictrans2" and turned:
            raise ValueError(
                f"indictrans2 takes {', '.join(sorted(turned))} in Devanagari, which is not done here"
            )
        Placeholders(self.placeholder)
        return self

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.directions)

    @property
    def calibration(self) -> TranslationCalibration | None:
        weights = self.weights_of_confidence
        return TranslationCalibration(**weights.model_dump()) if weights else None


def read_description(folder: Path) -> ModelDescription:
    """Raises ValueError, naming the field, and OSError where there is none."""
    content: dict[str, Any] = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    try:
        return ModelDescription.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise ValueError(f"{FILE}: {where}: {first['msg']}") from error
