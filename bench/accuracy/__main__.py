"""`make bench-accuracy`: prints every figure with its interval and writes docs/accuracy.md.

Needs the training cache for its held-out synthetic speech, and `bench.accuracy.rated` run before for the
figures on rated speech; without those the rest is measured.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.common.figures import Figure, figure_table
from bench.common.held_out import read_plan
from bench.common.setting import setting
from shared.settings import REPO_ROOT
from training.run.folder import RunFolder

from . import document, runs, synthetic
from .judges import open_judges
from .speech import NOISES, SNR_DB

PAGE = REPO_ROOT / "docs" / "accuracy.md"


def main() -> int:
    arguments = _parse()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if not (RunFolder(arguments.cache).of("synthesis") / "plan.pkl").is_file():
        print(
            f"{arguments.cache} holds no synthesis/plan.pkl: name a training run", file=sys.stderr
        )
        return 2
    started = time.perf_counter()
    observed = asyncio.run(_observe(arguments))
    rated, rated_test = (
        _read_json(arguments.out / name) if wanted else None
        for name, wanted in (("rated.json", True), ("rated-test.json", arguments.test))
    )
    page = write_page(observed, rated, rated_test, command=arguments.command)
    print(page)
    print(f"measured in {time.perf_counter() - started:.0f} s")
    if not arguments.limit:
        arguments.page.write_text(page, encoding="utf-8")
    return 0


async def _observe(arguments: argparse.Namespace) -> runs.Observed:
    sets = runs.sets_of(read_plan(arguments.cache), limit=arguments.limit)
    async with open_judges(arguments.models) as judges:
        return await runs.observe_all(
            sets,
            judges,
            spoken=RunFolder(arguments.cache).of("synthesis") / "spoken",
            own=arguments.out / "speech",
            model_dir=arguments.models,
            limit=arguments.limit,
        )


def _read_json(path: Path) -> dict[str, Any] | None:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def synthetic_figures(observed: runs.Observed) -> list[Figure]:
    native = observed.native
    noisy = [each for kind in NOISES for each in native[kind]]
    clean = [*observed.slips, *native["clean"]]
    return [
        *synthetic.slip_figures(observed.slips),
        synthetic.native_figure("clean", native["clean"], wanted=True),
        synthetic.native_figure(f"noise at {SNR_DB:.0f} dB", noisy, wanted=True),
        *(synthetic.native_figure(f"{kind} noise", native[kind], wanted=False) for kind in NOISES),
        synthetic.native_figure("Hindi voices", native["Hindi voices"], wanted=False),
        *synthetic.contrast_figures(observed.contrasts),
        *synthetic.twin_figures(observed.twins),
        *synthetic.calibration_figures(clean),
        *synthetic.wrong_text_figures(observed.wrong_texts, "with the ASR", wanted=True),
        *synthetic.wrong_text_figures(observed.wrong_texts_without_asr, "without it", wanted=False),
        synthetic.cpu_figure(clean),
    ]


def write_page(
    observed: runs.Observed,
    rated: dict[str, Any] | None,
    rated_test: dict[str, Any] | None,
    *,
    command: str,
) -> str:
    slips, hindi = observed.slips, observed.hindi_slips
    counted = [each for each in slips if each.slip is not None]
    everything = [*slips, *(each for some in observed.native.values() for each in some)]
    rated_table = figure_table(document.rated_figures(rated)) if rated else NOT_RATED
    served_table = figure_table(document.served_figures(rated)) if rated else NOT_RATED
    rated_test_figures = (
        [*document.rated_figures(rated_test), *document.served_figures(rated_test)]
        if rated_test
        else None
    )
    return PAGE_TEXT.format(
        setting=setting(command),
        rated=rated_table,
        rated_test=figure_table(rated_test_figures) if rated_test_figures else NO_TEST_SPLIT,
        served=served_table,
        synthetic=figure_table(synthetic_figures(observed)),
        n_slips=len(counted),
        n_accepted=sum(each.is_accepted for each in slips),
        by_kind=document.counts_table(
            synthetic.counts_by(slips, lambda each: KINDS[each.slip.kind] if each.slip else ""),
            "kind",
        ),
        by_rule=document.counts_table(
            synthetic.counts_by(slips, lambda each: each.slip_rule or ""), "rule"
        ),
        by_voice=document.counts_table(
            synthetic.counts_by([*slips, *hindi], lambda each: each.utterance.voice), "voice"
        ),
        false_alarms=document.counter_table(
            synthetic.false_alarms(everything), "rule | target | heard"
        ),
        misnamed=document.counter_table(
            synthetic.misnamed([*slips, *hindi]), "target | said | shown as"
        ),
        contrasts=document.contrast_table(observed.contrasts),
    )


KINDS = {"sub": "substituted", "del": "dropped", "ins": "inserted"}
NOT_RATED = "Not measured in this run: the training cache has no predictions for held-out speakers."
NO_TEST_SPLIT = (
    "Not measured in this run: name the official test split with `TEST=` (the OpenSLR layout, or "
    "labels.json and flac/)."
)
PAGE_TEXT = """# How right it is

