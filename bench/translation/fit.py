"""`python -m bench.translation.fit`: fits the gate on the sentences of `CHOSEN_BY` and writes `gate.toml`.

Pairs of a sentence and a candidate: right ones are those that the files name. Logistic regression by Newton's method with a ridge;
the threshold is the least at which the share of other sentences refused is `REFUSED` in cross-validation, or the best there is.
"""

import numpy as np

from shared.embeddings.e5_small import E5Small

from .sentences import asked_sentences, candidates_of, part

CHOSEN_BY = ("development", "wordings-development", "one-word-development")
RIDGE = 0.5
REFUSED = 0.96
N_FOLDS = 10
_HEAD = "# Written by `python -m bench.translation.fit` from the …development.tsv of bench/translation.\n"


def main() -> int:
    gate = part("gate")
    stored = part("finding").StoredSentences(E5Small())
    sentences = [each for name in CHOSEN_BY for each in asked_sentences(name)]
    asked = list(candidates_of(sentences, stored))
    rows = [(at, list(c.figures), c.row.texts[0] == each.wanted) for at, (each, found) in enumerate(asked) for c in found]  # fmt: skip
    of, x, y = (np.array(column) for column in zip(*rows, strict=True))
    folds = np.arange(len(asked)) % N_FOLDS
    best: list[tuple[float, bool | None]] = []
    for at, (each, _) in enumerate(asked):
        mine = of == at
        if not mine.any():
            best.append((0.0, False if each.wanted else None))
            continue
        held_in = folds[of] != folds[at]
        p = _probabilities(x[mine], _fitted(x[held_in], y[held_in]))
        best.append((float(p.max()), bool(y[mine][p.argmax()]) if each.wanted else None))
    threshold = _threshold(best)
    print(f"cross-validated at {threshold:.2f}: {_told(best, threshold)}")
    weights = _fitted(x, y)
    lines = [f"bias = {weights[0]:.4f}", f"threshold = {threshold:.2f}", "", "[weights]"]
    lines += [f"{name} = {w:.4f}" for name, w in zip(gate.FEATURES, weights[1:], strict=True)]
    gate._FILE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """float64 (1 + n_features,), the bias first."""
    design = np.column_stack([np.ones(len(x)), x])
    ridge = np.diag([0.0, *([RIDGE] * x.shape[1])])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        p = _probabilities(x, weights)
        slope = design.T @ (p - y) + ridge @ weights
        bend = (design * (p * (1 - p))[:, None]).T @ design + ridge + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def _probabilities(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(weights[0] + x @ weights[1:], -30, 30)))


def _threshold(best: list[tuple[float, bool | None]]) -> float:
    """`best`: of each sentence the best probability, and whether it is the right one's; None of those that none means."""
    others = sorted(p for p, is_right in best if is_right is None)
    least = others[min(len(others) - 1, int(np.ceil(len(others) * REFUSED)))]
    return round(float(np.ceil(least * 100) / 100), 2)


def _told(best: list[tuple[float, bool | None]], threshold: float) -> str:
    known = [p >= threshold and is_right for p, is_right in best if is_right is not None]
    wrong = [p >= threshold and not is_right for p, is_right in best if is_right is not None]
    others = [p < threshold for p, is_right in best if is_right is None]
    return f"{sum(map(bool, known))} of {len(known)} found, {sum(wrong)} taken for another; {sum(others)} of {len(others)} others refused"


if __name__ == "__main__":
    raise SystemExit(main())
