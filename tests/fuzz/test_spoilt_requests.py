"""Right requests with something wrong in a value, in the shape or in the bytes are answered or refused, and no service falls over.

15 of each kind in `make test`, 300 in `make test-fuzz`; SPOILT_REQUESTS sets another number. Over HTTP, many more: `make bench-fuzz`.
"""

import os

import pytest

from bench.fuzz.seeds import Seed, seeds_of
from bench.fuzz.spoiling import spoilt
from shared.mount import application
from shared.roster import FEEDBACK, PHONEME_DIFF, PHONEME_MAP, TTS
from shared.testing import service_client

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

N_REQUESTS = int(os.environ.get("SPOILT_REQUESTS", "15"))
SERVICES = (PHONEME_MAP, PHONEME_DIFF, FEEDBACK, TTS)


def _seeds() -> list[Seed]:
    return seeds_of({service: application(service).openapi() for service in SERVICES})


@pytest.mark.timeout(60 + N_REQUESTS)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
async def test_spoilt_requests_are_answered_or_refused(service):
    async with service_client(application(service)) as client:
        for seed in (each for each in _seeds() if each.service is service):
            headers = {"content-type": seed.content_type}
            right = await client.post(seed.path, content=seed.content, headers=headers)
            assert right.is_success, (seed.name, right.text[:500])
            for content in spoilt(seed, N_REQUESTS, number=1):
                answer = await client.post(seed.path, content=content, headers=headers)
                assert answer.status_code < 500, (seed.name, content, answer.text)
                assert answer.headers["content-type"].startswith("application/")
