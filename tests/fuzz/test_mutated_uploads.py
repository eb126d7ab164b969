"""Damaged files of every format that is read are decoded or refused, and the decoder goes on.

20 a format in `make test`, 500 in `make test-fuzz`; MUTATED_FILES sets another number.
"""

import os

import numpy as np
import pytest

from shared.audio.decoder import AudioDecoder
from shared.errors import InvalidInput
from shared.testing.recordings import FORMATS, mutated

pytestmark = pytest.mark.anyio

N_FILES = int(os.environ.get("MUTATED_FILES", "20"))


@pytest.mark.timeout(60 + 3 * N_FILES)
@pytest.mark.parametrize("name", FORMATS)
async def test_damaged_files_are_decoded_or_refused(decoder: AudioDecoder, name: str):
    whole = FORMATS[name](1.0)
    refusals: list[InvalidInput] = []
    n_decoded = 0
    for number, content in enumerate(mutated(whole, N_FILES, seed=20_261_126)):
        try:
            audio = await decoder.decode(content, max_duration_s=120)
        except InvalidInput as refusal:
            refusals.append(refusal)
        else:
            assert np.isfinite(audio.samples).all(), (name, number)
            assert np.abs(audio.samples).max(initial=0.0) <= 1.0
            assert audio.rate_hz == 16_000
            n_decoded += 1
    assert n_decoded + len(refusals) == N_FILES
    assert refusals, "nothing was damaged"
    assert {each.status for each in refusals} <= {413, 415, 422}
    assert {each.field for each in refusals} == {"file"}
    assert (await decoder.decode(whole, max_duration_s=5)).duration_s == pytest.approx(1, abs=0.05)
