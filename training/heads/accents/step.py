"""The step `accents`: speech that says learners' phones beside natives' → the taught witness, figures and card."""

from collections.abc import Sequence

from shared.acoustics import accent

from ...frames.encode import N_BABBLE, Recording, encode_all
from ...run.context import RunContext
from ...speech.accents import COUNTS, AccentUtterance, plan_accents
from ...speech.given_symbols import speak_symbols
from ...speech.synth import read_sentences, spoiled_id
from .figures import figures_of, is_held_out, write_card
from .fit import fit, write_weights
from .rows import AccentWitnesses, rows_of_learners, rows_of_voices


def fit_accents(run: RunContext) -> None:
    """Speak, spoil, encode, measure, fit, and report."""
    speech = run.own_speech
    plan = plan_accents(read_sentences(run.corpus, run.models), run.scaled(COUNTS))
    counts = speak_symbols(
        plan, kokoro_dir=run.kokoro_dir, folder=speech.spoken, processes=run.threads
    )
    run.tell(counts, len(plan), "spoken")
    _encode(run, plan)
    witnesses = AccentWitnesses.of_run(run)
    voices = rows_of_voices(plan, speech.frames, witnesses)
    learners = rows_of_learners(run.corpus, run.frames, witnesses)
    weights = run.folder / f"{accent.VERSION}.npz"
    write_weights(fit(voices.where(~is_held_out(voices)), learners), weights)
    figures = figures_of(accent.load_accent(weights), voices, learners)
    run.write("accents.json", figures)
    write_card(figures, run.folder / "ACCENT_CARD.md")


def _encode(run: RunContext, plan: Sequence[AccentUtterance]) -> None:
    """Clean, and spoiled with one another's babble."""
    speech = run.own_speech
    paths = {each.id: speech.spoken_path(each.id) for each in plan}
    recordings = [
        recording
        for name, path in paths.items()
        for recording in (Recording(name, path), Recording(spoiled_id(name), path, spoiled=True))
    ]
    babble = [paths[each.id] for each in plan if not each.held_out][:N_BABBLE]
    counts = encode_all(
        recordings,
        model_bin=run.whisper,
        folder=speech.frames,
        processes=run.threads,
        whitening=run.read("whitening", "whitening.pkl"),
        babble=babble,
    )
    run.tell(counts, len(recordings), "encoded")
