"""What the model card says of added speech: whose it was, under which licence, how well its errors are found."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shared.gates import PHONE_ERROR

from .stats import calibration_error, recall_at_precision

_CORPUS = """
- {name}, added: {utterances} utterances of {speakers} people, {annotated phones} annotated phones; {left out} recordings
  were left out. Licence: {licence}. Frame classifier; where annotated, segment classifier and identity heads; no rating."""
_TABLE = """
Annotated people, each by heads that heard none of their fold of speakers, clean and spoiled recordings; the gate is
{gate}.

| figure | value |
|---|---|
{rows}
"""


def people_figures(out_of_fold: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Of annotated people, from (probability, 1 where it is so) of each kind; {} where no error is annotated."""
    found: dict[str, float] = {}
    for kind, name in (("error", "wrong phones"), ("insertion", "inserted phones")):
        probability, is_so = out_of_fold[kind]
        if not is_so.any():
            continue
        flagged = probability >= PHONE_ERROR
        found[f"{name}, recall at the gate"] = float(flagged[is_so == 1].mean())
        if flagged.any():
            found[f"{name}, precision at the gate"] = float(is_so[flagged].mean())
        recall, *_ = recall_at_precision(probability, is_so, 0.8, ties_together=False)
        found[f"{name}, recall at precision 0.80"] = recall
        found[f"{name}, calibration error"] = calibration_error(probability, is_so)
    return found


def corpora_lines(added: Sequence[Mapping[str, Any]]) -> str:
    """A line of the card's list of data for each folder."""
    return "".join(_CORPUS.format(**corpus) for corpus in added)


def people_table(figures: Mapping[str, float]) -> str:
    rows = "\n".join(f"| {name} | {value:.3f} |" for name, value in figures.items())
    return _TABLE.format(rows=rows, gate=PHONE_ERROR) if rows else ""
