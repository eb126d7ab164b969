"""How sure the aligner is of an error, and how much speaks for a habit, fitted again to what teachers said of findings.

Of findings that rest on the audio alone, Platt's scaling (1999) of the log-odds that the aligner gave, with a prior at what is
shipped: slope 1, offset 0. Of those that the speaker's habits decided, a shift alone: their log-odds are evidence in nats and what is
known of the speaker, in one sum. Whether that helps is measured on speakers that the fit has not seen.
"""

from dataclasses import dataclass

import numpy as np

from .files import Files, Options, Tell, TooLittle, read, written

PRIOR_SLOPE, PRIOR_OFFSET = 0.25, 1.0
"""Standard deviations of the prior: 95 % of it are slopes of .5–1.5 and odds that are divided or multiplied by up to 7. A handful
of verdicts moves nothing, some hundreds decide."""
NEWTON_STEPS = 50
DIGITS = 6
"""Of what is written down: machines differ in the last ones."""
LEAST_SLOPE = 0.1
FIXED = 1e-4
"""As a prior's standard deviation: it stays where it is."""
MOST_SHIFT = 4.0
"""Nats, as evidence is bounded."""


@dataclass(frozen=True, slots=True)
class OddsLine:
    """slope × log-odds + offset."""

    slope: float
    offset: float

    def __call__(self, odds: np.ndarray) -> np.ndarray:
        return 1.0 / (1.0 + np.exp(-(self.slope * odds + self.offset)))


