"""The OpenAPI document of a service, in a form that client generators read.

FastAPI's own is completed: files are strings in binary format as well as of a media type (generators know one or the other), errors are what shared.web.problems sends, operation ids are
the names of the endpoint functions, and what is the same for all services (licence, server, security scheme, tags) is here.
"""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from shared import __version__
from shared.roster import ORCHESTRATOR, Service
from shared.web.problems import MEDIA_TYPE, ProblemDocument

Json = dict[str, Any]

LICENCE = {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
SERVERS = [{"url": "/", "description": "The service that this document is from"}]
TAGS = {
    "operations": "Whether the service lives, is ready, which code it is and what it has done.",
    "asr": "Recognising what was said.",
    "alignment": "Finding when each phone was said, and what was heard in its place.",
    "phoneme map": "How words are said in General American.",
    "phoneme diff": "Judging what was heard against the target.",
    "speech": "Speaking a text, and the voices that can.",
    "language": "Which language a text is in, and what a transcript looks like written down.",
    "conversation": "Who spoke when in a call, how each turn felt, and what of it must not be kept.",
    "search": "Turns of recordings, found again by their words and by what they mean.",
    "voice conversion": "Speech in a voice nearer to the speaker's own, with their consent.",
    "feedback": "Coaching from what was judged.",
    "pipeline": "All stages on one recording, waited for.",
    "tasks": "The same as tasks: submit, look, follow, cancel, erase.",
    "speakers": "Consents, progress and erasure of a speaker.",
    "administration": "How an installation is, what is kept for how long, and which models it uses.",
    "classes": "Classes, what they have to record, and what teachers say of it.",
    "access": "Keys, sessions of browsers, and who did what.",
    "objects": "Recordings and speech behind the signed addresses of a result.",
}
"""What a group of operations does, where there is more to say than what the service does."""
PARAMETERS = {
    "recording_id": "Id of a recording, and of its task.",
    "webhook_id": "Id of a webhook.",
    "event_id": "Id of an event.",
    "job_id": "Id of a training job.",
    "task_id": "Id of a task, from POST /tasks or a result.",
    "class_id": "Id of a class.",
    "member_id": "Id of a membership of the class.",
    "membership_id": "Id of a membership, from POST or GET /memberships.",
    "assignment_id": "Id of an assignment of the class.",
    "note_id": "Id of a note on the recording.",
    "share_id": "Id of a link to the result.",
    "speaker_id": "Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`.",
    "word_index": "Index of a word of the text, from 0.",
    "turn": "Index of a turn of the call, from 0.",
    "of": "Whose saying of it: the learner's or the reference's.",
    "limit": "How many at most.",
    "status": "Only tasks in this state.",
    "key": "Key of the object, from a signed address.",
    "tenant": "Whose the object is; part of a signed address.",
    "expires": "When the address ends, in seconds since 1970; part of a signed address.",
    "signature": "What proves that the address is ours; part of a signed address.",
}
"""What a path or query parameter is that means the same wherever it stands and is not described there."""
CALLERS_SHOW = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, `afv_…`, or a JWT of the issuer that is set up.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-afv_session",
        "description": "A browser that signed in (POST /sessions); on this machine itself the cookie is `afv_session`. "
        "What changes something needs X-CSRF-Token too.",
    },
}
"""By which the orchestrator knows who asks. An installation without keys on one machine asks for neither."""
SERVICES_SHOW = {
    "service": {
        "type": "apiKey",
        "in": "header",
        "name": "x-service-token",
        "description": "SERVICE_TOKEN, where it is set.",
    }
}
"""By which a service behind it knows its own fleet."""
_PROBLEM_REF = {"$ref": "#/components/schemas/ProblemDocument"}
_ANYWHERE = {
    "401": "It is not known who asks",
    "422": "",
    "500": "An unforeseen error; the log has it under the request id",
    "503": "The service can't answer now; Retry-After says when to ask again",
}
"""What each use case may answer besides what it declares."""
_NOT_FOR_ALL = {"/version": ("401",), "/metrics": ("401", "403")}
"""Operations that ask who comes, too, and how they refuse."""
_WHERE_A_BODY_IS_SENT = {"400": "The body can't be read", "413": "The body is too large"}


def operation_id(route: APIRoute) -> str:
    """The endpoint function's name: a verb, once in a service."""
    return route.name


def install_openapi(app: FastAPI, service: Service) -> None:
    """Makes `app.openapi()` answer the completed document."""
    app.summary = service.about
    app.license_info = LICENCE
    app.servers = [dict(each) for each in SERVERS]
    written: Callable[[], Json] = app.openapi

    def completed() -> Json:
        if app.openapi_schema is None:
            document = written()
            _show_examples_whole(document, app)
            _complete(document, service)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = completed  # type: ignore[method-assign] - FastAPI's documented way


