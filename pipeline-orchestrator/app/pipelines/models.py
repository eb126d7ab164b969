"""Asking a service to work with another version of its model than its own."""

from collections.abc import Mapping
from typing import Any

import structlog

from shared.contracts import Alignment
from shared.contracts.weights import WEIGHTS_UNUSABLE
from shared.errors import UpstreamFailed, UpstreamRefused
from shared.roster import ALIGNMENT

from ..domain.model import PickedModel
from .upstreams import Upstreams, ask

log = structlog.get_logger(__name__)

ALIGNER = "aligner"
"""Name in the registry of what judges phones in alignment-service: one archive of heads and classifiers."""


async def aligned(
    upstreams: Upstreams,
    models: Mapping[str, PickedModel],
    *,
    data: Mapping[str, str],
    files: Mapping[str, Any],
) -> Alignment:
    """Judged with the version that was picked. Where that can't be used it is judged with the service's own: a trial costs
    nobody their result, and the answer names what made it. Raises UpstreamFailed and its kinds."""
    picked = models.get(ALIGNER)
    client = upstreams[ALIGNMENT]
    if picked is not None and picked.weights is not None:
        named = {**data, "weights": picked.weights.model_dump_json()}
        try:
            return await ask(Alignment, client, "/process", data=named, files=files)
        except UpstreamFailed as failure:
            if not _is_of_the_weights(failure):
                raise
            log.warning("weights_not_used", model=ALIGNER, version=picked.version, kind=failure.slug)  # fmt: skip
    return await ask(Alignment, client, "/process", data=data, files=files)


def _is_of_the_weights(failure: UpstreamFailed) -> bool:
    """Refused for them, or failed by who can say why: an engine that broke down over a recording."""
    if isinstance(failure, UpstreamRefused):
        problem: Any = failure.members.get("problem", {})
        return problem.get("type") == WEIGHTS_UNUSABLE or problem.get("field") == "weights"
    return type(failure) is UpstreamFailed
