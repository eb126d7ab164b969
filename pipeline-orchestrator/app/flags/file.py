"""An OpenFeature provider over a JSON file in flagd's form, read again when it changes."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog
from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import TypeMismatchError
from openfeature.flag_evaluation import FlagResolutionDetails, FlagValueType, Reason
from openfeature.provider import AbstractProvider, Metadata

from .targeting import check, follow

log = structlog.get_logger(__name__)

LOOK_S = 1.0
"""So soon a change is seen."""
MAX_BYTES = 1_000_000
V = TypeVar("V", bound=FlagValueType)


class FlagsUnreadable(ValueError):
    """The message names the file and its first mistake."""


@dataclass(frozen=True, slots=True)
class FileFlag:
    is_enabled: bool
    variants: Mapping[str, Any]
    default: str
    targeting: Any

    def value(self, context: Mapping[str, Any]) -> tuple[Any, str, Reason]:
        """With its variant, and why it is that one."""
        if self.targeting:
            chosen = follow(self.targeting, context)
            name = str(chosen).lower() if isinstance(chosen, bool) else chosen
            if isinstance(name, str) and name in self.variants:
                return self.variants[name], name, Reason.TARGETING_MATCH
        return self.variants[self.default], self.default, Reason.STATIC


class FlagFile(AbstractProvider):
    """What it says last counts, also while it is gone or can't be read."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises FlagsUnreadable."""
        super().__init__()
        self._path, self._clock = path, clock
        self._seen = self._stamp()
        self._flags = read_flags(path)
        self._looked_at = clock()

    def get_metadata(self) -> Metadata:
        return Metadata(name="file")

    def resolve_boolean_details(
        self,
        flag_key: str,
        default_value: bool,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[bool]:
        return self._resolved(flag_key, default_value, evaluation_context, bool)

    def resolve_string_details(
        self,
        flag_key: str,
        default_value: str,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[str]:
        return self._resolved(flag_key, default_value, evaluation_context, str)

    def resolve_integer_details(
        self,
        flag_key: str,
        default_value: int,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[int]:
        return self._resolved(flag_key, default_value, evaluation_context, int)

    def resolve_float_details(
        self,
        flag_key: str,
        default_value: float,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[float]:
        return self._resolved(flag_key, default_value, evaluation_context, float)

    def resolve_object_details(
        self,
        flag_key: str,
        default_value: Sequence[FlagValueType] | Mapping[str, FlagValueType],
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[Sequence[FlagValueType] | Mapping[str, FlagValueType]]:
        return self._resolved(flag_key, default_value, evaluation_context, Mapping | Sequence)

    def _resolved(
        self, name: str, default: Any, context: EvaluationContext | None, kind: Any
    ) -> FlagResolutionDetails[Any]:
        """Raises TypeMismatchError; the SDK then gives the default."""
        flag = self._now().get(name)
        if flag is None:
            return FlagResolutionDetails(default, reason=Reason.DEFAULT)
        if not flag.is_enabled:
            return FlagResolutionDetails(default, reason=Reason.DISABLED)
        context = context or EvaluationContext()
        known = {**context.attributes, "targetingKey": context.targeting_key}
        value, variant, reason = flag.value(known)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise TypeMismatchError(f"the flag {name} has a value of another kind")
        return FlagResolutionDetails(value, reason=reason, variant=variant)

    def _now(self) -> Mapping[str, FileFlag]:
        if self._clock() - self._looked_at >= LOOK_S:
            self._looked_at = self._clock()
            stamp = self._stamp()
            if stamp != self._seen:
                self._seen = stamp
                self._read_again()
        return self._flags

    def _read_again(self) -> None:
        try:
            self._flags = read_flags(self._path)
        except FlagsUnreadable as error:
            log.error("flags_unreadable", reason=str(error))  # once for each state of the file
        else:
            log.info("flags_read", n_flags=len(self._flags))

    def _stamp(self) -> tuple[int, int, int] | None:
        """Another one, another content: a mount that changes a file as a whole gives it another inode."""
        try:
            at = self._path.stat()
        except OSError:
            return None
        return at.st_mtime_ns, at.st_size, at.st_ino


def read_flags(path: Path) -> dict[str, FileFlag]:
    """Raises FlagsUnreadable."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FlagsUnreadable(f"{path}: more than {MAX_BYTES} bytes")
        document = json.loads(path.read_text(encoding="utf-8"))
        flags = document["flags"]
        return {str(name): _flag(str(name), entry) for name, entry in flags.items()}
    except FlagsUnreadable:
        raise
    except (OSError, KeyError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise FlagsUnreadable(f"{path}: {type(error).__name__}: {error}") from error


def _flag(name: str, entry: Mapping[str, Any]) -> FileFlag:
    """Raises KeyError, TypeError and ValueError."""
    state = entry.get("state", "ENABLED")
    if state not in ("ENABLED", "DISABLED"):
        raise ValueError(f"{name}: state is ENABLED or DISABLED")
    variants, default = dict(entry["variants"]), entry["defaultVariant"]
    if default not in variants:
        raise ValueError(f"{name}: there is no variant {default!r}")
    targeting = entry.get("targeting")
    check(targeting)
    return FileFlag(state == "ENABLED", variants, default, targeting)
