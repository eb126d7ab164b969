"""The stage that finds the moments worth a coach's minute."""

import anyio.to_thread

from ..upstreams import Upstreams
from .analysis import talk_of
from .materials import CallMaterials
from .moments.call import ToldCall
from .moments.ranking import moments_of
from .moments.rules import version
from .stored import CallMoments

ENGINE = "rules"


async def find_moments(materials: CallMaterials, upstreams: Upstreams) -> CallMoments:
    """Of all that is known: without an analysis, or an accent, fewer rules find something."""
    del upstreams
    transcript, analysis, accent = materials.transcript, materials.analysis, materials.accent
    call = ToldCall(
        transcript.turns,
        transcript.duration_s,
        talk_of(analysis) if analysis is not None else None,
        accent.accent if accent is not None else None,
    )
    moments = await anyio.to_thread.run_sync(moments_of, call)
    return CallMoments(
        moments=moments, engine=ENGINE, model_version=version(), mock=transcript.mock
    )
