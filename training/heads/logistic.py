"""Ridge logistic regression, for heads that are linear."""

import numpy as np
from scipy.optimize import minimize


def balanced(labels: np.ndarray) -> np.ndarray:
    """Weights that make both labels count the same, one on average."""
    share = labels.mean()
    return np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))


def logistic_loss(odds: np.ndarray, labels: np.ndarray, weight: np.ndarray) -> float:
    """Weighted negative log-likelihood; `odds` are log-odds, `labels` 0 and 1."""
    return float(np.sum(weight * (np.logaddexp(0, odds) - labels * odds)))


def fit_logistic(
    x: np.ndarray, labels: np.ndarray, weight: np.ndarray, *, ridge: float
) -> np.ndarray:
    """float64 (n_features + 1,): weights, then the offset, which has no penalty.

    `ridge` is the penalty on the squared weights, halved, beside the sum of the losses.
    """
    x = x.astype(np.float64)

    def objective(w: np.ndarray) -> tuple[float, np.ndarray]:
        odds = x @ w[:-1] + w[-1]
        wrong = weight * (1 / (1 + np.exp(-odds)) - labels)
        loss = logistic_loss(odds, labels, weight) + ridge / 2 * float(w[:-1] @ w[:-1])
        return loss, np.append(x.T @ wrong + ridge * w[:-1], wrong.sum())

    start = np.zeros(x.shape[1] + 1)
    return minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
