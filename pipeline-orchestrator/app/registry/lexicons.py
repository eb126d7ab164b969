"""A tenant's live lexicon: how its words are said, beside what a request and its assignment say."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from shared.errors import Unavailable
from shared.storage import ObjectMissing, ObjectStore

from ..domain.model import lexicon_name
from ..pipelines.lexicon import MAX_LEXICON_WORDS, words_for
from .rollout import RolloutBook

log = structlog.get_logger(__name__)

Lexicon = dict[str, list[str]]
MOST_READ = 64
"""Lexicons that a process keeps in memory."""


@dataclass(slots=True)
class LexiconBook:
    """Of one process."""

    rollout: RolloutBook
    store: ObjectStore
    _read: OrderedDict[str, Lexicon] = field(default_factory=OrderedDict)
    """By the digest of the file."""

    async def for_text(
        self, tenant: str, text: str | None, own: Mapping[str, list[str]]
    ) -> Lexicon:
        """`own`, and of the tenant's words those of the text, or as many as may be sent where it isn't known yet. Where the file
        can't be read the recording is judged without it."""
        served = (await self.rollout.now()).get(lexicon_name(tenant))
        if served is None or served.live.object_key is None:
            return dict(own)
        lexicon = await self._of(served.live.object_key, served.live.sha256)
        wanted = lexicon if text is None else words_for(text, lexicon)
        known = {word.lower() for word in own}
        more = {word: said for word, said in wanted.items() if word not in known}
        room = max(0, MAX_LEXICON_WORDS - len(own))
        return dict(list(more.items())[:room]) | dict(own)

    async def _of(self, key: str, digest: str) -> Lexicon:
        if digest in self._read:
            self._read.move_to_end(digest)
            return self._read[digest]
        try:
            lexicon = self._read[digest] = json.loads(await self.store.get(key))
        except (ObjectMissing, Unavailable) as error:
            log.warning("lexicon_not_read", error=type(error).__name__)
            return {}
        while len(self._read) > MOST_READ:
            self._read.popitem(last=False)
        return lexicon
