"""The coach's own sentences, as templates with named gaps."""

import string
from pathlib import Path
from typing import get_args

from shared.contracts import NotAssessable

from .library import TipError, read_toml

_GAPS: dict[str, frozenset[str]] = {
    "summary.overall": frozenset({"overall"}),
    "summary.perfect": frozenset(),
    "summary.slips": frozenset({"n_slips", "n_words"}),
    "summary.first": frozenset({"title"}),
    "summary.omitted": frozenset({"words"}),
    "summary.misread": frozenset({"word", "read_as"}),
    "summary.added": frozenset({"words"}),
    "summary.uncertain": frozenset({"n_sounds"}),
    "summary.uncertain_one": frozenset(),
    "finding.substitution": frozenset({"target", "heard", "where"}),
    "finding.unclear": frozenset({"target", "where"}),
    "finding.deletion": frozenset({"target", "where"}),
    "finding.unaspirated": frozenset({"target", "where"}),
    "finding.retroflex": frozenset({"target", "where"}),
    "finding.stress": frozenset({"where"}),
    "finding.insertion": frozenset({"heard", "where"}),
    "finding.pauses": frozenset({"n", "where"}),
    "finding.final_rise": frozenset(),
    "finding.final_fall": frozenset(),
    "strength.sound": frozenset({"sound", "n", "words"}),
    "strength.fluency": frozenset({"score"}),
    "strength.prosody": frozenset({"score"}),
    "strength.completeness": frozenset(),
    "strength.word": frozenset({"word", "score"}),
    "why.rule": frozenset({"why", "pairs"}),
    "why.rule_without_pairs": frozenset({"why"}),
    "why.sound": frozenset({"sound"}),
    "why.sound_with_pairs": frozenset({"sound", "pairs"}),
    "next.drill": frozenset({"title"}),
    "next.unpriorised": frozenset(),
    "next.perfect": frozenset(),
    "next.perfect_uncertain": frozenset(),
    "next.recording": frozenset({"words"}),
    "warning.transcript": frozenset(),
    "warning.mock": frozenset(),
    "warning.llm_away": frozenset(),
    "warning.llm_budget": frozenset(),
    "warning.llm_unfounded": frozenset(),
} | {
    f"not_assessable.{reason}.{part}": frozenset()
    for reason in get_args(NotAssessable)
    for part in ("why", "next")
}
"""Every sentence the coach needs, with the gaps it fills."""


class Wording:
    def __init__(self, templates: dict[str, str]) -> None:
        self._templates = templates

    def say(self, key: str, **gaps: object) -> str:
        """The sentence `key` (`summary.first`) with its gaps filled."""
        return self._templates[key].format(**gaps)


def load_wording(path: Path) -> Wording:
    """Read the sentences. Raises TipError for a missing one or an unknown gap."""
    templates = _flatten(read_toml(path))
    templates.pop("version", None)
    if missing := sorted(_GAPS.keys() - templates.keys()):
        raise TipError(f"{path.name}: {missing[0]} is missing")
    if unknown := sorted(templates.keys() - _GAPS.keys()):
        raise TipError(f"{path.name}: {unknown[0]} is unknown")
    for key, template in templates.items():
        try:
            gaps = {
                name for _, name, _, _ in string.Formatter().parse(template) if name is not None
            }
        except ValueError as error:
            raise TipError(f"{path.name}: {key}: {error}") from error
        if gaps != _GAPS[key]:
            wanted = ", ".join(sorted(_GAPS[key])) or "none"
            raise TipError(f"{path.name}: {key} must have the gaps: {wanted}")
    return Wording(templates)


def _flatten(tree: dict, prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
