"""One service after another, and each two of them, made faulty under a fleet that works."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from shared.roster import (
    ALIGNMENT,
    ASR,
    FEEDBACK,
    PHONEME_DIFF,
    PHONEME_MAP,
    TTS,
    VOICE_CONVERSION,
    Service,
)

from .service_faults import PAIRED, SERVICE_FAULTS, ServiceFault
from .wires import Wires

REQUIRED = (ASR, ALIGNMENT, PHONEME_MAP, PHONEME_DIFF)
OPTIONAL = (TTS, VOICE_CONVERSION, FEEDBACK)
ASKED = REQUIRED + OPTIONAL


@dataclass(frozen=True, slots=True)
class ServiceCase:
    faults: tuple[tuple[Service, ServiceFault], ...]

    @property
    def name(self) -> str:
        return ", ".join(f"{service.stage}: {fault.name}" for service, fault in self.faults)

    @property
    def required(self) -> tuple[tuple[Service, ServiceFault], ...]:
        """Of what no task can do without."""
        return self._harmful(REQUIRED)

    @property
    def optional(self) -> tuple[tuple[Service, ServiceFault], ...]:
        return self._harmful(OPTIONAL)

    def _harmful(self, of: tuple[Service, ...]) -> tuple[tuple[Service, ServiceFault], ...]:
        return tuple(
            (service, fault)
            for service, fault in self.faults
            if service in of and fault.means != "works"
        )

    @property
    def queued_ends(self) -> frozenset[str]:
        """What a task may be in the end that was sent while the faults were there, and nobody waited for."""
        means = {fault.means for _, fault in self.required}
        well = {"partial"} if self.optional else {"succeeded"}
        if not means:
            return frozenset(well)
        if means == {"broken"}:
            return frozenset({"failed"})
        # It waits for who is away, and may meet an optional service before or after it is well again.
        late = {"succeeded"} | well
        return frozenset(late | {"failed"} if "broken" in means else late)

    @contextmanager
    def befalling(self, wires: Wires) -> Iterator[None]:
        with ExitStack() as stack:
            for service, fault in self.faults:
                if fault.fault is None:
                    stack.enter_context(wires.cut(service))
                else:
                    stack.enter_context(wires.broken(service, fault.fault))
            yield


def _pairs() -> Iterator[ServiceCase]:
    by_name = {fault.name: fault for fault in SERVICE_FAULTS}
    kinds = [by_name[name] for name in PAIRED]
    for one, other in itertools.combinations(ASKED, 2):
        for number, kind in enumerate(kinds):
            beside = kinds[(number + number % 2) % len(kinds)]
            yield ServiceCase(((one, kind), (other, beside)))


SERVICE_CASES = (
    *(ServiceCase(((service, fault),)) for fault in SERVICE_FAULTS for service in ASKED),
    *_pairs(),
)
