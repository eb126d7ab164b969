"""The file that lists models to be loaded beside a service's own engine, a `[[model]]` each."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

OWN = "own"
"""Name of the service's own engine, that all is given to which no listed model serves."""
_MOST = 16
_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,39}$")


class ModelsUnreadable(Exception):
    """The message names the file and its first mistake."""


class ListedModel(BaseModel):
    """A `[[model]]` of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=_NAME)]
    """It is told by and counted as."""
    engine: str
    """That loads it, by name."""
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    """ISO 639, that it is given."""
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    """Of the requests in its languages. 1: it is their model; less: it is on trial beside whichever is."""
    licence: str = ""
    """SPDX, or in words."""
    settings: dict[str, Any] = {}
    """Of the service, in lower case and without its prefix, that differ for it."""


class _ModelFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    model: Annotated[list[ListedModel], Field(max_length=_MOST)] = []


def read_model_file(path: Path) -> list[ListedModel]:
    """Raises ModelsUnreadable naming the file and its first mistake."""
    try:
        listed = _ModelFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).model
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelsUnreadable(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ModelsUnreadable(f"{path}: {place}: {first['msg']}") from error
    if mistake := _mistake(listed):
        raise ModelsUnreadable(f"{path}: {mistake}")
    return listed


def _mistake(listed: Sequence[ListedModel]) -> str | None:
    names = [OWN, *(each.name for each in listed)]
    if len(set(names)) < len(names):
        return f"two models have one name, or one is called {OWN!r}"
    shares: dict[str, list[float]] = defaultdict(list)
    for each in listed:
        for language in each.languages:
            shares[language].append(each.share)
    for language, of in shares.items():
        if of.count(1.0) > 1:
            return f"two models are the one for {language!r}: give one of them a share below 1"
        if sum(share for share in of if share < 1) > 1:
            return f"the shares of models for {language!r} add up to more than 1"
    return None
