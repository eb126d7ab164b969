"""What an engine finds of a reference: while samples are measured where a core is free for it, else when it is asked for."""

from shared.audio import Audio

from .engines.base import Features, NoVoice, VoiceConverter

_LONGEST_EARLY_S = 15.0
"""Of a reference: a second of it takes 2 MB until it is converted, and a sample that is refused waits for what was begun."""


class Study:
    """Of one reference, once. Not for two threads at a time."""

    def __init__(self, engine: VoiceConverter, reference: Audio) -> None:
        self._engine, self._reference = engine, reference
        self._found: Features | None = None
        self._refusal: NoVoice | None = None

    def begin(self) -> None:
        """Beside something else; what the engine refuses is told when it is asked for."""
        if self._reference.duration_s <= _LONGEST_EARLY_S:
            self._study()

    def features(self) -> Features:
        """Raises NoVoice, naming `reference`."""
        self._study()
        if self._refusal is not None:
            raise self._refusal
        assert self._found is not None
        return self._found

    def _study(self) -> None:
        if self._found is None and self._refusal is None:
            try:
                self._found = self._engine.study(self._reference)
            except NoVoice as refusal:
                self._refusal = refusal
