"""/privacy: how long things are kept, and who else is told of them."""

from shared.errors import Unavailable
from shared.roster import FEEDBACK
from shared.web import ServiceRouter, problems

from ..domain.retention import RetainedKind
from ..schemas.privacy import PrivacyFacts
from .dependencies import AppDep, PrincipalDep

OF_LEARNERS: tuple[RetainedKind, ...] = ("recordings", "results", "references", "practice")
LANGUAGE_MODEL_ENGINE = "llm"
"""The coach that asks a language model."""

router = ServiceRouter(tags=["speakers"])


@router.get("/privacy", responses=problems(Unavailable))
async def show_privacy(app: AppDep, principal: PrincipalDep) -> PrivacyFacts:
    """For how long what is a learner's is kept in your tenant, and whether a language model is told of it."""
    rules = await app.purger.rules()
    coach = (await app.upstreams.versions())[FEEDBACK.name].get("engine")
    return PrivacyFacts(
        kept_days={kind: rules[kind].days_of(principal.tenant) for kind in OF_LEARNERS},
        language_model=None if coach is None else coach == LANGUAGE_MODEL_ENGINE,
    )
