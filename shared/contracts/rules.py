"""Ids of the diff's rules that other stages know by name; the rest of its book is known only by its tips.

A book of one's own (DIFF_RULES_DIR) may have other rules beside these; tests hold the shipped book, the coach's tips and these
to each other.
"""

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts.alignment import StopRealisationName

SUBSTITUTION_RULE = "SUB"
UNCLEAR_RULE = "SUB_UNCLEAR"
"""For an error whose heard phone is not certain enough to be named."""
DELETION_RULE = "DEL"
INSERTION_RULE = "INS"
DEFAULT_RULES = (SUBSTITUTION_RULE, UNCLEAR_RULE, DELETION_RULE, INSERTION_RULE)
"""For changes that no rule names; their tips go by the sound (`sound.V`)."""
STRESS_RULE = "STRESS"
"""For a word's stress on another syllable: no change of one phone into another."""
REDUCTION_RULES = frozenset({"SCHWA", "SCHWA_IH"})
"""For vowels that should be reduced and were said in full."""
STOP_REALISATION_OF_RULE: Mapping[str, StopRealisationName] = MappingProxyType(
    {"ASPIR": "unaspirated", "T_RET": "retroflex"}
)
"""Rules for a right stop said another way → how it was said; names a habit, not an error."""
