"""What Whisper's decoder expected of each word: its own text more than another one."""

import numpy as np
import pytest

from shared.acoustics import decoder as decoder_module
from shared.acoustics import encoder as encoder_module
from shared.acoustics.lattice import Segment

pytestmark = pytest.mark.engine


WORDS = ["the", "bridge", "was", "closed", "because", "of", "the", "storm"]
PHONES = [
    "DH AH0", "B R IH1 JH", "W AA1 Z", "K L OW1 Z D", "B IH0 K AO1 Z", "AH1 V", "DH AH0", "S T AO1 R M",
]  # fmt: skip


@pytest.fixture(scope="module")
def decoder(real_models):
    return decoder_module.WhisperDecoder(real_models / "whisper-base")


@pytest.fixture(scope="module")
def hidden(real_models, speak) -> np.ndarray:
    encoder = encoder_module.WhisperEncoder(real_models / "whisper-base" / "model.bin")
    return encoder.hidden(speak(PHONES).samples)


def test_a_word_that_was_not_said_is_not_expected(decoder, hidden):
    states = hidden[:, -encoder_module.WIDTH :]
    right = decoder.expect(states, WORDS)
    other = decoder.expect(states, [*WORDS[:3], "painted", *WORDS[4:]])
    assert right.shape == (len(WORDS), decoder_module.N_WORDING)
    assert right[3, 1] > -1.0
    assert other[3, 1] < right[3, 1] - 3.0
    np.testing.assert_allclose(other[:3], right[:3], atol=0.05)  # what comes after has no say


def test_sum_mean_and_lowest_are_of_the_words_tokens(decoder, hidden):
    rows = decoder.expect(hidden[:, -encoder_module.WIDTH :], ["bridge", "closedness"])
    assert (rows[:, 0] <= rows[:, 1]).all()
    assert (rows[:, 2] <= rows[:, 1]).all()
    assert rows.min() >= 6 * decoder_module.FLOOR


def test_passages_are_read_each_with_its_own_frames(decoder, hidden):
    middle = len(hidden) // 2
    segments = [Segment(0, 0, 1, 5, 10), Segment(1, 0, 1, 10, 20), Segment(2, 0, 1, middle, middle + 5)]  # fmt: skip
    rows = decoder_module.expect_words(
        decoder, hidden, segments, ["the", "bridge", "storm"], [0, 2, 3]
    )
    states = hidden[:, -encoder_module.WIDTH :]
    np.testing.assert_allclose(rows[:2], decoder.expect(states[:middle], ["the", "bridge"]))
    np.testing.assert_allclose(rows[2:], decoder.expect(states[middle:], ["storm"]))
