"""Whether words were clear, by the services that judge a recording: alignment, map and diff of a few seconds of sound.

What they say of a stretch is not yet what they say of the whole recording, so it is told as a probability of that.
"""

import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Protocol, TypeVar

import httpx
import structlog

from shared.audio import encode_wav
from shared.audio.decode import RATE_HZ
from shared.client import POOL_LIMITS, RetryPolicy, ServiceClient
from shared.contracts import AlignedWord, Alignment, Diff, JudgedWord, PhonemeMap
from shared.contracts.base import Stamped
from shared.contracts.reading import Unreadable, read_answer
from shared.errors import UpstreamFailed
from shared.gates import CLEAR_SO_FAR, UNCLEAR_SO_FAR
from shared.roster import ALIGNMENT, PHONEME_DIFF, PHONEME_MAP, Service
from shared.settings import CommonSettings
from shared.web.service_token import token_headers

from .clarity import NOT_JUDGED, ReadStretch, TokenVerdict

A = TypeVar("A", bound=Stamped)
log = structlog.get_logger(__name__)

DEADLINE_S = 3.0
"""Of each service: what comes later is told too late."""


class WordJudge(Protocol):
    async def judge(self, stretch: ReadStretch) -> list[TokenVerdict]:
        """A verdict for each of the stretch's words; where nobody can judge them now, NOT_JUDGED."""
        ...


@dataclass(frozen=True, slots=True)
class FleetJudge:
    """A WordJudge. Each service is asked once, and spared for a while when it fails."""

    alignment: ServiceClient
    phoneme_map: ServiceClient
    diff: ServiceClient

    async def judge(self, stretch: ReadStretch) -> list[TokenVerdict]:
        try:
            return await self._judge(stretch)
        except (UpstreamFailed, Unreadable) as error:
            log.info("words_not_judged", error=type(error).__name__)
            return [NOT_JUDGED] * len(stretch.words)

    async def _judge(self, stretch: ReadStretch) -> list[TokenVerdict]:
        """Raises UpstreamFailed and its kinds, and Unreadable."""
        text = " ".join(stretch.words)
        recording = {"file": ("stretch.wav", encode_wav(stretch.samples, RATE_HZ))}
        phoneme_map = await _ask(PhonemeMap, self.phoneme_map, "/map", json={"text": text})
        if not phoneme_map.words:
            return [NOT_JUDGED] * len(stretch.words)
        alignment = await _ask(
            Alignment, self.alignment, "/process", data={"text": text}, files=recording
        )
        evidence = {
            "alignment": alignment.model_dump(mode="json"),
            "phoneme_map": phoneme_map.model_dump(mode="json"),
            "text_source": "reference",
        }
        diff = await _ask(Diff, self.diff, "/diff", json=evidence)
        return verdicts(stretch.words, alignment, phoneme_map, diff)


async def _ask(kind: type[A], client: ServiceClient, path: str, **request: Any) -> A:
    return read_answer(kind, await client.post(path, **request))


def verdicts(
    tokens: Sequence[str], alignment: Alignment, phoneme_map: PhonemeMap, diff: Diff
) -> list[TokenVerdict]:
    """One for each word of the text `" ".join(tokens)`, by its least clear spoken word.

    Nothing is known where the stretch can't be judged, and where a word was read another way than the map has it.
    """
    if not diff.assessable or alignment.read_otherwise:
        return [NOT_JUDGED] * len(tokens)
    ends = list(accumulate(len(token) + 1 for token in tokens))
    found: dict[int, list[TokenVerdict]] = {}
    for mapped, aligned, judged in zip(
        phoneme_map.words, alignment.words, diff.target_words, strict=False
    ):
        place = next(n for n, end in enumerate(ends) if mapped.start_char < end)
        found.setdefault(place, []).append(_verdict(aligned, judged))
    return [_least_clear(found.get(place, [NOT_JUDGED])) for place in range(len(tokens))]


def _least_clear(each: Sequence[TokenVerdict]) -> TokenVerdict:
    return min(each, key=lambda one: -1.0 if one.probability is None else one.probability)


def _verdict(aligned: AlignedWord, judged: JudgedWord) -> TokenVerdict:
    errors = [phone.error_probability for phone in aligned.phones]
    measured = [each for each in errors if each is not None]
    if judged.error_type == "omission" or not measured:
        return NOT_JUDGED
    added = [each.probability for each in judged.insertions if each.probability is not None]
    probability = clear_probability(worst=max(measured + added), is_clear=judged.is_clear)
    if probability >= CLEAR_SO_FAR:
        return TokenVerdict("clear", probability)
    if probability <= UNCLEAR_SO_FAR:
        return TokenVerdict("unclear", probability)
    return TokenVerdict("unknown", probability)


_OFFSET, _PER_LOGIT, _IF_CLEAR = 1.15, -0.7, 0.75
"""A logistic fit to 306 words of 49 recordings of speechocean762's training split, 49 of them unclear in the whole, its slope held
back a little; `make bench-reading-along` draws others."""


def clear_probability(*, worst: float, is_clear: bool) -> float:
    """That the judgement of the whole recording calls a word clear; `worst`: the highest probability, 0–1, of one of its phones
    being wrong, or of one having been put in; `is_clear`: what the stretch by itself makes of it."""
    bounded = min(0.999, max(0.001, worst))
    score = _OFFSET + _PER_LOGIT * math.log(bounded / (1 - bounded)) + _IF_CLEAR * is_clear
    return 1 / (1 + math.exp(-score))


@asynccontextmanager
async def open_judge(
    common: CommonSettings, addresses: dict[Service, str], *, deadline_s: float = DEADLINE_S
) -> AsyncIterator[FleetJudge]:
    """`addresses` of alignment, phoneme map and diff; `deadline_s` of each."""
    # No proxy from the environment: the services are ours.
    async with httpx.AsyncClient(
        trust_env=False, limits=POOL_LIMITS, headers=token_headers(common)
    ) as http:

        def client(service: Service) -> ServiceClient:
            return ServiceClient(
                http=http,
                base_url=addresses[service].rstrip("/"),
                service=service.name,
                stage=service.stage or "",
                deadline_s=deadline_s,
                retry=RetryPolicy(attempts=1),
            )

        yield FleetJudge(client(ALIGNMENT), client(PHONEME_MAP), client(PHONEME_DIFF))
