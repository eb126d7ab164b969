"""A first alignment, by pocketsphinx: only to teach the first frame classifier what a phone is."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from shared.acoustics import phone_set

from ..corpora.speechocean import RatedUtterance, audio_path

PhoneTimes = list[tuple[str, int, int]]
"""(phone or SIL, start, duration) in frames of 10 ms."""
EVERY = 3
"""One utterance in so many is aligned; that is enough for a first classifier."""


def align_with_pocketsphinx(
    corpus: dict[str, RatedUtterance], data: Path, out: Path
) -> Iterator[int]:
    """Write the times of one utterance in EVERY to `out`; yields how many are done."""
    import soundfile
    from pocketsphinx import Decoder

    # The default search prunes what it should keep in half of learners' recordings.
    decoder = Decoder(
        lm=None, loglevel="FATAL", beam=1e-80, pbeam=1e-80, wbeam=1e-60, bestpath=False
    )
    known: set[str] = set()
    times: dict[str, PhoneTimes] = {}
    for done, (utterance, rated) in enumerate(list(corpus.items())[::EVERY], start=1):
        tokens: list[str] = []
        for word in rated.words:
            phones = " ".join(phone.rstrip("012") for phone in word.phones)
            token = "w_" + phones.replace(" ", "_")
            if token not in known:
                decoder.add_word(token, phones, True)
                known.add(token)
            tokens.append(token)
        samples, _ = soundfile.read(audio_path(data, utterance), dtype="int16")
        found = _aligned(decoder, " ".join(tokens), samples.tobytes())
        spoken = [name for name, _, _ in found if name != "SIL"]
        if spoken == [phone.rstrip("012") for phone in rated.phones]:
            times[utterance] = found
        yield done
    out.write_text(json.dumps(times), encoding="utf-8")


def _aligned(decoder, tokens: str, content: bytes) -> PhoneTimes:
    """The phones of the tokens in the recording; none where pocketsphinx finds no way through it."""
    decoder.set_align_text(tokens)
    _decode(decoder, content)
    try:
        decoder.set_alignment()
    except RuntimeError:
        return []
    _decode(decoder, content)
    return [(p.name, p.start, p.duration) for word in decoder.get_alignment() for p in word]


def _decode(decoder, content: bytes) -> None:
    decoder.start_utt()
    decoder.process_raw(content, full_utt=True)
    decoder.end_utt()


def labels_of_times(times: PhoneTimes, n_frames: int) -> np.ndarray:
    """int (n_frames,) classes at 20 ms a frame from 10 ms times."""
    labels = np.zeros(n_frames, dtype=np.int64)
    for name, start, duration in times:
        labels[-(-start // 2) : -(-(start + duration) // 2)] = phone_set.CLASS_OF[name]
    return labels
