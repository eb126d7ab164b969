"""How much a phone sounds like a learner's: the witnesses' sum, its bounds, and what it is read from."""

from pathlib import Path

import numpy as np
import pytest

from shared.acoustics import accent
from shared.acoustics.phone_set import CLASS_OF, N_CLASSES
from shared.acoustics.segments import N_PIECES, NOTHING

N_FEATURES = N_PIECES * accent.N_COMPONENTS + 1
TH, T, S, F, V, W, K = (CLASS_OF[name] for name in ("TH", "T", "S", "F", "V", "W", "K"))


def model(*, weight: float = 0.0, unknown: int = K) -> accent.AccentModel:
    """Right phones reach 0 nats, but of `unknown` that isn't known; `weight` is TH's of the first feature."""
    weights = np.zeros((N_CLASSES, N_FEATURES), dtype=np.float32)
    weights[TH, 0] = weight
    usual = np.zeros(N_CLASSES, dtype=np.float32)
    usual[unknown] = np.nan
    return accent.AccentModel(
        np.zeros(N_FEATURES, dtype=np.float32),
        np.ones(N_FEATURES, dtype=np.float32),
        weights,
        np.zeros(N_CLASSES, dtype=np.float32),
        usual,
    )


def posteriors(**of_phones: float) -> np.ndarray:
    """One phone's log-posteriors; the others' are -20."""
    row = np.full((1, N_CLASSES), -20.0)
    for name, value in of_phones.items():
        row[0, CLASS_OF[name]] = value
    return row


def spans(first: float = 0.0) -> np.ndarray:
    row = np.zeros((1, N_FEATURES), dtype=np.float32)
    row[0, 0] = first
    return row


def evidence(
    own: accent.AccentModel, heard: np.ndarray, error: float, phone: int, first: float = 0.0
):
    (nats,) = own.evidence(spans(first), heard, np.array([error]), np.array([phone]))
    return nats


def test_the_witnesses_add_up():
    heard = posteriors(TH=-3.0, T=-1.0)

    # The error head's log-odds of 0.8 are log 4, T is 2 nats over TH, the taught model says 1.5.
    nats = evidence(model(weight=0.5), heard, 0.8, TH, first=3.0)

    assert nats == pytest.approx(0.3 * np.log(4) + 0.15 * 2.0 + 0.3 * 1.5)


@pytest.mark.parametrize(
    ("heard", "error", "first", "bound"),
    [
        (posteriors(TH=-20.0, T=0.0), 1.0, 1e6, accent.MOST),
        (posteriors(TH=0.0), 0.0, -1e6, -accent.MOST),
    ],
)
def test_no_phone_says_more_than_the_bound(heard, error: float, first: float, bound: float):
    assert evidence(model(weight=1.0), heard, error, TH, first=first) == bound


def test_nothing_is_said_where_what_right_phones_reach_is_not_known():
    heard = posteriors(K=-1.0, G=-1.0, V=-1.0, W=-1.0)

    assert np.isnan(evidence(model(), heard, 0.9, K))
    assert evidence(model(), heard, 0.9, V) > 0


def test_only_what_learners_say_instead_counts_against_a_target():
    heard = posteriors(TH=-2.0, T=-3.0, K=0.0)

    (contrast,) = accent.contrasts(heard, np.array([TH]))

    assert contrast == pytest.approx(-1.0)  # T's, though K was heard


def test_a_phone_that_nobody_changes_is_sure_to_be_right():
    (contrast,) = accent.contrasts(posteriors(OY=-9.0, V=0.0), np.array([CLASS_OF["OY"]]))

    assert contrast == -12.0
    assert accent.shares_if_wrong(posteriors(V=0.0), np.zeros(1), np.array([CLASS_OF["OY"]])) == [
        []
    ]


def test_the_first_components_of_each_piece_are_what_accents_are_told_by():
    width = accent.N_COMPONENTS + 2
    row = np.concatenate([np.full(width, piece + 1.0) for piece in range(N_PIECES)] + [[7.0]])
    for piece in range(N_PIECES):
        row[piece * width + accent.N_COMPONENTS : (piece + 1) * width] = -1.0

    (found,) = accent.leading(row[None])

    assert found.tolist() == [*np.repeat([1.0, 2.0, 3.0, 4.0, 5.0], 96), 7.0]
    assert accent.leading(found[None])[0].tolist() == found.tolist()


def test_shares_of_what_it_was_sum_to_one_likeliest_first():
    heard = posteriors(TH=0.0, T=-1.0, S=-5.0)

    ((first, second, *rest),) = accent.shares_if_wrong(heard, np.zeros(1), np.array([TH]))

    assert [first[0], second[0]] == ["T", "S"]
    assert first[1] / second[1] == pytest.approx(np.exp(0.5 * 4.0))  # posteriors count half
    assert sum(share for _, share in (first, second, *rest)) == pytest.approx(1.0)


def test_a_dropped_phone_is_told_by_the_surer_of_two():
    heard = posteriors(Z=-1.0, S=-2.0)
    heard[0, NOTHING] = -9.0

    (unlikely,) = accent.shares_if_wrong(heard, np.array([0.0]), np.array([CLASS_OF["Z"]]))
    (likely,) = accent.shares_if_wrong(heard, np.array([0.9]), np.array([CLASS_OF["Z"]]))

    assert unlikely[0][0] == "S"
    assert likely[0][0] is None


def test_an_archive_of_another_version_is_refused(tmp_path: Path):
    np.savez(tmp_path / "accent.npz", version=np.array("accent-0"), mean=np.zeros(N_FEATURES))

    with pytest.raises(ValueError, match="accent-1"):
        accent.load_accent(tmp_path / "accent.npz")