def _complete(document: Json, service: Service) -> None:
    document["info"]["version"] = __version__
    components = document.setdefault("components", {})
    schemes = CALLERS_SHOW if service is ORCHESTRATOR else SERVICES_SHOW
    components["securitySchemes"] = schemes
    document["security"] = [{}, *({name: []} for name in schemes)]
    schemas: Json = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {})
    schemas["ProblemDocument"] = problem
    used: set[str] = set()
    for path, statuses in _NOT_FOR_ALL.items():
        for operation in document["paths"].get(path, {}).values():
            for status in statuses if service is ORCHESTRATOR else statuses[:1]:
                operation["responses"][status] = {
                    "description": "This is not for who asks"
                    if status == "403"
                    else _ANYWHERE[status],
                    "content": {MEDIA_TYPE: {"schema": _PROBLEM_REF}},
                }
    for operation in operations_of(document):
        used |= set(operation.get("tags", []))
        _declare_answers(operation)
        if service is ORCHESTRATOR:
            _declare_forbidden(operation)
        for parameter in operation.get("parameters", []):
            if parameter["name"] in PARAMETERS:
                parameter.setdefault("description", PARAMETERS[parameter["name"]])
        _mend_forms(operation, schemas)
    document["tags"] = [
        {"name": name, "description": TAGS.get(name, service.about)} for name in sorted(used)
    ]
    _mend_schemas(document)


def _show_examples_whole(document: Json, app: FastAPI) -> None:
    """With their nulls, which FastAPI leaves out: a field that must be sent may be null."""
    for route in iter_route_contexts(app.routes):
        body = getattr(route.original_route, "body_field", None)
        examples: Json | None = getattr(getattr(body, "field_info", None), "openapi_examples", None)
        if not examples or route.path_format is None:
            continue
        for operation in document["paths"].get(route.path_format, {}).values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                content["examples"] = copy.deepcopy(examples)


def operations_of(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        yield from (each for each in item.values() if isinstance(each, dict))


def _declare_answers(operation: Json) -> None:
    """Errors as they are sent, problem+json and nothing else; audio as a file."""
    responses: Json = operation["responses"]
    if "operations" not in operation.get("tags", []):
        told = _ANYWHERE | (_WHERE_A_BODY_IS_SENT if "requestBody" in operation else {})
        for status, description in told.items():
            responses.setdefault(status, {"description": description})
    for status, response in responses.items():
        if status.startswith(("4", "5")) and "operations" not in operation.get("tags", []):
            response["content"] = {MEDIA_TYPE: {"schema": _PROBLEM_REF}}
            if status == "422":
                response["description"] = (
                    "The request can't be used as it is: `field` says what of it; `errors` has each fault of its form"
                )
        for media, content in response.get("content", {}).items():
            if media.startswith("audio/"):
                content.setdefault("schema", {"type": "string", "format": "binary"})
    operation["responses"] = dict(sorted(responses.items()))


def _declare_forbidden(operation: Json) -> None:
    if "operations" not in operation.get("tags", []):
        forbidden = {"description": "This is not for who asks"}
        problem = {"content": {MEDIA_TYPE: {"schema": _PROBLEM_REF}}}
        operation["responses"].setdefault("403", forbidden | problem)
        operation["responses"] = dict(sorted(operation["responses"].items()))


def _mend_forms(operation: Json, schemas: Json) -> None:
    """A form can't send null, and a name that is only another spelling (`samples[]`) is not shown."""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        if media == "application/json":
            continue
        schema = content["schema"]
        form = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        for name, field in list(form.get("properties", {}).items()):
            bare = name.removesuffix("[]")
            if bare != name and bare in form["properties"]:
                form["properties"][bare].setdefault("description", field.get("description", ""))
                del form["properties"][name]
                continue
            kinds = [each for each in field.get("anyOf", []) if each != {"type": "null"}]
            if len(kinds) == 1:
                del field["anyOf"]
                form["properties"][name] = kinds[0] | field


def _mend_schemas(node: Any) -> None:
    """Files in the form that generators know; null by its name in JSON."""
    if isinstance(node, list):
        for each in node:
            _mend_schemas(each)
    if not isinstance(node, dict):
        return
    if node.get("type") == "string" and "contentMediaType" in node:
        node["format"] = "binary"
    if isinstance(text := node.get("description"), str):
        node["description"] = re.sub(r"(?<!\n)\n(?!\n)", " ", re.sub(r"\bNone\b", "null", text))
    for name, each in node.items():
        if name not in {"example", "examples"}:
            _mend_schemas(each)
