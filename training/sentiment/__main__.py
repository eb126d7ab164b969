"""`make train-sentiment`: teaches the head of conversation-service's sentiment by `turns.tsv`, and writes its weights.

Multinomial logistic regression on e5-small's embeddings. The ridge is the one of RIDGES whose head gives the turns that it was not taught by (ten folds) the
greatest likelihood, so that its probabilities can be believed.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from shared.embeddings.e5_small import E5Small
from shared.mount import module_of
from shared.roster import CONVERSATION
from training.stats import wilson_interval

from .turns import LabelledTurn, labelled_turns

RIDGES = (0.1, 0.3, 1.0, 3.0)
N_FOLDS = 10
_SEED = 1


def main() -> int:
    head = module_of(CONVERSATION, "services.engines.sentiments.embedded.head")
    names = module_of(CONVERSATION, "services.engines.sentiments.base").SENTIMENTS
    turns = labelled_turns()
    embeddings = E5Small().embed([turn.text for turn in turns])
    labels = np.array([names.index(turn.sentiment) for turn in turns])
    left_out = {ridge: _left_out(embeddings, labels, ridge, head) for ridge in RIDGES}
    likelihood = {ridge: _log_likelihood(p, labels) for ridge, p in left_out.items()}
    ridge = max(RIDGES, key=likelihood.__getitem__)
    for each in RIDGES:
        print(f"ridge {each:g}: {likelihood[each]:.3f} nats a turn that was left out")
    _tell(turns, left_out[ridge], labels)
    _taught(embeddings, labels, ridge, head).save()
    print(f"{head.WEIGHTS.name} written, ridge {ridge:g}, {len(turns)} turns")
    return 0


def _taught(embeddings: np.ndarray, labels: np.ndarray, ridge: float, head):
    """A SentimentHead."""
    mean = embeddings.mean(axis=0)
    design = np.column_stack([np.ones(len(labels)), head.SCALE * (embeddings - mean)])
    wanted = np.eye(3)[labels]
    held = np.full((design.shape[1], 1), ridge)
    held[0] = 0.0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(design.shape[1], 3)
        logits = design @ weights
        logits -= logits.max(axis=1, keepdims=True)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        value = -(wanted * log_p).sum() + 0.5 * (held * weights**2).sum()
        return float(value), (design.T @ (np.exp(log_p) - wanted) + held * weights).ravel()

    begun = np.zeros(design.shape[1] * 3)
    found = minimize(loss, begun, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights = found.x.reshape(design.shape[1], 3)
    return head.SentimentHead(mean.astype(np.float32), weights.astype(np.float32))


def _left_out(embeddings: np.ndarray, labels: np.ndarray, ridge: float, head) -> np.ndarray:
    """Probabilities (n_turns, 3), of each turn by a head that never saw it."""
    folds = np.random.default_rng(_SEED).permutation(len(labels)) % N_FOLDS
    told = np.zeros((len(labels), 3))
    for fold in range(N_FOLDS):
        others = folds != fold
        taught = _taught(embeddings[others], labels[others], ridge, head)
        told[~others] = taught.probabilities(embeddings[~others])
    return told


def _log_likelihood(told: np.ndarray, labels: np.ndarray) -> float:
    return float(np.log(told[np.arange(len(labels)), labels]).mean())


def _tell(turns: Sequence[LabelledTurn], told: np.ndarray, labels: np.ndarray) -> None:
    is_right = told.argmax(axis=1) == labels
    print(f"mean probability of the likeliest: {told.max(axis=1).mean():.3f}")
    for language in sorted({turn.language for turn in turns}):
        of = np.array([turn.language == language for turn in turns])
        low, high = wilson_interval(int(is_right[of].sum()), int(of.sum()))
        print(f"{language}: {is_right[of].sum()} of {of.sum()} right, {is_right[of].mean():.3f} ({low:.3f}–{high:.3f})")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
