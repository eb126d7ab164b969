"""Erasing, whatever is wrong with storage or database: rows first, then objects, and what can't be done now is noted.

    search is away          all else goes at once; its turns stand in the table `erasures` until it has answered
    the store is away       rows go at once; their objects stand in the table `erasures` until they could be deleted
    the disk is full        room is made by what was held free for that, then by the objects themselves
    the database is away    the wish is kept in the object store, and the objects known to be meant are deleted at once
    both are away           the caller is told to come again

What was noted is done by `catch_up`, again and again until it works.
"""

import contextlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import anyio
import structlog
from pydantic import ValidationError

from shared.errors import Gone, StorageFull, Unavailable
from shared.storage import ObjectMissing, ObjectStore

from ..db import consents, erasures, wishes
from ..db.models import now
from ..db.session import Database, DatabaseBusy
from ..domain import keys
from ..domain.erasure import VOICE_ONLY, Wish
from ..domain.principal import SYSTEM, Principal
from ..utils.watch import Watch
from . import objects

log = structlog.get_logger(__name__)

WISHES = "pending/erasures/"
"""Keys of wishes, below it by tenant; nobody's name is in them."""
LOOK_FOR_WISHES_EVERY_S = 30.0
"""Those of other processes; one's own are known."""
LET_GO_S = 2.0
"""Work on a task that is being erased may itself wait for the database that is away."""
LOOK_PATIENCE_S = 0.5
"""For what a database that takes no writes may still tell."""
_SOON_S = 15.0
"""By then another process that worked on an erased task has noticed and stopped writing."""
_MARGIN_S = 30.0


def erasure_times(longest_work_s: float) -> list[datetime]:
    """A service whose caller has gone may still finish and store its audio: when to erase after that again."""
    return erasures.later(_SOON_S, _longest_s(longest_work_s))


