"""The use case: moments of a call in the coach's words."""

from shared.contracts.moments import MomentsToWord, WordedMoments
from shared.engines import EngineHost

from ..engines.base import Coach


async def answer_moments(request: MomentsToWord, *, host: EngineHost[Coach]) -> WordedMoments:
    """One for each, in order; as it was sent where the coach has no better words."""
    worded = await host.run(host.engine.word_moments, request.moments)
    return WordedMoments(moments=worded, **host.stamp())
