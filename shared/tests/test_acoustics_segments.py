"""The rows that the segment classifiers see."""

import numpy as np

from shared.acoustics import features, segments

RAMP = np.arange(20, dtype=np.float32)[:, None]
"""Frame n holds n."""


def test_a_span_is_seen_before_in_thirds_and_after():
    (row,) = segments.span_table(RAMP, [(6, 12)])

    # 2–5 before, 6 7 | 8 9 | 10 11, 12–15 after, log 6
    np.testing.assert_allclose(row, [3.5, 6.5, 8.5, 10.5, 13.5, np.log(6)], rtol=1e-6)


def test_one_frame_stands_for_all_its_thirds():
    (row,) = segments.span_table(RAMP, [(6, 7)])

    np.testing.assert_allclose(row, [3.5, 6, 6, 6, 8.5, 0], rtol=1e-6)


def test_at_the_edges_the_edge_stands_in():
    first, last = segments.span_table(RAMP, [(0, 3), (17, 20)])

    np.testing.assert_allclose(first, [0, 0, 1, 2, 4.5, np.log(3)], rtol=1e-6)
    np.testing.assert_allclose(last, [14.5, 17, 18, 19, 19, np.log(3)], rtol=1e-6)


def test_timing_counts_pauses_between_phones_only():
    # Two words of two phones: 0.2 s, a pause of 0.4 s, 0.2 s.
    start, n_frames, word = np.array([10, 15, 40, 45]), np.full(4, 5), np.array([0, 0, 1, 1])

    np.testing.assert_allclose(
        features.timing_of(start, n_frames, word),
        [0.5, 0.5, np.log(0.5), np.log(4 / 0.8), np.log(4 / 0.4), np.log(0.8)],
        rtol=1e-5,
    )
