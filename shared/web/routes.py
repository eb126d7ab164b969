"""The routers of services: how each request's body and query are read before an endpoint sees them."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response, params
from fastapi.routing import APIRoute
from starlette.datastructures import FormData

from shared.errors import UnsupportedMediaType
from shared.likeness import LONGEST_SHOWN
from shared.web.forms import FormFields, has_body, media_type, read_form, read_past
from shared.web.known_names import fields_read

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ServiceRoute(APIRoute):
    """Asks who may come here first, reads forms as `shared.web.forms` does, takes JSON only where it is said to be, and passes over an empty parameter."""

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()
        body = self.body_field
        is_form = body is not None and isinstance(body.field_info, params.Form)
        fields = FormFields.of(fields_read(self.dependant, "body_params"))

        async def answer_read(request: Request) -> Response:
            if (authorise := getattr(request.app.state, "authorise", None)) is not None:
                await authorise(request)
            request.scope["query_string"] = _without_empty(request.scope["query_string"])
            if is_form:
                form = await read_form(request, fields)
                return await answer(_ReadRequest(request, form))
            if body is not None:
                await _require_json(request)
            return await answer(request)

        return answer_read


class ServiceRouter(APIRouter):
    """What a service's endpoints are put on."""

    def __init__(self, **how: Any) -> None:
        super().__init__(route_class=ServiceRoute, **how)


class _ReadRequest(Request):
    """One whose form is here already."""

    def __init__(self, request: Request, form: FormData) -> None:
        super().__init__(request.scope, request.receive)
        self._form = form  # where Starlette keeps what it has read


async def _require_json(request: Request) -> None:
    """Raises UnsupportedMediaType for a body that doesn't say that it is JSON."""
    kind = media_type(request.headers)
    is_json = kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )
    if has_body(request.headers) and not is_json:
        await read_past(request)
        shown = kind[:LONGEST_SHOWN] or "a body without a content-type"
        raise UnsupportedMediaType(
            f"JSON is taken here, not {shown}: send a JSON object with content-type: application/json",
            field="content-type",
        )


def _without_empty(query: bytes) -> bytes:
    """A form that is sent as an address names every field, filled in or not."""
    pairs = query.split(b"&")
    return b"&".join(
        each for each in pairs if b"=" not in each or each.partition(b"=")[2].strip(b"+")
    )
