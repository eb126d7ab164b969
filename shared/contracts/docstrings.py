"""The docstrings of a class's attributes, which Python throws away: read from the source when somebody asks.

pydantic reads them too (`use_attribute_docstrings`), but for each class as it is made: 0.3 s of every start of the fleet,
for a document that a running service is hardly ever asked for.
"""

import ast
import inspect
import sys
from functools import lru_cache

MODULES = 64
"""Whose docstrings are kept; more than the contracts and schemas of all services."""


def attribute_docstrings(kind: type) -> dict[str, str]:
    """Attribute → what stands below it, those of its bases included; empty where there is no source."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        found |= _of_module(each.__module__).get(each.__qualname__, {})
    return found


@lru_cache(maxsize=MODULES)
def _of_module(name: str) -> dict[str, dict[str, str]]:
    """Class → attribute → docstring. Of the project's own modules: others have none to tell."""
    module = sys.modules.get(name)
    if module is None or name.partition(".")[0] in {"builtins", "pydantic", "typing"}:
        return {}
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError):
        return {}
    return dict(_classes(tree, ""))


def _classes(node: ast.AST, prefix: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            name = f"{prefix}{child.name}"
            found += [(name, _attributes(child)), *_classes(child, f"{name}.")]
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            found += _classes(child, f"{prefix}{child.name}.<locals>.")
    return found


def _attributes(node: ast.ClassDef) -> dict[str, str]:
    return {
        before.target.id: inspect.cleandoc(after.value.value)
        for before, after in zip(node.body, node.body[1:], strict=False)
        if isinstance(before, ast.AnnAssign)
        and isinstance(before.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    }
