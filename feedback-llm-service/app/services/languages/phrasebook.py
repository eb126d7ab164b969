"""The coach's own sentences, as templates with named gaps."""

import string
from collections.abc import Mapping
from typing import Any, Literal, get_args

from shared.contracts import NotAssessable

from .errors import LanguageError

Noun = Literal["slip", "word", "sound", "time"]

_GAPS: dict[str, frozenset[str]] = {
    key: frozenset(gaps.split())
    for key, gaps in {
        "summary.overall": "overall",
        "summary.perfect": "",
        "summary.sounds_fine": "",
        "summary.slips": "n_slips n_words",
        "summary.omitted": "words",
        "summary.misread": "words",
        "summary.added": "words",
        "summary.uncertain": "n_sounds",
        "summary.uncertain_one": "",
        "finding.substitution": "target heard where",
        "finding.unclear": "target where",
        "finding.deletion": "target where",
        "finding.unaspirated": "target where",
        "finding.retroflex": "target where",
        "finding.stress": "where",
        "finding.weak_vowel": "heard where",
        "finding.insertion": "heard where",
        "finding.pauses": "n where",
        "finding.final_rise": "",
        "finding.final_fall": "",
        "delivery.pace.fast": "value low high",
        "delivery.pace.slow": "value low high",
        "delivery.weak_forms": "n of words",
        "delivery.rhythm": "value",
        "delivery.fillers": "n",
        "delivery.missing_breaks": "n of words",
        "delivery.nuclear_accent": "n of words",
        "delivery.pitch_range": "value",
        "score.accuracy": "score measures",
        "score.fluency": "score measures",
        "score.completeness": "score measures",
        "score.prosody": "score measures",
        "score.and": "",
        "score.measure.words_with_slips": "n of",
        "score.measure.speech_rate_sps": "n",
        "score.measure.pauses_inside_phrases": "n",
        "score.measure.words_said": "n of",
        "score.measure.words_added": "n",
        "score.measure.words_stressed_elsewhere": "n of",
        "score.measure.pitch_range_semitones": "n",
        "strength.sound": "sound words",
        "strength.steady": "",
        "strength.completeness": "",
        "note.focus": "title",
        "note.heard.changes": "changes",
        "note.heard.substitution": "target heard words",
        "note.heard.unclear": "target words",
        "note.heard.deletion": "target words",
        "note.heard.unaspirated": "target words",
        "note.heard.retroflex": "target words",
        "note.heard.stress": "words",
        "note.heard.weak_vowel": "heard words",
        "note.heard.insertion": "heard words",
        "note.heard.unfinished": "n words",
        "note.heard.insertions": "n words",
        "note.heard.weak_vowels": "n words",
        "note.listen": "word",
        "note.drill": "items",
        "note.again": "",
        "cue.slower": "phrase",
        "cue.slower_sound": "word sound",
        "cue.phrase": "phrase",
        "cue.phrase_sound": "phrase sound",
        "title.sound": "sound",
        "why.rule": "why pairs",
        "why.rule_without_pairs": "why",
        "why.sound": "sound",
        "why.sound_with_pairs": "sound pairs",
        "why.sound_dropped_with_pairs": "sound pairs",
        "why.turned_into": "word other",
        "progress.overall": "date then now",
        "progress.solved": "date items",
        "progress.again": "date items",
        "progress.fresh": "date items",
        "progress.slip": "sound words",
        "progress.better": "sound right n right_before n_before",
        "progress.worse": "sound right n right_before n_before",
        "progress.mastered": "sound right n n_recordings",
        "next.drill": "title",
        "next.omitted": "words",
        "next.added": "words",
        "next.delivery": "",
        "next.own_error": "sound words",
        "next.perfect": "",
        "next.perfect_uncertain": "",
        "next.recording": "words",
        "next.own_words": "words",
        "warning.transcript": "",
        "warning.mock": "",
        "warning.no_notes": "l1 known",
        "warning.llm_away": "",
        "warning.llm_budget": "",
        "warning.llm_unfounded": "",
        "phrase.word": "word",
        "phrase.word_at": "word time",
        "phrase.stressed": "word target heard",
        "phrase.after": "word time",
        "phrase.sound": "name ipa",
        "phrase.weak_vowel": "",
        "phrase.pair": "one other",
        "phrase.more": "items n",
        "phrase.of_chances": "n chances items",
        "phrase.of_words": "n items",
        "phrase.misread": "word read_as",
        "phrase.unaspirated": "",
        "phrase.retroflex": "",
    }.items()
}
"""Every sentence and piece of one that the coach needs, with the gaps it fills."""
_GAPS |= {
    f"not_assessable.{reason}.{part}": frozenset()
    for reason in get_args(NotAssessable)
    for part in ("why", "next")
}
_GAPS |= {f"count.{noun}.other": frozenset({"n"}) for noun in get_args(Noun)}
_GAPS |= {f"count.{noun}.one": frozenset() for noun in get_args(Noun)}


class Phrasebook:
    def __init__(self, templates: dict[str, str]) -> None:
        self._templates = templates

    def say(self, key: str, **gaps: object) -> str:
        """The sentence `key` (`summary.first`) with its gaps filled."""
        return self._templates[key].format(**gaps)

    def count(self, n: int, noun: Noun) -> str:
        return self.say(f"count.{noun}.{'one' if n == 1 else 'other'}", n=n)


def read_phrasebook(content: Mapping[str, Any], file: str) -> Phrasebook:
    """Check the sentences. Raises LanguageError for a missing one or an unknown gap."""
    templates = _flatten(content)
    if missing := sorted(_GAPS.keys() - templates.keys()):
        raise LanguageError(f"{file}: say.{missing[0]} is missing")
    if unknown := sorted(templates.keys() - _GAPS.keys()):
        raise LanguageError(f"{file}: say.{unknown[0]} is unknown")
    for key, template in templates.items():
        try:
            gaps = {
                name for _, name, _, _ in string.Formatter().parse(template) if name is not None
            }
        except ValueError as error:
            raise LanguageError(f"{file}: say.{key}: {error}") from error
        if gaps != _GAPS[key]:
            wanted = ", ".join(sorted(_GAPS[key])) or "none"
            raise LanguageError(f"{file}: say.{key} must have the gaps: {wanted}")
    return Phrasebook(templates)


def _flatten(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
