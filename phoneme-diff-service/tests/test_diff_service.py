"""The diff service over HTTP."""

import pytest
from asgi_lifespan import LifespanManager

from shared.contracts import Diff
from shared.engines import EngineUnavailable
from shared.testing import service_client

from ..app import main
from ..app.schemas import request_response as requests

pytestmark = pytest.mark.anyio


EXAMPLES = (requests.PHONES_EXAMPLE, requests.EVIDENCE_EXAMPLE)


@pytest.fixture
async def client():
    async with service_client(main.app) as each:
        yield each


@pytest.mark.parametrize("path", ["/health", "/ready", "/version", "/metrics", "/docs"])
async def test_it_answers_where_every_service_does(client, path):
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("path", ["/diff", "/process"])
@pytest.mark.parametrize("example", EXAMPLES, ids=["phones", "evidence"])
async def test_both_forms_answer_a_diff_that_names_the_slip(client, path, example):
    response = await client.post(path, json=example)
    diff = Diff.model_validate(response.json())
    assert response.status_code == 200
    assert (diff.engine, diff.mock, diff.formula_version) == ("articulatory", False, "3")
    assert diff.issues[0].rule == "V_W"


@pytest.mark.parametrize("example", EXAMPLES, ids=["phones", "evidence"])
async def test_the_mock_is_deterministic_and_keeps_the_contract(mock_mode, client, example):
    first, second = [(await client.post("/diff", json=example)).json() for _ in range(2)]
    assert first == second
    assert Diff.model_validate(first).mock is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "alignment"),
        ({"target": ["V"]}, "heard"),
        ({"heard": ["V"]}, "target"),
        ({"target": ["XX"], "heard": ["V"]}, "target.0"),
        ({"target": ["V"], "heard": ["V", "eh9"]}, "heard.1"),
        ({"target": [{"text": "v", "phones": ["V", "Q"]}], "heard": ["V"]}, "target.0.phones.1"),
        ({"target": ["V"], "heard": []}, "heard"),
        ({"target": ["V"], "heard": ["V"], "l1": "Klingon"}, "l1"),
        ({"target": ["V"], "heard": ["V"], "colour": "red"}, "colour"),
        (requests.EVIDENCE_EXAMPLE | {"heard": ["V"]}, "heard"),
        (requests.EVIDENCE_EXAMPLE | {"text_source": "dream"}, "text_source"),
    ],
)
async def test_bad_input_is_a_problem_that_names_the_field(client, body, field):
    response = await client.post("/diff", json=body)
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["field"] == field
    assert "Traceback" not in response.text


async def test_a_broken_rules_folder_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("DIFF_RULES_DIR", str(tmp_path))
    with pytest.raises(EngineUnavailable, match=r"phones\.tsv"):
        async with LifespanManager(main.app):
            pass


async def test_words_of_more_phones_than_a_page_are_refused_together(client):
    target = [{"text": "a", "phones": ["S"] * 100}] * 20
    fits = await client.post("/diff", json={"target": target, "heard": ["S"]})
    over = await client.post("/diff", json={"target": [*target, target[0]], "heard": ["S"]})
    assert fits.status_code == 200
    assert (over.status_code, over.json()["field"]) == (422, "target")
