"""Each service's OpenAPI document: valid, described throughout, and true of what is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from shared.mount import application
from shared.roster import ORCHESTRATOR, ROSTER, Service
from shared.web.openapi import operations_of
from shared.web.problems import MEDIA_TYPE

Json = dict[str, Any]
NO_VERBS = {"diff", "feedback", "health", "metrics", "ready", "version", "voices", "endpoint"}

pytestmark = pytest.mark.usefixtures("mock_mode")


@pytest.fixture(params=ROSTER, ids=lambda service: service.name)
def service(request: pytest.FixtureRequest) -> Service:
    return request.param


@pytest.fixture
def document(service: Service) -> Json:
    return application(service).openapi()


def fields_of(document: Json) -> Iterator[tuple[str, Json]]:
    """Every field of a body, a form or an answer, with the place it has."""
    for name, schema in document["components"]["schemas"].items():
        for field, declared in schema.get("properties", {}).items():
            yield f"{name}.{field}", declared


def files_of(document: Json) -> Iterator[Json]:
    yield from (
        each
        for _, field in fields_of(document)
        for each in (field, field.get("items", {}))
        if each.get("format") == "binary"
    )


def test_the_document_is_valid_openapi_3_1(document: Json):
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_field_is_described(document: Json):
    assert [place for place, field in fields_of(document) if not field.get("description")] == []


def test_every_parameter_is_described(document: Json):
    lacking = [
        f"{operation['operationId']}({parameter['name']})"
        for operation in operations_of(document)
        for parameter in operation.get("parameters", [])
        if not parameter.get("description")
    ]
    assert lacking == []


def test_every_operation_has_a_name_of_its_own_a_description_and_a_tag(document: Json):
    operations = list(operations_of(document))
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)), sorted(names)
    assert [name for name in names if not name.isidentifier() or name in NO_VERBS] == []
    assert [each["operationId"] for each in operations if not each.get("description")] == []
    assert [each["operationId"] for each in operations if not each.get("tags")] == []


def test_every_tag_is_described_once(document: Json):
    names = [tag["name"] for tag in document["tags"]]
    assert len(names) == len(set(names))
    assert [tag["name"] for tag in document["tags"] if not tag["description"]] == []


def test_the_document_says_whose_it_is_and_under_which_licence(document: Json, service: Service):
    assert document["info"]["title"] == service.name
    assert document["info"]["summary"]
    assert document["info"]["license"]["identifier"] == "Apache-2.0"
    assert document["servers"][0]["url"] == "/"


def test_what_callers_show_is_declared_and_may_be_missing(document: Json, service: Service):
    """An installation on one machine asks for nothing, so that no generated client may insist."""
    schemes = document["components"]["securitySchemes"]
    assert set(schemes) == ({"bearer", "session"} if service is ORCHESTRATOR else {"service"})
    assert document["security"] == [{}, *({name: []} for name in schemes)]
    assert not any("security" in operation for operation in operations_of(document))


def test_the_versioned_form_is_the_documented_one():
    paths = application(ORCHESTRATOR).openapi()["paths"]
    plain = {path for path in paths if not path.startswith("/api/v1/")}
    assert plain == {"/health", "/ready", "/version", "/metrics"}


def test_problems_are_declared_as_they_are_sent(document: Json):
    for operation in operations_of(document):
        for status, response in operation["responses"].items():
            if status >= "400" and "operations" not in operation["tags"]:
                (media,) = response["content"]
                assert media == MEDIA_TYPE, (operation["operationId"], status)
    problem = document["components"]["schemas"]["ProblemDocument"]
    assert "errors" in problem["properties"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_what_any_use_case_may_answer_is_declared(document: Json):
    for operation in operations_of(document):
        if "operations" not in operation["tags"]:
            expected = {"422", *(("400", "413") if "requestBody" in operation else ())}
            assert expected <= set(operation["responses"]), operation["operationId"]


def test_what_is_no_json_is_not_declared_as_json():
    paths = application(ORCHESTRATOR).openapi()["paths"]
    sound = paths["/api/v1/objects/{key}"]["get"]["responses"]["200"]["content"]
    assert sound["audio/wav"] == {"schema": {"type": "string", "format": "binary"}}
    assert "application/json" not in sound
    events = paths["/api/v1/tasks/{task_id}/events"]["get"]["responses"]["200"]["content"]
    assert list(events) == ["text/event-stream"]


def test_files_are_strings_in_binary_format_and_of_a_media_type(document: Json, service: Service):
    assert all("contentMediaType" in each for each in files_of(document))
    assert str(document).count("contentMediaType") == len(list(files_of(document)))
    takes_files = {
        "asr-service",
        "alignment-service",
        "conversation-service",
        "voice-conversion-service",
    }
    assert any(files_of(document)) == (service.name in {*takes_files, ORCHESTRATOR.name})


def test_voice_samples_have_one_name():
    document = application(ORCHESTRATOR).openapi()
    names = {place.rpartition(".")[2] for place, _ in fields_of(document)}
    assert "voice_samples" in names
    assert not any("[]" in name for name in names)
