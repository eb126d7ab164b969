"""In which languages the coach's notes can be had: those it speaks, and those that its English is translated into."""

from dataclasses import dataclass

from shared.contracts.translation import TranslationPairs
from shared.errors import UpstreamFailed
from shared.roster import FEEDBACK, LANGUAGE

from .pronunciation.options import FEEDBACK_LANGUAGE
from .upstreams import Upstreams, look_up


@dataclass(frozen=True, slots=True)
class CoachingLanguages:
    spoken: frozenset[str]
    """By the coach itself, ISO 639."""
    pairs: TranslationPairs | None
    """None where nothing is translated, or nobody can tell."""

    def has(self, language: str) -> bool:
        return language in self.spoken or self.is_translated(language)

    def is_translated(self, language: str) -> bool:
        pairs = self.pairs
        return pairs is not None and pairs.has(FEEDBACK_LANGUAGE, language)

    @property
    def translated(self) -> frozenset[str]:
        """That can be named; any, where the translator has no list."""
        listed = self.pairs.pairs if self.pairs is not None else []
        into = {pair.target for pair in listed if pair.source == FEEDBACK_LANGUAGE}
        return frozenset(into - self.spoken)


async def spoken_by_coach(upstreams: Upstreams) -> frozenset[str] | None:
    """ISO 639; None while the coach can't tell."""
    return await upstreams.offered(FEEDBACK, "/languages", "languages", "code")


async def coaching_languages(upstreams: Upstreams) -> CoachingLanguages | None:
    """None while the coach can't tell."""
    spoken = await spoken_by_coach(upstreams)
    if spoken is None:
        return None
    try:
        pairs = await look_up(TranslationPairs, upstreams[LANGUAGE], "/pairs", {})
    except UpstreamFailed:
        pairs = None
    return CoachingLanguages(spoken, pairs)