Written by `make bench-accuracy`; every number below comes out of that command.

{setting}
Data: speechocean762 (OpenSLR 101, CC BY 4.0); speech of Kokoro-82M (Apache-2.0) made by the command itself.

## Rated learner speech: speakers never trained on
Training split, five folds by speaker; the interval is the speaker bootstrap's.

{rated}

Official test split, rated by the shipped weights as they are served:

{rated_test}

## Scores as served
What a caller gets for the same speech, beside what the raters gave: the scores of the diff, from the evidence of the
engine with those of its classifiers alone that never heard the speaker's fold, and from ratings by heads that didn't
either. The raters' phones are the targets, and the transcript has every word of the text; without one, the audio
alone takes more words for left out, and what is left out has no score and isn't counted. Error probabilities are the
shipped identity heads'; those have seen these speakers' ratings at a weight of 0.3, so what the formula makes of them is
a little flattered. The formula was chosen on the speakers of folds 0 to 2, and softened three times after figures of all folds were seen
([ADR 27](adr/0027-scores-are-what-raters-give.md)).

{served}

## Synthetic speech: voices and sentences never trained on
Through the alignment, phoneme map and diff services with their default settings. One slip a sentence,
chosen by the training plan's seed. A slip is left out where the phones said are a pronunciation that
the lexicon lists or the diff's variants accept ({n_accepted} left out, {n_slips} counted). The
interval is the bootstrap over utterances (voice × sentence). `Shown` is an error of the diff at its own
gates; rankings go over all phones, and gaps in which something was heard.

{synthetic}

### By kind
{by_kind}

### By rule
The rule that names the slip when all phones are known.

{by_rule}

### By voice
{by_voice}

### Errors shown where there is no slip
In the sentences with one slip and in the native ones, clean and noisy.

{false_alarms}

### Slips shown under another name
{misnamed}

### Contrasts
{contrasts}

## Limits
- Slips are spoken by a synthesiser told to say another phone. People's slips lie between phones more often, and
  are found less often: [people.md](people.md). The rated speakers are Mandarin-L1, half of them children; no rated
  Indian English was to be had.
- A synthesiser does not always say what it was told: some slips that are counted were never audible.
- The variance of the phone scores in the training split is .190: a mean square error of .060 would need a
  correlation of .827, since at a correlation r it can't be below .190 · (1 − r²).
- The figures by rule rest on few slips each. The sentence with the slip and its twin without are spoken anew,
  so that scores also move with the voice's rhythm, not with the slip alone.
- The Hindi voices, given American phones, say p, t and k without their puff, as Hindi has them: two thirds of
  their issues name that (ASPIR), and are right.
- In the contrasts AA and AO are one vowel, as they are to about half of Americans.
- Aspiration, retroflex T and D, stress, several speakers and miscues are measured apart: their cards lie beside
  the weights, and `make bench-miscues` and `make bench-judgeable` measure the services.
"""


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"))
    parser.add_argument("--models", type=Path, default=Path(".models"))
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-accuracy"))
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--test", action="store_true", help="tell the test split's figures too")
    parser.add_argument("--limit", type=int, help="utterances of each set; prints, writes nothing")
    parser.add_argument("--command", default="make bench-accuracy DATA=…")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
