"""The CMU Pronouncing Dictionary, a list of names, and models of ours for what both lack: the lexicon all services share."""

from collections.abc import Mapping, Sequence

from shared.engines import EngineContext
from shared.phonetics.lexicon import Lexicon, PronouncedText


class CmudictPronouncer:
    name = "cmudict"
    model_version = "cmudict-3.0.0+names-1+g2p-1"

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def warm_up(self) -> None:
        self.lexicon.pronounce("Warm up, Zyxwick: 23.")

    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> PronouncedText:
        return self.lexicon.pronounce_readings(text, own)


def load(context: EngineContext) -> CmudictPronouncer:
    return CmudictPronouncer(Lexicon.load(context.model_dir))
