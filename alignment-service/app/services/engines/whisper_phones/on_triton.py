"""The same aligner with its encoder, four fifths of its work, on a Triton server."""

from shared.acoustics.remote_encoder import RemoteEncoder
from shared.engines import EngineContext
from shared.triton.client import open_model
from shared.triton.repository import ENCODER

from .engine import WhisperPhones, load_with


class WhisperPhonesOnTriton(WhisperPhones):
    name = "triton"

    def warm_up(self) -> None:
        """Nothing: the server may start later than this."""


def load(context: EngineContext) -> WhisperPhones:
    """Raises EngineUnavailable where no server is named."""
    settings = context.settings
    model = open_model(settings.triton_url, ENCODER, deadline_s=settings.triton_deadline_s)
    return load_with(WhisperPhonesOnTriton, context, RemoteEncoder(model))
