"""Whom a flag is for: the rules of JsonLogic (https://jsonlogic.com) that flagd's files are written in, as far as tenants need them."""

from collections.abc import Callable, Mapping
from typing import Any

MOST_DEEP = 20


class UnknownRule(ValueError):
    """A rule that is not known here: a file with it is refused as a whole, rather than read otherwise than it was meant."""


def check(rule: Any, depth: int = 0) -> None:
    """Raises UnknownRule."""
    if depth > MOST_DEEP:
        raise UnknownRule(f"rules may stand {MOST_DEEP} deep in each other")
    if isinstance(rule, list):
        for each in rule:
            check(each, depth + 1)
    elif isinstance(rule, dict):
        if len(rule) != 1:
            raise UnknownRule("a rule has one operator")
        [(operator, operands)] = rule.items()
        if operator not in _OPERATORS and operator not in ("var", "if", "and", "or"):
            raise UnknownRule(f"there is no operator {operator!r} here")
        check(operands, depth + 1)


def follow(rule: Any, context: Mapping[str, Any]) -> Any:
    """What a rule that was checked comes to."""
    if isinstance(rule, list):
        return [follow(each, context) for each in rule]
    if not isinstance(rule, dict):
        return rule
    [(operator, operands)] = rule.items()
    operands = operands if isinstance(operands, list) else [operands]
    match operator:
        case "var":
            return context.get(str(operands[0]), operands[1] if len(operands) > 1 else None)
        case "if":
            return _chosen(operands, context)
        case "and":
            return all(follow(each, context) for each in operands)
        case "or":
            return any(follow(each, context) for each in operands)
        case _:
            return _OPERATORS[operator](*(follow(each, context) for each in operands))


def _chosen(operands: list[Any], context: Mapping[str, Any]) -> Any:
    """Condition, then, condition, then, …, else."""
    for at in range(0, len(operands) - 1, 2):
        if follow(operands[at], context):
            return follow(operands[at + 1], context)
    return follow(operands[-1], context) if len(operands) % 2 else None


def _is_in(one: Any, many: Any = ()) -> bool:
    return many is not None and one in many


_OPERATORS: dict[str, Callable[..., Any]] = {
    "==": lambda one, other=None: one == other,
    "!=": lambda one, other=None: one != other,
    "!": lambda one=None: not one,
    "in": _is_in,
}
