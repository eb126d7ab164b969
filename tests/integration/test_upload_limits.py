"""Every route of every service that takes files ends an upload that is too large while it is still coming."""

from collections.abc import AsyncIterator, Iterator

import pytest

from shared.mount import application
from shared.roster import ROSTER, Service
from shared.testing import service_client

pytestmark = pytest.mark.anyio

CHUNK = b"\0" * 64_000
LIMIT_MB = 1
HEAD = (
    b'--edge\r\nContent-Disposition: form-data; name="%s"; filename="a.wav"\r\n'
    b"Content-Type: audio/wav\r\n\r\n"
)
KIND = {"content-type": "multipart/form-data; boundary=edge"}
AGREES = b'--edge\r\nContent-Disposition: form-data; name="consent_voice_cloning"\r\n\r\ntrue\r\n'


def routes() -> Iterator[tuple[Service, str, str]]:
    """Service, path and a field for a file, as the OpenAPI document has them."""
    for service in ROSTER:
        document = application(service).openapi()
        for path, operations in document["paths"].items():
            content = operations.get("post", {}).get("requestBody", {}).get("content", {})
            if (form := content.get("multipart/form-data")) is None:
                continue
            name = form["schema"]["$ref"].rpartition("/")[2]
            fields = document["components"]["schemas"][name]["properties"]
            files = [name for name, each in fields.items() if "contentMediaType" in str(each)]
            for field in files:
                yield service, path, field


ROUTES = list(routes())


class Upload:
    """Parts of a body without a length, and how much of them was taken."""

    def __init__(self, field: str, n_chunks: int) -> None:
        self.field, self.n_chunks, self.n_bytes = field.encode(), n_chunks, 0

    async def parts(self) -> AsyncIterator[bytes]:
        yield HEAD % self.field
        for _ in range(self.n_chunks):
            self.n_bytes += len(CHUNK)
            yield CHUNK
        yield b"\r\n--edge--\r\n"


def test_the_routes_that_take_files_are_known():
    assert {path for _, path, _ in ROUTES} >= {"/api/v1/process", "/api/v1/tasks"}
    assert len({service.name for service, _, _ in ROUTES}) == 5


@pytest.mark.parametrize(
    ("service", "path", "field"), ROUTES, ids=lambda each: getattr(each, "name", each)
)
async def test_a_body_is_not_read_past_its_limit(service, path, field, monkeypatch):
    monkeypatch.setenv("MAX_UPLOAD_MB", str(LIMIT_MB))
    monkeypatch.setenv("MAX_LONG_UPLOAD_MB", str(LIMIT_MB))
    monkeypatch.setenv("MOCK_MODE", "true")
    app = application(service)
    async with service_client(app) as client:
        endless = Upload(field, n_chunks=1000)
        address = path.replace("{speaker_id}", "priya")
        answer = await client.post(address, content=endless.parts(), headers=KIND)
        assert answer.status_code == 413, answer.text
        assert answer.json()["type"] == "upload-too-large"
        assert endless.n_bytes <= app.state.max_body_bytes + len(CHUNK)
