"""The list of minimal pairs is what it says: one slip each, and the rule that the diff gives it."""

from pathlib import Path

import pytest

from bench.accuracy.observe import text_of
from bench.accuracy.speech import CONTRAST_VOICES, read_contrasts
from bench.common.served import open_services
from shared.phonetics.lexicon import Lexicon
from training.speech.synth import HELD_OUT_VOICES, SENTENCES

pytestmark = [pytest.mark.anyio, pytest.mark.engine]


def test_eighteen_words_are_said_by_two_voices_that_trained_nothing(real_models: Path):
    contrasts = read_contrasts(Lexicon.load(real_models))
    assert len({each.name for each in contrasts}) == 18
    assert len(contrasts) == 36
    assert set(CONTRAST_VOICES) <= set(HELD_OUT_VOICES)
    assert len({each.wrong.id for each in contrasts} | {each.right.id for each in contrasts}) == 72


def test_no_contrast_sentence_is_one_the_training_reads(real_models: Path):
    trained = {line.lower() for line in SENTENCES.read_text(encoding="utf-8").splitlines()}
    sentences = {text_of(each.right).lower() for each in read_contrasts(Lexicon.load(real_models))}
    assert not sentences & trained


async def test_the_diff_gives_each_contrast_its_rule_when_all_phones_are_known(real_models: Path):
    named = {}
    async with open_services(real_models) as services:
        for each in read_contrasts(Lexicon.load(real_models))[::2]:
            words = list(zip(each.wrong.texts, each.wrong.words, strict=True))
            heard = [phone for word in each.wrong.spoken() for phone in word]
            issues = (await services.diff_phones(words, heard))["issues"]
            named[each.name] = [issue["rule"] for issue in issues] == [each.rule]
    assert [name for name, is_right in named.items() if not is_right] == []