def _longest_s(longest_work_s: float) -> float:
    return longest_work_s + _MARGIN_S


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure found, and what became of it."""

    tasks: Sequence[UUID]
    consents: Sequence[UUID]
    keys: Sequence[str]
    """Objects that are deleted."""
    at: datetime
    is_pending: bool = False
    """Part of it could not be done yet; it is noted."""


@dataclass(slots=True)
class Eraser:
    database: Database
    store: ObjectStore
    notify: Callable[[UUID], None]
    """Tells who waits for news of a task in this process."""
    let_go: Callable[[UUID], Awaitable[None]]
    """Stops the work on a task in this process."""
    erase_from_index: Callable[[str, UUID], Awaitable[int]]
    """Takes a task's turns, by tenant and id, out of search-service."""
    longest_work_s: float
    """Of a service that makes something under a consent."""
    watch: Watch[int]
    """Of erasures that are still to come: the time of day may be set while they wait."""
    clock: Callable[[], float]
    """Monotonic."""
    _wishes: dict[str, Wish] = field(default_factory=dict)
    """By key in the store. Those that could be kept nowhere have a key all the same."""
    _look_for_wishes_at: float = -math.inf
    """On the monotonic clock."""
    _left_text: bool = False
    """Whether erased text may still be in SQLite's write-ahead file."""

    # what callers ask for

    async def erase(self, wish: Wish) -> Erased:
        """Raises NotFound, Conflict where no consent was given, and Unavailable when it can't even be noted."""
        if wish.kind == "task_consent":
            self.require_task(wish.principal, wish.tasks[0])
        if self._is_wished(wish):
            return Erased(wish.tasks, wish.consents, (), now(), is_pending=True)
        database = self.database.for_requests()
        early: list[str] = []
        try:
            try:
                found, at = await self._erase_rows(database, wish)
            except StorageFull:
                await self.database.make_room()
                try:
                    found, at = await self._erase_rows(database, wish)
                except StorageFull:
                    early, _ = await self._erase_objects(await self._meant_by(wish))
                    found, at = await self._erase_rows(database, wish)
        except Unavailable as error:
            return await self._keep(wish, error, already=early)
        for task_id in found.tasks:
            if wish.kind not in VOICE_ONLY:
                await self.let_go(task_id)
        keys, is_done = await self._erase_objects(found)
        is_done &= await self._erase_turns(found)
        if not is_done:
            with contextlib.suppress(Unavailable):  # it is due in a while anyway
                await database.write(lambda s: wishes.erase_later(s, found, [now()]))
        return Erased(found.tasks, found.consents, early + keys, at, is_pending=not is_done)

    async def undo(self, wish: Wish, error: BaseException) -> None:
        """Leave nothing of a task, or of a consent, that was not kept after all because of `error`.

        Raises nothing for a store or a database that is away: what is left is noted.
        """
        with anyio.CancelScope(shield=True):
            _, is_done = await self._erase_objects(wish)
            # Whose connection is cut off while it commits can't know whether it did.
            may_be_stored = self.database.file is None and isinstance(error, DatabaseBusy)
            if is_done and not may_be_stored:
                return
            if not may_be_stored:
                with contextlib.suppress(Unavailable):
                    database = self.database.for_requests()
                    # Once more later: a store that hung may still take what it was sent before.
                    again = [now(), *self._again()]
                    await database.write(lambda s: wishes.erase_later(s, wish, again))
                    return
            key = _new_key(wish)
            with contextlib.suppress(Unavailable):
                await self._put(key, wish)
            self._wishes[key] = wish

    def require_task(self, principal: Principal, task_id: UUID) -> None:
        """Raises Gone for a task whose erasure is wished for."""
        if task_id in self.unwanted(principal):
            raise Gone(f"task {task_id} is being erased", field="task_id")

    def unwanted(self, principal: Principal) -> set[UUID]:
        """The tenant's tasks that are there only because the database can't be written."""
        return {
            task_id
            for wish in self._wishes.values()
            if wish.tenant == principal.tenant and wish.kind in {"task", "speaker"}
            for task_id in wish.tasks
        }

    def require_speaker(
        self, principal: Principal, speaker_id: str | None, *, for_new: bool = False
    ) -> None:
        """Raises Gone for a speaker who is being erased; `for_new` Unavailable: what is new would be erased with it."""
        for wish in self._wishes_of(principal, speaker_id):
            if for_new or wish.kind == "speaker":
                if for_new:
                    raise Unavailable(
                        "what this speaker asked to be erased is still being erased: send it again in a moment"
                    )
                raise Gone(f"speaker {speaker_id} is being erased", field="speaker_id")

    def is_revoking(self, principal: Principal, speaker_id: str) -> bool:
        """Whether the speaker took their consents back, and the database does not know yet."""
        return bool(self._wishes_of(principal, speaker_id))

    def _wishes_of(self, principal: Principal, speaker_id: str | None) -> list[Wish]:
        """Those about a speaker."""
        return [
            wish
            for wish in self._wishes.values()
            if wish.of_a_speaker and (wish.tenant, wish.id) == (principal.tenant, speaker_id)
        ]

    # what is done again and again

    async def catch_up(self, turn: Callable[[], None] = lambda: None) -> None:
        """Do what was noted, as far as store and database allow; `turn` is called between the steps.

        Raises Unavailable when the database is away.
        """
        await self._carry_out_wishes()
        again = [now(), *self._again()]
        for _ in await self.database.write(
            lambda s: consents.lapse(s, SYSTEM, now(), erase_again=again)
        ):
            log.info("consent_lapsed")
            self._left_text = True
        await self._erase_due(turn)
        if self._left_text:
            self._left_text = not await self.database.write_back()
        await self.database.keep_ballast()

    async def _carry_out_wishes(self) -> None:
        """Their rows; their objects are due with that."""
        if self.clock() >= self._look_for_wishes_at:
            with contextlib.suppress(Unavailable):  # wishes in a store that is away wait
                await self._read_wishes()
                self._look_for_wishes_at = self.clock() + LOOK_FOR_WISHES_EVERY_S
        for key, wish in list(self._wishes.items()):
            await self.database.write(lambda s, what=wish: wishes.carry_out(s, what, self._again()))
            self._left_text = True
            try:
                await self.store.delete(key)
            except Unavailable:
                continue  # doing it again does no harm
            del self._wishes[key]
            log.info("erasure_carried_out", kind=wish.kind)
            for task_id in wish.tasks:
                self.notify(task_id)

    async def _read_wishes(self) -> None:
        for key in await self.store.keys(WISHES):
            if key in self._wishes:
                continue
            try:
                self._wishes[key] = Wish.model_validate_json(await self.store.get(key))
            except ObjectMissing:
                continue  # another process carried it out
            except ValidationError:
                log.exception("erasure_unreadable", key=key)

    async def _erase_due(self, turn: Callable[[], None]) -> None:
        """By the watch. What an earlier start left is erased at once, too, if the time of day says so, and once more then."""
        asked_at = self.clock()
        longest_s = _longest_s(self.longest_work_s)
        pending = await self.database.read(
            lambda s: erasures.pending_erasures(s, SYSTEM, now(), longest_s=longest_s)
        )
        known = self.watch.known
        is_search_away = False
        waited_s = self.watch.look(dict.fromkeys(each.id for each in pending), asked_at=asked_at)
        for erasure in pending:
            is_due = waited_s[erasure.id] >= erasure.wait_s
            if not is_due and (erasure.id in known or not erasure.is_overdue):
                continue
            turn()
            if erasure.in_index:
                # Those that wait for it wait together: each try takes a while.
                is_search_away = is_search_away or not await self._is_out(
                    erasure.tenant, erasure.task_id
                )
                is_due &= not is_search_away
            try:
                await objects.erase_due(self.store, erasure)
            except Unavailable as error:
                log.warning("erasure_postponed", detail=error.detail)
                if not await self._store_is_there():
                    return  # they all wait for it
                continue
            if is_due:
                await self.database.write(lambda s, done=erasure: erasures.forget_erasure(s, done))

    async def _store_is_there(self) -> bool:
        try:
            await self.store.check()
        except StorageFull:
            return True
        except Unavailable:
            return False
        return True

    # parts of an erasure

    def _again(self) -> list[datetime]:
        return erasure_times(self.longest_work_s)

    async def _erase_rows(self, database: Database, wish: Wish) -> tuple[Wish, datetime]:
        """What was found, and when it was. Raises NotFound, Conflict or Unavailable."""
        found = await database.write(lambda s: wishes.delete_rows(s, wish, self._again()))
        self._left_text = True
        return found

    async def _meant_by(self, wish: Wish) -> Wish:
        """With what the database knows of it, if that can be read. Raises NotFound or Conflict."""
        if wish.kind == "consent":
            return wish
        try:
            database = self.database.with_patience(LOOK_PATIENCE_S)
            tasks, given = await database.read(lambda s: wishes.meant(s, wish))
        except Unavailable:
            return wish
        return wish.model_copy(update={"tasks": tuple(tasks), "consents": tuple(given)})

    async def _keep(self, wish: Wish, error: Unavailable, *, already: list[str]) -> Erased:
        """Raises `error` when the store is away too."""
        meant = await self._meant_by(wish)
        key = _new_key(meant)
        try:
            try:
                await self._put(key, meant)
            except StorageFull:
                keys, _ = await self._erase_objects(meant)  # makes room for the few bytes of a wish
                already += keys
                await self._put(key, meant)
        except Unavailable as away:
            raise error from away
        self._wishes[key] = meant
        log.warning("erasure_noted", kind=wish.kind, detail=error.detail)
        with anyio.move_on_after(LET_GO_S):
            for task_id in meant.tasks:
                if wish.kind not in VOICE_ONLY:
                    await self.let_go(task_id)
        keys, _ = await self._erase_objects(meant)
        return Erased(meant.tasks, meant.consents, already + keys, now(), is_pending=True)

    async def _put(self, key: str, wish: Wish) -> None:
        await self.store.put(key, wish.model_dump_json().encode(), content_type=keys.JSON_TYPE)

    async def _erase_objects(self, meant: Wish) -> tuple[list[str], bool]:
        """Keys that were deleted, and whether that was all there was."""
        keys: list[str] = []
        try:
            for task_id in meant.tasks:
                keys += await objects.erase(
                    self.store, meant.tenant, task_id, voice_only=meant.kind in VOICE_ONLY
                )
            for owner_id in meant.owners:
                keys += await objects.erase_consent(self.store, meant.tenant, owner_id)
        except Unavailable as error:
            log.warning("objects_left_to_erase", kind=meant.kind, detail=error.detail)
            return keys, False
        finally:
            for task_id in meant.tasks:
                self.notify(task_id)
        return keys, True

    async def _erase_turns(self, meant: Wish) -> bool:
        """Whether search-service has none of them any more."""
        return all([await self._is_out(meant.tenant, task_id) for task_id in meant.indexed])

    async def _is_out(self, tenant: str, task_id: UUID) -> bool:
        try:
            await self.erase_from_index(tenant, task_id)
        except Unavailable as error:
            log.warning("turns_left_to_erase", detail=error.detail)
            return False
        return True

    def _is_wished(self, wish: Wish) -> bool:
        return any(
            (each.tenant, each.kind, each.id) == (wish.tenant, wish.kind, wish.id)
            for each in self._wishes.values()
        )


def _new_key(wish: Wish) -> str:
    return f"{WISHES}{wish.tenant}/{uuid4()}.json"
