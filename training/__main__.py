"""`python -m training --data …`: rated learner speech in, the weights of `whisper-phones` out.

Each step keeps what it makes in a folder of its own in the run, and is done again only when what it is made
from has changed: its code and constants, the tables, models and corpus that it reads, the steps before it. An
interrupted run goes on where it stopped. At the end, weights and cards are put where they are served, or, made
with more people's speech (`--also`), into a folder of their own (`--export`).
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from .corpora.people.corpus import require_corpora
from .corpora.people.layouts import UnreadableCorpus
from .export import ShippedWeights, export, require_own_folder
from .run.context import RunSettings
from .run.folder import RunFolder
from .run.runner import run_steps
from .steps import STEPS


def main() -> int:
    arguments = _parse()
    try:
        _check(arguments)
    except (UnreadableCorpus, ShippedWeights) as error:
        print(error, file=sys.stderr)
        return 2
    names = [step.name for step in STEPS]
    anew = names[names.index(arguments.start) :] if arguments.start else []
    last = names.index(arguments.until) + 1 if arguments.until else len(names)
    settings = RunSettings(
        arguments.data,
        RunFolder(arguments.run),
        arguments.models,
        arguments.threads,
        arguments.sample,
        tuple(arguments.also),
    )
    _use_threads(arguments.threads)
    np.seterr(all="raise", under="ignore")
    run_steps(STEPS[:last], settings, anew=anew)
    if arguments.sample or arguments.until:
        print("not exported: only a whole run is served")
    else:
        export(settings.folder, arguments.export)
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Raises UnreadableCorpus and ShippedWeights now, not hours later."""
    if not (arguments.data / "labels.json").is_file():
        raise UnreadableCorpus(
            f"{arguments.data} holds no labels.json: name the corpus with --data"
        )
    require_corpora(arguments.also)
    is_exported = not (arguments.sample or arguments.until)
    if arguments.also and is_exported and not arguments.export:
        raise ShippedWeights("those are made without --also: name a folder with --export")
    if arguments.export:
        require_own_folder(arguments.export)


def _use_threads(n_threads: int) -> None:
    import torch

    torch.set_num_threads(n_threads)


def _parse() -> argparse.Namespace:
    names = [step.name for step in STEPS]
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of speechocean762-train")
    parser.add_argument(
        "--run", type=Path, default=Path(".cache/training"), help="the run's folder"
    )
    parser.add_argument(
        "--also",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="more people's speech, in a layout of training/README.md; may be given again",
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FOLDER",
        help="put weights and cards there, for ALIGN_WEIGHTS_DIR, and leave the shipped ones; needed with --also",
    )
    parser.add_argument("--models", type=Path, default=Path(".models"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--from", dest="start", choices=names, help="this step and all behind it anew"
    )
    parser.add_argument("--until", choices=names, help="the last step done; nothing is exported")
    parser.add_argument(
        "--sample",
        type=int,
        metavar="SPEAKERS",
        help="try every step on so many speakers and as much less synthetic speech; nothing is exported",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
