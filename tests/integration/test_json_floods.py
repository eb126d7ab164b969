"""JSON that is all size and no sense is refused for its first fault, in little memory."""

import tracemalloc

import pytest

from shared.mount import application
from shared.roster import FEEDBACK, PHONEME_DIFF, PHONEME_MAP, TTS
from shared.testing import service_client

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

FEW_BYTES = 100_000
"""Of an answer: it tells of the first faults, not of each."""
MANY = 300_000


def _list(before: str, item: str, after: str) -> str:
    return before + ",".join([item] * MANY) + after


def _keys(before: str, after: str) -> str:
    return before + ",".join(f'"k{number}":1' for number in range(MANY)) + after


FLOODS = [
    (PHONEME_DIFF, _list('{"alignment":{"words":[', "1", "]}}")),
    (PHONEME_DIFF, _list('{"alignment":{"pitch":{"f0_hz":[', '"x"', "]}}}")),
    (PHONEME_DIFF, _list('{"transcript":{"words":[', "{}", "]}}")),
    (PHONEME_DIFF, _list('{"phoneme_map":{"out_of_vocabulary":[', "1", "]}}")),
    (PHONEME_DIFF, _list('{"target":[', '"QQQQQQ"', "]}")),
    (PHONEME_DIFF, _list('{"target":[', '{"text":"a","phones":["A"]}', "]}")),
    (PHONEME_DIFF, _keys('{"alignment":{', "}}")),
    (PHONEME_DIFF, _keys('{"alignment":{"words":[{', "}]}}")),
    (FEEDBACK, _list('{"diff":{"words":[', "1", "]}}")),
    (FEEDBACK, _list('{"diff":{"issues":[', "{}", "]}}")),
    (FEEDBACK, _list('{"history":{"recordings":[', "{}", "]}}")),
    (FEEDBACK, _list('{"history":{"recordings":[{"slips":[', "1", "]}]}}")),
    (FEEDBACK, _keys('{"history":{"recordings":[{"phones":{', "}}]}}")),
    (FEEDBACK, _keys("{", "}")),
    (PHONEME_MAP, _list('{"words":[', "1", "]}")),
    (PHONEME_MAP, _list('{"text":"a","lexicon":{"a":[', '"K"', "]}}")),
    (PHONEME_MAP, _keys('{"text":"a","lexicon":{', "}}")),
    (TTS, _list('{"phones":[', "1", "]}")),
    (TTS, _list('{"phones":[[', '"K"', "]]}")),
    (TTS, _keys('{"text":"a","lexicon":{', "}}")),
    (TTS, _list('{"text":"a","lexicon":{"a":["', "K", '"]}}')),
]


@pytest.mark.parametrize(("service", "body"), FLOODS, ids=range(len(FLOODS)))
async def test_a_flood_is_a_422_that_is_told_in_few_words(service, body: str):
    async with service_client(application(service)) as client:
        tracemalloc.start()
        try:
            answer = await client.post(
                service.endpoint, content=body, headers={"content-type": "application/json"}
            )
            peak_bytes = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert answer.status_code == 422
    assert len(answer.content) < FEW_BYTES
    assert 0 < len(answer.json()["errors"]) <= 20
    # what json.loads makes of it, and little more
    assert peak_bytes < 50 * len(body)


@pytest.mark.parametrize("service", [PHONEME_DIFF, FEEDBACK, PHONEME_MAP, TTS])
async def test_nesting_and_size_are_limited(service):
    async with service_client(application(service)) as client:

        async def status_of(content: bytes) -> int:
            headers = {"content-type": "application/json"}
            return (
                await client.post(service.endpoint, content=content, headers=headers)
            ).status_code

        assert await status_of(b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}") in {400, 422}
        assert await status_of(b'{"text":"' + b"a" * 17_000_000 + b'"}') == 413
