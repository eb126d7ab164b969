"""Learners' phones beside natives' in one voice: who says what, and what the taught witness makes of it."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from shared.acoustics import accent
from shared.acoustics.phone_set import CLASS_OF
from shared.acoustics.segments import N_PIECES
from shared.mount import module_of
from shared.phonetics.arpabet import strip_stress
from shared.roster import TTS
from training.corpora.people.utterance import UNKNOWN
from training.corpora.speechocean import RatedUtterance, RatedWord
from training.heads.accents.figures import figures_of, write_card
from training.heads.accents.fit import AccentRows, fit, write_weights
from training.heads.accents.learners import best_learners
from training.speech.accents import (
    VARIANTS,
    AccentUtterance,
    plan_accents,
)
from training.speech.given_symbols import SYMBOL_IDS
from training.speech.synth import (
    HELD_OUT_HINDI_VOICES,
    HELD_OUT_VOICES,
    TRAINING_VOICES,
    Sentence,
    Sentences,
)

TRAINED: list[Sentence] = [
    [
        ("very", ["V", "EH1", "R", "IY0"]),
        ("thick", ["TH", "IH1", "K"]),
        ("water", ["W", "AO1", "T", "ER0"]),
    ],
    [
        ("the", ["DH", "AH0"]),
        ("red", ["R", "EH1", "D"]),
        ("door", ["D", "AO1", "R"]),
        ("sings", ["S", "IH1", "NG", "Z"]),
    ],
]
HELD: list[Sentence] = [[("WAVES", ["W", "EY1", "V", "Z"]), ("ROLL", ["R", "OW1", "L"])]]
SENTENCES = Sentences(training=TRAINED, held_out=HELD)
COUNTS = {"training": 60, "training-hindi": 60, "held": 20, "held-hindi": 20}
N_FEATURES = N_PIECES * accent.N_COMPONENTS + 1


@pytest.fixture(scope="module")
def plan() -> list[AccentUtterance]:
    return plan_accents(SENTENCES, COUNTS)


def test_voices_and_sentences_for_measuring_are_in_no_training_part(plan):
    trained = [each for each in plan if not each.held_out]
    held = [each for each in plan if each.held_out]

    assert {each.voice for each in trained} == set(TRAINING_VOICES)
    assert {each.voice for each in held} == {*HELD_OUT_VOICES, *HELD_OUT_HINDI_VOICES}
    assert {each.texts[0] for each in trained} == {"very", "the"}
    assert {each.texts[0] for each in held} == {"WAVES"}


def test_the_same_seed_gives_the_same_plan_and_another_one_another(plan):
    assert plan_accents(SENTENCES, COUNTS) == plan
    assert plan_accents(SENTENCES, COUNTS, seed=1) != plan
    assert len({each.id for each in plan}) == len(plan)


def test_more_of_one_part_leaves_the_others_as_they_are(plan):
    more = plan_accents(SENTENCES, COUNTS | {"training": 70})

    assert more[:60] == plan[:60]
    assert more[70:] == plan[60:]


def test_what_kokoro_is_given_is_what_each_phone_is_said_as(plan):
    for each in plan:
        written = each.symbols.removesuffix(".").split(" ")
        for phones, said, symbols in zip(each.words, each.said, written, strict=True):
            assert symbols in spellings(phones, said)


def spellings(phones: Sequence[str], said: Sequence[str]) -> set[str]:
    """All that may be written for a word whose phones are said so, unchanged ones as tts-service writes them."""
    plain = module_of(TTS, "utils.kokoro_phones").phone_symbols(phones, flaps=False)
    options: list[list[str]] = []
    for phone, own, heard in zip(phones, plain, said, strict=True):
        mark = own[0] if own[0] in "ˈˌ" else ""
        changed = [
            mark + symbol
            for symbol, meant in VARIANTS.get(strip_stress(phone), ())
            if meant == heard
        ]
        options.append([own, *changed] if heard == strip_stress(phone) else changed)
    return {"".join(each) for each in product(*options)}


@pytest.mark.parametrize("target", VARIANTS)
def test_a_variant_has_another_symbol_than_its_target_and_one_that_the_voices_know(target: str):
    kokoro = module_of(TTS, "utils.kokoro_phones")
    own = {"".join(kokoro.phone_symbols([f"{target}{digit}"])) for digit in ("", "0", "1")}
    known = {*kokoro.SYMBOL_IDS, *SYMBOL_IDS}

    for symbol, _ in VARIANTS[target]:
        assert symbol not in {each.lstrip("ˈˌ") for each in own}
        assert set(symbol) <= known


def test_each_voice_says_both_and_no_first_r_is_dropped(plan):
    for voice in TRAINING_VOICES:
        changes = np.concatenate([each.changes() for each in plan if each.voice == voice])
        assert {0, 1} <= set(changes.tolist())
    first = [said[0] for each in plan for said in each.said if said]
    assert "-" not in first
    assert "-" in [phone for each in plan for said in each.said for phone in said]


def test_accepted_ways_are_neither_right_nor_changed():
    words = [["TH", "IH1", "N"], ["T", "AA1", "P"]]
    said = [["t̪", "IH", "N"], ["ʈ", "AO", "-"]]
    utterance = AccentUtterance("u", "hf_alpha", False, words, ["thin", "top"], "", 1.0, said)

    assert utterance.changes().tolist() == [1, 0, 0, UNKNOWN, UNKNOWN, 1]


def rows(
    target: str,
    n: int,
    *,
    changed: int,
    group: str,
    contrast: float = 0.0,
    feature: float = 0.0,
) -> AccentRows:
    """The same phone `n` times; an error head that does not know (0.5) adds nothing."""
    features = np.zeros((n, N_FEATURES), dtype=np.float32)
    features[:, 0] = feature
    return AccentRows(
        features,
        np.full(n, CLASS_OF[target]),
        np.full(n, contrast),
        np.full(n, 0.5),
        np.full(n, changed),
        np.full(n, group),
        np.array([f"{group}-{number}" for number in range(n)]),
    )


VOICES = AccentRows.joined(
    [
        rows("TH", 30, changed=1, group="af_sky", feature=1.0),
        rows("TH", 30, changed=0, group="af_sky", feature=-1.0),
        rows("V", 30, changed=0, group="bm_lewis", contrast=2.0),
        rows("V", 10, changed=1, group="hf_alpha", contrast=8.0, feature=1.0),
        rows("V", 30, changed=UNKNOWN, group="hf_alpha", contrast=8.0),
        rows("Z", 20, changed=0, group="af_sky", contrast=2.0),
        rows("W", 20, changed=0, group="hf_alpha", contrast=2.0),
    ]
)
LEARNERS = AccentRows.joined(
    [
        rows("V", 20, changed=0, group="0001", contrast=4.0),
        rows("Z", 5, changed=0, group="0001", contrast=8.0),
    ]
)


def test_a_target_is_taught_where_both_of_its_ways_were_said_often_enough():
    model = fit(VOICES, LEARNERS)
    spans = np.zeros((3, N_FEATURES), dtype=np.float32)
    spans[:, 0] = [1.0, -1.0, 1.0]

    changed, right, untaught = model.taught(
        spans, np.array([CLASS_OF[p] for p in ("TH", "TH", "V")])
    )

    assert right < 0 < changed
    assert untaught == 0


def test_what_right_phones_reach_is_the_mean_odds_of_natives_and_learners():
    usual = fit(VOICES, LEARNERS).usual

    # Evidence from the contrast alone: 0.15 a nat. V: 0.3 of natives, 0.6 of learners, log((e^0.3 + e^0.6) / 2).
    assert usual[CLASS_OF["V"]] == pytest.approx(0.46121, abs=1e-4)
    assert usual[CLASS_OF["Z"]] == pytest.approx(0.3, abs=1e-4)  # five learners are too few
    assert np.isnan(usual[CLASS_OF["W"]])  # a Hindi voice is no reference


def test_the_archive_is_read_as_it_was_fitted(tmp_path):
    model = fit(VOICES, LEARNERS)

    write_weights(model, tmp_path / "accent-1.npz")

    read = accent.load_accent(tmp_path / "accent-1.npz")
    for name in ("mean", "scale", "weights", "offset", "usual"):
        np.testing.assert_array_equal(getattr(read, name), getattr(model, name))


def test_the_card_tells_hindi_and_american_voices_apart(tmp_path):
    voices = AccentRows.joined(
        [
            rows("V", 30, changed=1, group="hf_alpha", contrast=2.0),
            rows("V", 30, changed=0, group="bm_lewis", contrast=2.0),
            rows("V", 8, changed=1, group="hf_beta", contrast=4.0),
            rows("V", 7, changed=0, group="hf_beta", contrast=0.0),
            rows("V", 8, changed=1, group="af_bella", contrast=0.0),
            rows("V", 2, changed=0, group="af_bella", contrast=0.0),
        ]
    )
    learners = rows("V", 20, changed=0, group="0001", contrast=2.0)
    model = fit(voices.where(np.arange(len(voices)) < 60), learners)

    figures = figures_of(model, voices, learners)
    write_card(figures, tmp_path / "card.md")

    # No feature tells the ways apart, so the taught model is even; the contrast is right every time.
    assert "| V | 0.50 | 1.00 | 8, 7 | – | – | – |" in (tmp_path / "card.md").read_text("utf-8")
    assert figures["n_training"] == {"0": 30, "1": 30}
    assert [each["share"] for each in figures["beyond"]["hindi"]["1"]] == [1.0, 0.0, 0.0]
    assert [each["share"] for each in figures["beyond"]["american"]["1"]] == [0.0, 0.0, 0.0]


def test_the_better_two_fifths_of_learners_are_a_reference():
    def read(name: str, speaker: str, *scores: float) -> RatedUtterance:
        word = RatedWord("a", tuple("V" for _ in scores), scores, 10.0)
        return RatedUtterance(name, speaker, "a", (word,), (10.0, 10.0, 10.0, 10.0))

    said = [
        read("1", "good", 2.0, 2.0),
        read("2", "good", 2.0, 1.0),  # 1.75 on the whole
        read("3", "fair", 1.5),
        read("4", "better", 1.9),
        read("5", "poor", 1.0),
        read("6", "worst", 0.0),
    ]

    chosen = best_learners({each.id: each for each in said})

    assert {each.id for each in chosen} == {"1", "2", "4"}
