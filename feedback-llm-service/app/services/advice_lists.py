"""What the coach knows, to be looked up: of each habit by an issue's `tip`, of each sound by its phone."""

from shared.contracts import HabitAdvice, SoundAdvice
from shared.phonetics.arpabet import PHONES, to_ipa

from .languages import Language


def habits_told(language: Language, l1: str | None) -> list[HabitAdvice]:
    """Of each habit that a rule names, then of each sound; `l1`: the first language that notes are for, ISO 639."""
    tips, say = language.tips, language.phrasebook.say
    of_rules = [
        HabitAdvice(tip=key, title=tip.title, how=tip.how, why=tip.why, note=tips.note(key, l1))
        for key, tip in tips.rules.items()
    ]
    of_sounds = [
        HabitAdvice(
            tip=f"sound.{phone}",
            title=say("title.sound", sound=say("phrase.sound", name=sound.name, ipa=to_ipa(phone))),
            how=sound.how,
            why="",
            note=tips.note(f"sound.{phone}", l1),
        )
        for phone, sound in tips.sounds.items()
    ]
    return of_rules + of_sounds


def sounds_told(language: Language) -> list[SoundAdvice]:
    """The 39, by phone."""
    sounds = language.tips.sounds
    return [
        SoundAdvice(
            phone=phone,
            ipa=to_ipa(phone),
            name=sounds[phone].name,
            how=sounds[phone].how,
            sentences=sounds[phone].sentences,
        )
        for phone in PHONES
    ]
