"""The answer when nothing could be aligned: the words are there, the evidence is not."""

from collections.abc import Sequence

from shared.audio import Audio
from shared.contracts import AlignedWord, UtteranceQuality
from shared.phonetics.lexicon import SpokenWord

from .engines.base import Aligned, evidence_without_measures, targets_of


def unaligned(audio: Audio, words: Sequence[SpokenWord], *, text_match: float | None) -> Aligned:
    """Words and phones spread evenly over the recording, every measure None."""
    chosen = [targets_of(word)[0] for word in words]
    step_s = audio.duration_s / sum(len(phones) for phones in chosen)
    aligned: list[AlignedWord] = []
    place = 0
    for index, (word, phones) in enumerate(zip(words, chosen, strict=True)):
        times = [(place + i) * step_s for i in range(len(phones) + 1)]
        aligned.append(
            AlignedWord(
                index=index,
                text=word.text,
                start_s=round(times[0], 3),
                end_s=round(times[-1], 3),
                variant=0,
                quality=None,
                phones=[
                    evidence_without_measures(i, phone, times[i], times[i + 1])
                    for i, phone in enumerate(phones)
                ],
            )
        )
        place += len(phones)
    nothing = UtteranceQuality(accuracy=None, fluency=None, prosody=None, total=None)
    return Aligned(aligned, nothing, text_match, measured=False)
