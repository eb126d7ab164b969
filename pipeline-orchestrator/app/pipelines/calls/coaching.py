"""The stage that finds the moments worth a coach's minute."""

from collections.abc import Sequence

import anyio.to_thread
import structlog

from shared.contracts.moments import MomentsToWord, MomentToWord, WordedMoments
from shared.errors import UpstreamFailed
from shared.roster import FEEDBACK

from ...schemas.calls import CoachableMoment
from ..upstreams import Upstreams, ask
from .analysis import talk_of
from .materials import CallMaterials
from .moments.call import ToldCall
from .moments.ranking import moments_of
from .moments.rules import version
from .stored import CallMoments

ENGINE = "rules"
log = structlog.get_logger(__name__)


async def find_moments(materials: CallMaterials, upstreams: Upstreams) -> CallMoments:
    """Of all that is known: without an analysis, or an accent, fewer rules find something."""
    transcript, analysis, accent = materials.transcript, materials.analysis, materials.accent
    call = ToldCall(
        transcript.turns,
        transcript.duration_s,
        talk_of(analysis) if analysis is not None else None,
        accent.accent if accent is not None else None,
    )
    moments = await anyio.to_thread.run_sync(moments_of, call)
    if moments and materials.options.redact:
        moments = await _worded(moments, upstreams)
    return CallMoments(
        moments=moments, engine=ENGINE, model_version=version(), mock=transcript.mock
    )


async def _worded(
    moments: Sequence[CoachableMoment], upstreams: Upstreams
) -> list[CoachableMoment]:
    """In the coach's words; in the rules' where it can't be asked."""
    asked = MomentsToWord(
        moments=[
            MomentToWord(
                title=each.title,
                reason=each.reason,
                advice=each.advice,
                is_good=each.is_good,
                quotes=[one.quote for one in each.evidence if one.quote],
            )
            for each in moments
        ]
    )
    try:
        told = await ask(
            WordedMoments, upstreams[FEEDBACK], "/moments", json=asked.model_dump(mode="json")
        )
    except UpstreamFailed as error:
        log.warning("moments_not_worded", kind=error.slug)
        return list(moments)
    if len(told.moments) != len(moments):
        return list(moments)
    return [
        ours.model_copy(
            update={"reason": theirs.reason, "advice": theirs.advice, "worded_by": theirs.source}
        )
        for ours, theirs in zip(moments, told.moments, strict=True)
    ]
