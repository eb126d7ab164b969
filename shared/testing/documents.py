"""Commands and answers as the documents show them: what to run, and whether what came back has what is shown."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^(?P<name>[A-Za-z][\w-]*): ?(?P<value>.*)$")
ELISION = "…"
"""Stands in an answer for elements, or lines, that are left out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One `$` line, with the lines that continue it, and the answer that follows."""

    line: int
    command: str
    answer: str


def commands_of(document: Path) -> list[Shown]:
    """In order. An answer stands under its command, or in the `json` block that follows it at once.

    Raises ValueError for a `$` line outside a `console` block: it would be overlooked.
    """
    text = document.read_text(encoding="utf-8")
    found: list[Shown] = []
    blocks = list(_FENCE.finditer(text))
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if block["language"] != "console":
            continue
        first_line = text.count("\n", 0, block.start("body")) + 1
        shown = list(_commands(block["body"], first_line))
        answered_below = (
            following is not None
            and following["language"] == "json"
            and not text[block.end() : following.start()].strip()
        )
        if shown and following and answered_below and not shown[-1].answer:
            shown[-1] = replace(shown[-1], answer=following["body"])
        found += shown
    n_lines = len(re.findall(r"^\s*\$ \S", text, re.MULTILINE))
    if n_lines != len(found):
        raise ValueError(f"{document.name}: {n_lines} `$` lines, {len(found)} of them in `console`")
    return found


def _commands(body: str, first_line: int) -> Iterator[Shown]:
    lines = body.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        last = start
        while lines[last].endswith("\\"):
            last += 1
        command = "\n".join(lines[start : last + 1]).removeprefix("$ ")
        yield Shown(first_line + start, command, "\n".join(lines[last + 1 : end]))


def _parsed(text: str) -> Any | None:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None


def missing_from(answered: str, shown: str, *, schema: "Schema | None" = None) -> list[str]:
    """Where the answer lacks what is shown: paths of JSON keys, else lines and the names before their colon.

    Where the answer has nothing to compare (null, an empty list), `schema` says whether it could have.
    """
    expected = _parsed(shown)
    if expected is not None:
        body = _parsed(answered)
        if body is None and answered.strip() != "null":
            return [f"no JSON but {answered[:200]!r}"]
        return list(_missing_keys(body, expected, "", schema))
    have, want = _names(answered), _names(shown)
    return sorted(want - have)


def _names(text: str) -> set[str]:
    """Status line, header and event names, and the keys of JSON, of an answer that is not JSON alone."""
    names: set[str] = set()
    for line in text.splitlines():
        line = line.strip()
        named = _LINE.match(line)
        body = _parsed(named["value"] if named else line)
        if isinstance(body, dict):
            names |= body.keys()
        elif not named and line not in {"", ELISION}:
            names.add(line)
        if named:
            names.add(named["name"].lower())
    return names


def _missing_keys(answered: Any, shown: Any, path: str, schema: "Schema | None") -> Iterator[str]:
    if isinstance(shown, dict):
        if answered is None or answered == {}:
            yield from () if schema is None else schema.lacks(shown, path)
        elif not isinstance(answered, dict):
            yield f"{path} is no object"
        else:
            for key, value in shown.items():
                if key not in answered:
                    yield f"{path}.{key}"
                else:
                    inner = None if schema is None else schema.at(key)
                    yield from _missing_keys(answered[key], value, f"{path}.{key}", inner)
    elif isinstance(shown, list):
        inner = None if schema is None else schema.element()
        for example in (each for each in shown if each != ELISION):
            if not answered:
                yield from () if inner is None else inner.lacks(example, f"{path}[]")
            elif not isinstance(answered, list):
                yield f"{path} is no list"
            else:  # one of the elements has all of it
                tried = [list(_missing_keys(one, example, f"{path}[]", inner)) for one in answered]
                yield from min(tried, key=len)


def replacements(answered: str, shown: str) -> dict[str, str]:
    """Texts of the shown answer → what was answered in their place, so that later commands can name them."""
    found: dict[str, str] = {}

    def walk(have: Any, want: Any) -> None:
        if isinstance(want, dict) and isinstance(have, dict):
            for key in want.keys() & have.keys():
                walk(have[key], want[key])
        elif isinstance(want, list) and isinstance(have, list):
            for one, other in zip(have, want, strict=False):
                walk(one, other)
        elif isinstance(want, str) and isinstance(have, str) and want != have and len(want) > 7:
            found[want] = have

    for have, want in zip(_json_parts(answered), _json_parts(shown), strict=False):
        walk(have, want)
    return found


def _json_parts(text: str) -> list[Any]:
    """The whole, or the lines that are JSON (under `curl -i` the body is one)."""
    whole = _parsed(text)
    if whole is not None:
        return [whole]
    return [body for line in text.splitlines() if isinstance(body := _parsed(line), dict)]


@dataclass(frozen=True, slots=True)
class Schema:
    """A JSON schema of an OpenAPI document, for asking which keys an object may have."""

    document: Mapping[str, Any]
    node: Mapping[str, Any]

    @property
    def _choices(self) -> list[Mapping[str, Any]]:
        """The schemas that it may be, references followed."""
        pending, plain = [self.node], []
        while pending:
            node = pending.pop()
            if "$ref" in node:
                pending.append(self.document["components"]["schemas"][node["$ref"].split("/")[-1]])
            elif any(kind in node for kind in ("anyOf", "oneOf", "allOf")):
                pending += [*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())]
            else:
                plain.append(node)
        return plain

    def at(self, key: str) -> "Schema | None":
        for node in self._choices:
            if key in node.get("properties", {}):
                return Schema(self.document, node["properties"][key])
        return None

    def element(self) -> "Schema | None":
        for node in self._choices:
            if isinstance(node.get("items"), dict):
                return Schema(self.document, node["items"])
            if node.get("prefixItems"):
                return Schema(self.document, node["prefixItems"][0])
        return None

    def lacks(self, shown: Any, path: str) -> Iterator[str]:
        """Paths of shown keys that no such object may have; of free-form objects nothing is known."""
        if isinstance(shown, dict) and any(node.get("properties") for node in self._choices):
            for key, value in shown.items():
                inner = self.at(key)
                if inner is None:
                    yield f"{path}.{key}"
                else:
                    yield from inner.lacks(value, f"{path}.{key}")
        elif isinstance(shown, list) and (inner := self.element()) is not None:
            for each in shown:
                yield from inner.lacks(each, f"{path}[]")