AS_SHIPPED = OddsLine(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Refit:
    """Of both kinds of findings."""

    by_audio: OddsLine
    by_habit: OddsLine
    """Its slope is 1."""

    def __call__(self, verdicts: "Verdicts") -> np.ndarray:
        """Probability of each that it stands."""
        return np.where(
            verdicts.by_habit, self.by_habit(verdicts.odds), self.by_audio(verdicts.odds)
        )

    def written(self) -> list[float]:
        return [
            round(each, DIGITS)
            for each in (self.by_audio.slope, self.by_audio.offset, self.by_habit.offset)
        ]

    @classmethod
    def read(cls, values: list[float]) -> "Refit":
        slope, offset, shift = values
        return cls(OddsLine(slope, offset), OddsLine(1.0, shift))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A row a finding that a teacher spoke of."""

    speaker: np.ndarray
    """Number of the speaker within this job, from 0."""
    by_habit: np.ndarray
    """bool: the speaker's habits decided it."""
    odds: np.ndarray
    """Log-odds of what the claim rests on, by the shipped weights."""
    stands: np.ndarray
    """1 where the teacher said that the finding stands, 0 where it is not so."""

    @property
    def n_speakers(self) -> int:
        return int(self.speaker.max()) + 1 if len(self.speaker) else 0

    def of(self, chosen: np.ndarray) -> "Verdicts":
        return Verdicts(
            self.speaker[chosen], self.by_habit[chosen], self.odds[chosen], self.stands[chosen]
        )


def folds(files: Files, options: Options, tell: Tell) -> bytes:
    """For each fold of speakers, the fit to all others."""
    verdicts = _gathered(files, options)
    fold = _fold_of_speakers(verdicts.n_speakers, options["n_folds"], options["seed"])
    fits: list[list[float]] = []
    for number in range(options["n_folds"]):
        refit = fit(verdicts.of(fold[verdicts.speaker] != number))
        fits.append(refit.written())
        tell((number + 1) / options["n_folds"], f"fold {number + 1}: {_told(refit)}")
    return written({"fold_of_speaker": fold.tolist(), "fits": fits})


def measure(files: Files, options: Options, tell: Tell) -> bytes:
    """What the fit and the shipped weights make of speakers that the fit has not seen, with 95 % intervals over speakers."""
    verdicts, folded = _gathered(files, options), read(files, "folds")
    fold = np.array(folded["fold_of_speaker"])[verdicts.speaker]
    before = AS_SHIPPED(verdicts.odds)
    after = np.empty_like(before)
    for number, values in enumerate(folded["fits"]):
        held_out = fold == number
        after[held_out] = Refit.read(values)(verdicts.of(held_out))
    gained = _log_loss(after, verdicts.stands) - _log_loss(before, verdicts.stands)
    low, high = _interval(gained, verdicts.speaker, options, tell)
    gate = np.where(verdicts.by_habit, options["gate_of_habits"], options["gate"])
    is_right = verdicts.stands == 1
    figures = {
        "verdicts": float(len(gained)),
        "speakers": float(verdicts.n_speakers),
        "verdicts on what habits decided": float(verdicts.by_habit.sum()),
        "findings that stand": float(is_right.mean()),
        "held-out log loss, shipped": float(_log_loss(before, verdicts.stands).mean()),
        "held-out log loss": float(_log_loss(after, verdicts.stands).mean()),
        "difference of log loss": float(gained.mean()),
        "difference, lower end": low,
        "difference, upper end": high,
        "mean probability, shipped": float(before.mean()),
        "mean probability": float(after.mean()),
        "findings that are not so, now below their gate": _share(after < gate, ~is_right),
        "findings that stand, still above it": _share(after >= gate, is_right),
    }
    return written({name: round(value, DIGITS) for name, value in figures.items()})


def fit_all(files: Files, options: Options, tell: Tell) -> bytes:
    """The fit to all of them."""
    refit = fit(_gathered(files, options))
    tell(1.0, f"all: {_told(refit)}")
    return written(refit.written())


def write(files: Files, options: Options, tell: Tell) -> bytes:
    """The candidate: its file, its card and its figures."""
    del options
    gathered, figures = read(files, "gather"), read(files, "measure")
    slope, offset, shift = read(files, "fit_all")
    content = {
        "format": "aligner-recalibration-1",
        "base": gathered["base"],
        "slope": slope,
        "offset": offset,
        "evidence_offset": shift,
    }
    tell(1.0, verdict_of(figures))
    made = {
        "content": written(content).decode(),
        "card": card(gathered, figures, Refit.read([slope, offset, shift])),
        "figures": figures,
        "data": f"{figures['verdicts']:.0f} verdicts of {gathered['n_teachers']} teachers on findings of "
        f"{figures['speakers']:.0f} speakers of the tenant who agreed to it",
    }
    return written(made)


def fit(verdicts: Verdicts) -> Refit:
    of_audio = verdicts.of(~verdicts.by_habit)
    of_habits = verdicts.of(verdicts.by_habit)
    line = fit_line(of_audio.odds, of_audio.stands)
    shift = fit_line(of_habits.odds, of_habits.stands, prior_slope=FIXED).offset
    return Refit(line, OddsLine(1.0, float(np.clip(shift, -MOST_SHIFT, MOST_SHIFT))))


def fit_line(odds: np.ndarray, stands: np.ndarray, *, prior_slope: float = PRIOR_SLOPE) -> OddsLine:
    """The likeliest line, prior included, by Newton's method; the problem is convex."""
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    precision = np.array([1 / prior_slope**2, 1 / PRIOR_OFFSET**2])
    prior = np.array([1.0, 0.0])
    line = prior.copy()
    for _ in range(NEWTON_STEPS):
        probability = 1.0 / (1.0 + np.exp(-(design @ line)))
        gradient = design.T @ (probability - stands) + precision * (line - prior)
        spread = (probability * (1 - probability))[:, None] * design
        step = np.linalg.solve(design.T @ spread + np.diag(precision), gradient)
        line = line - np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-10:
            break
    return OddsLine(max(LEAST_SLOPE, float(line[0])), float(line[1]))


def verdict_of(figures: dict[str, float]) -> str:
    """Whether it is better than what is shipped, by its own figures."""
    if figures["difference, upper end"] < 0:
        return "on speakers that it has not seen it is better than what is shipped"
    if figures["difference, lower end"] > 0:
        return "on speakers that it has not seen it is WORSE than what is shipped"
    return "on speakers that it has not seen it is no better than what is shipped, beyond chance"


def card(gathered: dict, figures: dict[str, float], refit: Refit) -> str:
    rows = "\n".join(f"| {name} | {value:g} |" for name, value in figures.items())
    left_out = ", ".join(f"{n} {why}" for why, n in sorted(gathered["left_out"].items()) if n)
    return f"""# Recalibration of the aligner

How sure the aligner is that a phone is wrong, and how much speaks for a speaker's habit, fitted again to verdicts of
{gathered["n_teachers"]} teachers. All else is the shipped archive `{gathered["base"][:12]}…`: which phone was heard, ratings, times.
{_told(refit)}.

**By its own figures: {verdict_of(figures)}.**

| figure | value |
|---|---|
{rows}

Figures are of speakers whose verdicts the fit has not seen ({len(gathered["rows"])} verdicts in all), intervals of 95 % over speakers.
Probabilities are those that a finding rests on. A finding that the audio is no longer sure of may still be told for a habit, and the
other way round: what becomes of recordings, a trial shows.

Limits: teachers speak of findings alone, so what it knows of phones that were not told is that the line goes on there. A teacher who
only overrules what is wrong, and leaves the rest, makes it look worse than it is. Nobody's recording, text or name is in it.

Left out: {left_out or "nothing"}.
"""


def _gathered(files: Files, options: Options) -> Verdicts:
    """Raises TooLittle."""
    rows = read(files, "gather")["rows"]
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    verdicts = Verdicts(
        table[:, 0].astype(np.int64), table[:, 1].astype(bool), table[:, 2], table[:, 3]
    )
    least = max(options["least_speakers"], options["n_folds"])
    if len(rows) < options["least_verdicts"] or verdicts.n_speakers < least:
        raise TooLittle(
            f"there are {len(rows)} verdicts on findings of {verdicts.n_speakers} speakers who agreed: "
            f"it takes {options['least_verdicts']} of {least}"
        )
    return verdicts


def _fold_of_speakers(n_speakers: int, n_folds: int, seed: int) -> np.ndarray:
    """int (n_speakers,): as many in each as can be."""
    order = np.random.default_rng(seed).permutation(n_speakers)
    fold = np.empty(n_speakers, dtype=np.int64)
    fold[order] = np.arange(n_speakers) % n_folds
    return fold


def _log_loss(probability: np.ndarray, stands: np.ndarray) -> np.ndarray:
    sure = np.clip(probability, 1e-6, 1 - 1e-6)
    return -(stands * np.log(sure) + (1 - stands) * np.log(1 - sure))


def _share(chosen: np.ndarray, among: np.ndarray) -> float:
    return float(chosen[among].mean()) if among.any() else 0.0


def _interval(
    values: np.ndarray, speaker: np.ndarray, options: Options, tell: Tell
) -> tuple[float, float]:
    """Of the mean, by drawing speakers anew (Efron & Tibshirani 1993)."""
    n_speakers = int(speaker.max()) + 1
    sums = np.bincount(speaker, values, n_speakers)
    counts = np.bincount(speaker, minlength=n_speakers)
    random = np.random.default_rng(options["seed"] + 1)
    means = np.empty(options["n_draws"])
    for draw in range(len(means)):
        drawn = random.integers(n_speakers, size=n_speakers)
        means[draw] = sums[drawn].sum() / max(1, counts[drawn].sum())
        if draw % 500 == 0:
            tell(draw / len(means), "")
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def _told(refit: Refit) -> str:
    line, shift = refit.by_audio, refit.by_habit.offset
    return f"log-odds × {line.slope:.3f} {line.offset:+.3f}; evidence {shift:+.3f} nats"
