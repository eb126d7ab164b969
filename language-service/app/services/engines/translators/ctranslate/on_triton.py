"""A converted model on a Triton server; what is kept in sentences, their pieces and what is known of the model stay here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shared.engines import EngineContext
from shared.errors import EngineFailed
from shared.triton.client import TritonModel, open_model
from shared.triton.repository import TRANSLATOR

from .....core.config import Settings
from . import ConvertedTranslator, described


@dataclass(frozen=True, slots=True)
class TranslatedTokens:
    """As CTranslate2 has it: the best first, of which there is one."""

    hypotheses: list[list[str]]
    scores: list[float]


class RemoteConvertedModel:
    """What the translator asks of a converted model."""

    def __init__(self, model: TritonModel) -> None:
        self._model = model

    def translate_batch(
        self, source: Sequence[Sequence[str]], *, callback: Any = None, **how: Any
    ) -> list[TranslatedTokens]:
        """A step of another process can't be stopped: `callback` is not asked. Raises as TritonModel does."""
        del callback
        request = json.dumps({"source": source, "how": how}, ensure_ascii=False).encode()
        made = self._model.infer({"request": np.array([request], np.object_)}, ["reply"])
        try:
            found = json.loads(made["reply"][0])
            return [TranslatedTokens([each["tokens"]], [float(each["score"])]) for each in found]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise EngineFailed(
                "the Triton server's translator says what is no translation"
            ) from error

    def unload_model(self) -> None:
        self._model.close()


class TranslatorOnTriton(ConvertedTranslator):
    name = "triton"

    def warm_up(self) -> None:
        """Nothing: the server may start later than this."""


def load(context: EngineContext) -> TranslatorOnTriton:
    """Raises EngineUnavailable where no server is named, and as `described` does."""
    settings: Settings = context.settings
    folder, description, tokeniser = described(settings)
    model = open_model(settings.triton_url, TRANSLATOR, deadline_s=settings.triton_deadline_s)
    remote: Any = RemoteConvertedModel(model)
    return TranslatorOnTriton(remote, tokeniser, description, folder.resolve().name)
