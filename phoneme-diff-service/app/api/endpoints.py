"""POST /diff."""

from typing import Annotated

from fastapi import Body, Depends

from shared.contracts import Diff
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.web import RuntimeDep, ServiceRouter, engine_host, problems

from ..schemas.request_response import OPENAPI_EXAMPLES, DiffRequest
from ..services import logic
from ..services.engines.base import Differ

router = ServiceRouter(tags=["phoneme diff"])


@router.post("/diff", responses=problems(InvalidInput))
@router.post("/process", include_in_schema=False)
async def diff_phones(
    request: Annotated[DiffRequest, Body(openapi_examples=OPENAPI_EXAMPLES)],
    host: Annotated[EngineHost[Differ], Depends(engine_host)],
    runtime: RuntimeDep,
) -> Diff:
    """Name what differed from the American target, how badly, and score it."""
    return await logic.answer_diff(request, host=host, settings=runtime.settings)
