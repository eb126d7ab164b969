"""What an erasure reaches, and what it costs."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shared.settings import CommonSettings
from shared.storage import open_store
from shared.storage.files import FileStore

pytestmark = pytest.mark.anyio

TEXT = "Very good."


class Listings:
    """How many files the store looks at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.n = 0
        files_below = FileStore._files_below

        def counted(store: FileStore, folder: Path) -> Any:
            found = files_below(store, folder)
            self.n += len(found)
            return found

        monkeypatch.setattr(FileStore, "_files_below", counted)


@pytest.fixture
async def crowded(services) -> int:
    """A store with much of others in it; how many objects."""
    store = open_store(CommonSettings())
    for _ in range(300):
        task, digest = uuid4(), uuid4().hex * 2
        for key in (
            f"tasks/local/{task}/recording.wav",
            f"tasks/{task}/recording.wav",
            f"speakers/local/{task}/samples/0.wav",
            f"speech/local/{digest[:2]}/{digest}/speech.wav",
        ):
            await store.put(key, b"x", content_type="audio/wav")
    return 1200


async def erased(orchestrator, monkeypatch, *, n_tasks: int) -> int:
    """Files that were looked at to erase a speaker."""
    for _ in range(n_tasks):
        await orchestrator.post(reference_text=TEXT, speaker_id="priya")
    with monkeypatch.context() as patch:
        listings = Listings(patch)
        answer = await orchestrator.client.delete("/speakers/priya")
        assert (answer.status_code, answer.json()["n_tasks"]) == (200, n_tasks)
        return listings.n


async def test_erasing_costs_what_the_speaker_has_not_what_the_store_has(
    orchestrator, monkeypatch, crowded, services
):
    n_of_one = await erased(orchestrator, monkeypatch, n_tasks=1)
    n_of_three = await erased(orchestrator, monkeypatch, n_tasks=3)
    n_objects = 9  # recording, six results, the reference voice and its copy in the cache
    assert 0 < n_of_one <= 4 * n_objects
    assert n_of_three <= 3 * n_of_one
    assert len(await services.stored("")) == crowded


async def test_a_reference_voice_goes_with_a_task_and_stays_with_the_others(orchestrator, services):
    first, second = [
        (await orchestrator.post(reference_text=TEXT)).json()["task_id"] for _ in range(2)
    ]
    assert len(await services.stored("speech/local/")) == 1
    await orchestrator.client.delete(f"/tasks/{first}")
    assert await services.stored("speech/") == set()
    played = (await orchestrator.get(second))["audio"]["reference"]["url"]
    assert (await orchestrator.client.get(played)).status_code == 200


async def test_the_reference_voice_of_a_task_from_before_the_caches_goes_too(
    orchestrator, services, data_dir
):
    """Its result names a key of the cache that all tenants shared."""
    digest = "0f" * 32
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    folder = data_dir / "objects" / "tasks" / "local" / task_id
    (copy,) = (folder / "speech").iterdir()
    copy.unlink()
    result = folder / "1-tts.json"
    result.write_text(
        result.read_text("utf-8").replace(
            f"tasks/local/{task_id}/speech/{copy.stem}", f"tts/0f/{digest}"
        )
    )
    store = open_store(CommonSettings())
    for ending in ("wav", "json", "ogg"):
        await store.put(f"tts/0f/{digest}.{ending}", b"x", content_type="audio/wav")
    await store.put("tts/0f/0f.wav", b"x", content_type="audio/wav")
    await orchestrator.client.delete(f"/tasks/{task_id}")
    assert await services.stored("tts/") == {"tts/0f/0f.wav"}
