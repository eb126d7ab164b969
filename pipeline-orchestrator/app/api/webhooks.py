"""/webhooks: addresses of a tenant's that are told of events, signed as Standard Webhooks are."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from shared.errors import Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from shared.web import RuntimeDep, ServiceRouter, problems

from ..domain.webhooks import Webhook
from ..schemas.webhooks import (
    ChangedWebhook,
    MadeWebhook,
    NewWebhook,
    ShownWebhook,
    TestedWebhook,
    WebhookList,
)
from ..webhooks.registering import WebhookDesk
from .dependencies import PrincipalDep

router = ServiceRouter(prefix="/webhooks", tags=["events"])
PROBLEMS = problems(InvalidInput, Forbidden, NotFound, Unavailable)


def _desk(runtime: RuntimeDep) -> WebhookDesk:
    return runtime.resources["webhooks"]


DeskDep = Annotated[WebhookDesk, Depends(_desk)]


@router.post(
    "", status_code=201, responses=problems(InvalidInput, Forbidden, Conflict, Unavailable)
)
async def create_webhook(
    asked: NewWebhook, desk: DeskDep, principal: PrincipalDep, request: Request, response: Response
) -> MadeWebhook:
    """Have an address told of events from now on. The answer is the only place that has the secret they are signed with."""
    made, secret = await desk.make(principal, asked.url, list(asked.types))
    request.state.audited_target = f"webhook:{made.id}"
    response.headers["cache-control"] = "no-store"
    return MadeWebhook(**_shown(made).model_dump(), secret=secret)


@router.get("", responses=problems(Forbidden, Unavailable))
async def list_webhooks(desk: DeskDep, principal: PrincipalDep) -> WebhookList:
    """The tenant's webhooks, without their secrets."""
    return WebhookList(items=[_shown(each) for each in await desk.listed(principal)])


@router.patch("/{webhook_id}", responses=PROBLEMS)
async def change_webhook(
    webhook_id: UUID, asked: ChangedWebhook, desk: DeskDep, principal: PrincipalDep
) -> ShownWebhook:
    """Stop telling an address, or go on. What happened meanwhile it can be told of by a replay."""
    changed = await desk.set_disabled(principal, webhook_id, is_disabled=asked.disabled)
    return _shown(changed)


@router.post("/{webhook_id}/secret", responses=PROBLEMS)
async def renew_webhook_secret(
    webhook_id: UUID, desk: DeskDep, principal: PrincipalDep, response: Response
) -> MadeWebhook:
    """A new secret. For a day messages are signed with both, so that none is refused while the receiver learns it."""
    made, secret = await desk.renew_secret(principal, webhook_id)
    response.headers["cache-control"] = "no-store"
    return MadeWebhook(**_shown(made).model_dump(), secret=secret)


@router.post("/{webhook_id}/test", responses=PROBLEMS)
async def test_webhook(webhook_id: UUID, desk: DeskDep, principal: PrincipalDep) -> TestedWebhook:
    """Send it one event of type `webhook.tested`, now and once, and say what it answered."""
    outcome = await desk.test(principal, webhook_id)
    return TestedWebhook(accepted=outcome.accepted, status=outcome.status, reason=outcome.reason)


@router.delete("/{webhook_id}", status_code=204, responses=PROBLEMS)
async def delete_webhook(webhook_id: UUID, desk: DeskDep, principal: PrincipalDep) -> Response:
    """Tell it of nothing more, nor of what is still on its way."""
    await desk.delete(principal, webhook_id)
    return Response(status_code=204)


def _shown(webhook: Webhook) -> ShownWebhook:
    return ShownWebhook(
        id=webhook.id,
        url=webhook.url,
        types=list(webhook.types),
        created_at=webhook.created_at,
        disabled_at=webhook.disabled_at,
        earlier_secret_until=webhook.earlier_until,
    )
