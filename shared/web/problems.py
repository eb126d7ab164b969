"""Errors → RFC 9457 problem+json, in one place."""

import json
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ConfigDict
from starlette.exceptions import HTTPException
from starlette.websockets import WebSocket

from shared.contracts import Contract
from shared.errors import LimitReached, NotFound, Problem, Unauthenticated, Unavailable
from shared.web.known_names import fields_read, nearest_of_model
from shared.web.methods import allowed_methods, what_is_there
from shared.web.wording import told

MEDIA_TYPE = "application/problem+json"
_RESTART_S = 10
"""Until a service is back that was stopped to be started anew."""
_MOST_ERRORS = 20
"""That one answer tells of a request."""
_UNREADABLE = "the body can't be read: send JSON in UTF-8, with not too many lists in lists"
_OF_FASTAPI = "There was an error parsing the body"
"""What it says of JSON that is no UTF-8, or too deep to be read."""
REALM = "agentforge-voice"
WAITING_HELPS = frozenset({HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE})
"""Statuses that carry Retry-After."""


class Fault(Contract):
    """One thing that is wrong with a request."""

    field: str
    """Which part of the request, with dots: `words.1.text`."""
    detail: str
    """What is wrong with it."""


class ProblemDocument(Contract):
    """An error as RFC 9457 has it; some carry members of their own beside these."""

    model_config = ConfigDict(extra="allow")

    type: str
    """What kind of problem, a stable word: `invalid-input`, `not-audio`, `upstream-failed`."""
    title: str
    """The same for a reader; the same for all problems of a type."""
    status: int
    """The HTTP status of the answer."""
    detail: str
    """What happened here, and what to do."""
    request_id: str | None = None
    """Under which the log has the request; also in the header x-request-id."""
    field: str | None = None
    """Part of the request that is wrong, the first where several are; absent where none is."""
    service: str | None = None
    """Service behind this one that failed; absent where none did."""
    stage: str | None = None
    """Stage of the pipeline that failed; absent where none did."""
    errors: list[Fault] | None = None
    """Each fault of a request whose form is wrong (a field that is missing, unknown or of another type), at most 20;
    absent for other problems."""


class ProblemResponse(JSONResponse):
    """A caller's own words may be in it, and with them half a surrogate pair: that is shown as `?`."""

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(
            errors="replace"
        )


def problem_response(
    *, status: int, slug: str, title: str, detail: str, **members: Any
) -> JSONResponse:
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return ProblemResponse(
        {
            "type": slug,
            "title": title,
            "status": status,
            "detail": detail,
            "request_id": request_id,
            **members,
        },
        status_code=status,
    )


def retry_after_of(error: Problem) -> int | None:
    """Seconds after which it may be tried again; None: not by waiting, or nobody knows when."""
    if isinstance(error, Unavailable):
        return error.retry_after_s if error.status in WAITING_HELPS else None
    return error.retry_after_s if isinstance(error, LimitReached) else None


def answer_of(error: Problem) -> JSONResponse:
    """What a caller sees of an error that was foreseen."""
    response = problem_response(
        status=error.status,
        slug=error.slug,
        title=error.title,
        detail=error.detail,
        **error.members,
    )
    if (retry_after_s := retry_after_of(error)) is not None:
        response.headers["retry-after"] = str(retry_after_s)
    if isinstance(error, Unauthenticated):  # RFC 6750: an error code only where something was shown
        refused = ', error="invalid_token"' if error.was_shown else ""
        response.headers["www-authenticate"] = f'Bearer realm="{REALM}"{refused}'
    return response


def document_of(error: Problem) -> dict[str, Any]:
    """The same without HTTP: for what is told in a message."""
    return json.loads(bytes(answer_of(error).body))


def internal_error() -> JSONResponse:
    """What a caller sees of an error nobody foresaw: its request id, and nothing of its inside."""
    return problem_response(
        status=500,
        slug="internal-error",
        title=Problem.title,
        detail="an unforeseen error; the log has it under this request_id",
    )


def stopping() -> JSONResponse:
    """What a caller sees whose request was still worked on when the service had to stop."""
    response = problem_response(
        status=503,
        slug="unavailable",
        title="The service is not available now",
        detail="the service is stopping and could not finish this: send it again",
    )
    response.headers["retry-after"] = str(_RESTART_S)
    response.headers["connection"] = "close"
    return response


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI `responses` for the problems an endpoint can answer with."""
    responses: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = responses.setdefault(
            kind.status,
            {
                "model": ProblemDocument,
                "description": "",
                "content": {MEDIA_TYPE: {}},
            },
        )
        entry["description"] = "; ".join(filter(None, [entry["description"], kind.title]))
    return responses


def install_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def _problem(asked: Request | WebSocket, error: Problem) -> JSONResponse:
        answer = answer_of(error)
        if isinstance(asked, WebSocket):  # it was not opened yet: what is open tells its own end
            await asked.send_denial_response(answer)
        return answer

    @app.exception_handler(RequestValidationError)
    async def _validation(request: Request, error: RequestValidationError) -> JSONResponse:
        dependant = getattr(request.scope.get("route"), "dependant", None)
        fields = fields_read(dependant, "body_params") if dependant else {}
        body = getattr(error, "body", None)
        errors = [
            told(each, body=body, fields=fields, meant=_meant(request, each))
            for each in error.errors()[:_MOST_ERRORS]
        ]
        errors = list({(each["field"], each["detail"]): each for each in errors}.values())
        return problem_response(
            status=422,
            slug="invalid-input",
            title="The request can't be used as it is",
            detail="; ".join(f"{each['field']}: {each['detail']}" for each in errors),
            field=errors[0]["field"],
            errors=errors,
        )

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        match error.status_code:
            case HTTPStatus.METHOD_NOT_ALLOWED:
                return _wrong_method(request)
            case HTTPStatus.NOT_FOUND:
                detail = f"there is nothing at this path: {what_is_there(request)}"
                return problem_response(
                    status=404, slug="not-found", title=NotFound.title, detail=detail
                )
            case _:
                response = problem_response(
                    status=error.status_code,
                    slug="http-error",
                    title=HTTPStatus(error.status_code).phrase,
                    detail=_UNREADABLE if error.detail == _OF_FASTAPI else str(error.detail),
                )
                response.headers.update(error.headers or {})
                return response


def _wrong_method(request: Request) -> Response:
    """OPTIONS is answered with what the path takes; any other method is told so."""
    allowed = ", ".join([*allowed_methods(request), "OPTIONS"])
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": allowed})
    response = problem_response(
        status=405,
        slug="method-not-allowed",
        title="This path does not take the method",
        detail=f"this path takes {allowed}",
    )
    response.headers["allow"] = allowed
    return response


def _meant(request: Request, error: dict[str, Any]) -> str:
    """For a key that no contract knows: the nearest that it does."""
    body = getattr(request.scope.get("route"), "body_field", None)
    if error["type"] != "extra_forbidden" or body is None:
        return ""
    name = nearest_of_model(body.field_info.annotation, error["loc"][1:])
    return f": did you mean {name}?" if name else ""
