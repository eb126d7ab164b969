"""Reading past a word of a closed list (a category, a reason, a kind) that only a newer release has.

Inside a release every such field holds a word that the release knows. What a newer one sends beside them is read, in this order, as
the word that the field names (`UnknownAs`), as None or the default where the field has one, or it takes the item of a list that
it stands in with it. Each is one line in the log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

import structlog
from pydantic import BaseModel, ValidationError

log = structlog.get_logger(__name__)

M = TypeVar("M", bound=BaseModel)
Step = str | int
"""A field's name, or a place in a list."""
MOST_WORDS = 8
"""Different words, each in its field, that one answer may have; each costs reading it once more."""
_LEFT_OUT: Final = object()


@dataclass(frozen=True, slots=True)
class UnknownAs:
    """Of a field: `Annotated[Literal["fall", "rise", "uncertain"], UnknownAs("uncertain")]`."""

    word: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a word that isn't known."""

    depth: int
    """How many steps down the path what is changed is found; all of them: the word itself."""
    put: object
    """What stands there instead, or nothing."""

    @property
    def told(self) -> str:
        return "left out" if self.put is _LEFT_OUT else repr(self.put)


def read_past_unknown_words(
    kind: type[M], value: Any, error: ValidationError, read: Callable[[Any], M]
) -> M:
    """`value` read as far as it is known. Raises the ValidationError where something else is wrong with it."""
    for _ in range(MOST_WORDS):
        wrong = error.errors(include_url=False, include_context=False)
        if not isinstance(value, dict) or any(each["type"] != "literal_error" for each in wrong):
            raise error
        path, word = wrong[0]["loc"], wrong[0]["input"]
        remedy = remedy_at(kind, path)
        if remedy is None:
            raise error
        log.warning(
            "unknown_word_read",
            contract=kind.__name__,
            field=".".join(step for step in path if isinstance(step, str)),
            word=str(word)[:40],
            read_as=remedy.told,
        )
        value = _mended(value, path, word, remedy)
        try:
            return read(value)
        except ValidationError as next_error:
            error = next_error
    raise error


def remedy_at(kind: type[BaseModel], path: tuple[Step, ...]) -> Remedy | None:
    """For a word at `path` of a `kind`; None where it can't be done without."""
    found: Remedy | None = None
    here: Any = kind
    marks: list[object] = []
    for depth, step in enumerate(path, start=1):
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(step))
            if field is None:
                return None
            here, marks, may_be_none = _bare(field.annotation)
            marks += field.metadata
            if may_be_none:
                found = Remedy(depth, None)
            elif not field.is_required():
                found = Remedy(depth, _LEFT_OUT)
        elif get_origin(here) in (list, dict):
            here, marks, _ = _bare(get_args(here)[-1])
            found = Remedy(depth, _LEFT_OUT)
        else:
            return None
    named = [mark.word for mark in marks if isinstance(mark, UnknownAs)]
    return Remedy(len(path), named[0]) if named else found


def _bare(annotation: Any) -> tuple[Any, list[object], bool]:
    """Without Annotated and None: the type, what was noted beside it, whether it may be None."""
    marks: list[object] = []
    may_be_none = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *notes = get_args(annotation)
            marks += notes
        elif origin in (Union, UnionType):
            kinds = [each for each in get_args(annotation) if each is not type(None)]
            may_be_none = may_be_none or len(kinds) < len(get_args(annotation))
            if len(kinds) != 1:
                return annotation, marks, may_be_none
            annotation = kinds[0]
        else:
            return annotation, marks, may_be_none


def _mended(
    value: Any, path: tuple[Step, ...], word: object, remedy: Remedy, depth: int = 0
) -> Any:
    """A copy in which `remedy` was applied wherever `word` stands at the path, whatever the places in lists."""
    if depth == remedy.depth:
        return remedy.put if _has_word(value, path[depth:], word) else value
    step = path[depth]
    if isinstance(step, int):
        parts = [_mended(each, path, word, remedy, depth + 1) for each in value]
        return [each for each in parts if each is not _LEFT_OUT]
    if not isinstance(value, dict) or step not in value:
        return value
    part = _mended(value[step], path, word, remedy, depth + 1)
    rest = {name: each for name, each in value.items() if name != step}
    return rest if part is _LEFT_OUT else rest | {step: part}


def _has_word(value: Any, path: tuple[Step, ...], word: object) -> bool:
    if not path:
        return value == word
    if isinstance(path[0], int):
        return isinstance(value, list) and any(_has_word(each, path[1:], word) for each in value)
    return (
        isinstance(value, dict) and path[0] in value and _has_word(value[path[0]], path[1:], word)
    )
