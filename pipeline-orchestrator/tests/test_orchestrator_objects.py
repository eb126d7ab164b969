"""GET /objects: signed addresses of the file store."""

import httpx
import pytest

from shared.audio import decode_audio
from shared.settings import CommonSettings
from shared.storage.factory import url_signer

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["", "0f" * 32], ids=["in the clear", "encrypted"], autouse=True)
def files_key(request, monkeypatch) -> str:
    """Every test here is of both kinds of folder."""
    monkeypatch.setenv("FILES_KEY", request.param)
    return request.param


async def test_what_lies_in_the_folder_is_encrypted_where_there_is_a_key(
    orchestrator, recording_url, files_key, data_dir
):
    lying = next((data_dir / "objects" / "tasks").rglob("recording.wav")).read_bytes()
    played = (await orchestrator.client.get(recording_url)).content
    assert (lying == played) == (not files_key)
    assert (played[1000:1100] in lying) == (not files_key)


@pytest.fixture
async def recording_url(orchestrator):
    body = (await orchestrator.post(reference_text="Very good.")).json()
    return body["audio"]["recording"]["url"]


async def test_a_signed_address_plays(orchestrator, recording_url):
    response = await orchestrator.client.get(recording_url)
    assert response.status_code == 200
    assert response.headers["content-type"] == "audio/wav"
    assert decode_audio(response.content, max_duration_s=10).duration_s == 1.0


async def test_a_part_can_be_asked_for(orchestrator, recording_url):
    whole = (await orchestrator.client.get(recording_url)).content
    part = await orchestrator.client.get(recording_url, headers={"Range": "bytes=44-143"})
    assert part.status_code == 206
    assert part.content == whole[44:144]
    assert part.headers["content-range"] == f"bytes 44-143/{len(whole)}"


async def test_the_head_of_an_object_can_be_asked_for(orchestrator, recording_url):
    head = await orchestrator.client.head(recording_url)
    assert (head.status_code, head.headers["accept-ranges"]) == (200, "bytes")


async def test_what_players_add_to_an_address_changes_nothing(orchestrator, recording_url):
    response = await orchestrator.client.get(f"{recording_url}&_=1764186000&t=3")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "0" * 64},
        {"signature": "é" * 64},
        {"signature": ""},
        {"expires": "99999999999"},
        {"expires": "soon"},
    ],
)
async def test_a_changed_address_is_refused(orchestrator, recording_url, change):
    tampered = httpx.URL(recording_url).copy_merge_params(change)
    response = await orchestrator.client.get(tampered)
    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"


async def test_an_address_without_a_signature_is_refused(orchestrator, recording_url):
    response = await orchestrator.client.get(recording_url.split("?")[0])
    assert response.status_code == 403


async def test_an_address_is_for_one_object_only(orchestrator, recording_url):
    response = await orchestrator.client.get(recording_url.replace("recording.wav", "1-asr.json"))
    assert response.status_code == 403


async def test_an_expired_address_is_refused(orchestrator, recording_url, monkeypatch):
    signer = url_signer(CommonSettings())
    key = httpx.URL(recording_url).path.removeprefix("/objects/")
    signature = signer._signature(key, 1_000_000)
    response = await orchestrator.client.get(
        f"/objects/{key}", params={"expires": 1_000_000, "signature": signature}
    )
    assert (response.status_code, response.json()["field"]) == (403, "expires")


async def test_a_signed_address_of_nothing_is_a_404(orchestrator):
    url = url_signer(CommonSettings()).url("tasks/nothing/recording.wav")
    assert (await orchestrator.client.get(url)).status_code == 404


async def test_a_path_out_of_the_store_is_refused(orchestrator):
    url = url_signer(CommonSettings()).url("tasks/%2e%2e/%2e%2e/orchestrator.db")
    assert (await orchestrator.client.get(url)).status_code in {403, 422}
