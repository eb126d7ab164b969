"""NVIDIA's Streaming Sortformer (Park et al. 2024, Medennikov et al. 2025): one network hears who speaks, four at most, also at once.

Run by onnxruntime from an export that the operator brings; the stream around it is ours, as NeMo's `streaming_update` does it.
"""

from collections.abc import Sequence
from pathlib import Path

from shared.audio.long_recording import LongRecording
from shared.engines import EngineContext

from ....core.config import Settings
from ...speech import SpeechRegion
from ..base import SpeakerSpan
from .graph import SortformerGraph, load_graph
from .layout import N_SPEAKERS
from .spans import active_spans
from .stream import speaking_probabilities


class SortformerDiarizer:
    name = "sortformer"
    most_speakers = N_SPEAKERS

    def __init__(self, graph: SortformerGraph, version: str) -> None:
        self._graph = graph
        self.model_version = version

    def warm_up(self) -> None:
        """Nothing: the graph was tried when it was loaded."""

    def diarize(
        self, recording: LongRecording, regions: Sequence[SpeechRegion], n_speakers: int
    ) -> list[SpeakerSpan]:
        """Speech is what the network hears, not `regions`. Of more voices than `n_speakers` those that come later are told of nothing."""
        del regions
        probabilities = speaking_probabilities(recording, self._graph, n_speakers)
        return active_spans(probabilities, recording.duration_s)


def load(context: EngineContext) -> SortformerDiarizer:
    """Raises ValueError where CONVERSATION_SORTFORMER_MODEL names no export that can be run."""
    settings: Settings = context.settings
    if settings.sortformer_model is None:
        raise ValueError("name the ONNX file of the model: CONVERSATION_SORTFORMER_MODEL")
    path = Path(settings.sortformer_model)
    graph = load_graph(path, threads=context.threads, device=settings.device)
    return SortformerDiarizer(graph, path.stem)
