"""`make bench-spoken-languages`: ten sentences a language, spoken and held against a second G2P and a recogniser; docs/spoken-languages.md."""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.common.engines import LanguageVoices, SpokenInLanguage
from bench.common.setting import setting
from bench.voices.words import word_errors
from shared.languages import language_name
from shared.settings import REPO_ROOT, CommonSettings

from .listening import JUDGED, PromptedWhisper, character_errors
from .phones import broad, espeak_phones

OUT = REPO_ROOT / "docs" / "spoken-languages.md"
SENTENCES = Path(__file__).with_name("sentences.tsv")


@dataclass(slots=True)
class LanguageFigures:
    language: str
    voice: str = ""
    quality: str = ""
    seconds: float = 0.0
    quietest_db: float = math.inf
    length_ratios: list[float] = field(default_factory=list)
    """Of each sentence, how long it is against how long it was told to be."""
    phone_errors: int = 0
    n_phones: int = 0
    character_errors: int = 0
    n_characters: int = 0

    def count_phones(self, sentence: str, phones: list[str] | None) -> None:
        if phones is not None:
            other = espeak_phones(sentence, self.language)
            self.phone_errors += word_errors(other, broad(" ".join(phones)))
            self.n_phones += len(other)

    def count_heard(
        self, sentence: str, speech: SpokenInLanguage, listener: PromptedWhisper, prompt: str
    ) -> None:
        """`prompt` is another sentence of the language."""
        self.voice, self.quality = speech.voice, speech.quality
        seconds = len(speech.samples) / speech.rate_hz
        self.seconds += seconds
        self.length_ratios.append(seconds / speech.told_s)
        level = max(float(np.sqrt(np.mean(speech.samples**2))), 1e-9)
        self.quietest_db = min(self.quietest_db, 20 * math.log10(level))
        if self.language in JUDGED:
            written = listener.write(
                speech.samples, speech.rate_hz, language=self.language, prompt=prompt
            )
            n_wrong, n_characters = character_errors(sentence, written)
            self.character_errors += n_wrong
            self.n_characters += n_characters


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-spoken-languages")
    parser.add_argument(
        "--aloud",
        type=int,
        choices=range(1, 11),
        default=10,
        help="how many of the ten are spoken and listened to",
    )
    parser.add_argument("--languages", nargs="*", help="only these, and to the screen alone")
    given = parser.parse_args()
    models = CommonSettings().model_dir.resolve()
    figures = list(_measure(models, given.languages, given.aloud))
    table = _table(figures)
    print(table)
    if not given.languages:
        OUT.write_text(_document(table, given.aloud), encoding="utf-8")
    return 0


def _measure(models: Path, wanted: Sequence[str] | None, n_aloud: int) -> Iterator[LanguageFigures]:
    voices, listener, sentences = LanguageVoices(models), PromptedWhisper(models), _sentences()
    for language in wanted or sentences:
        print(f"speaking {language_name(language)}", file=sys.stderr)
        figures = LanguageFigures(language)
        for index, sentence in enumerate(sentences[language]):
            figures.count_phones(sentence, voices.phones(sentence, language))
            if index < n_aloud:
                prompt = sentences[language][index - 1]
                figures.count_heard(sentence, voices.speak(sentence, language), listener, prompt)
        yield figures


def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, sentence = line.split("\t")
            found.setdefault(language, []).append(sentence)
    return found


def _table(figures: Sequence[LanguageFigures]) -> str:
    rows = [
        "| language | voice | quality | speech, s | quietest sentence, dBFS | length against what was told | broad phones otherwise than "
        "eSpeak NG | characters otherwise than written, by Whisper base |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in figures:
        shortest, longest = min(each.length_ratios), max(each.length_ratios)
        rows.append(
            f"| {language_name(each.language)} | {each.voice} | {each.quality} | {each.seconds:.0f} | {each.quietest_db:.1f} "
            f"| {shortest:.2f} to {longest:.2f} | {_share(each.phone_errors, each.n_phones)} "
            f"| {_share(each.character_errors, each.n_characters)} |"
        )
    return "\n".join(rows)


def _share(n_wrong: int, n_all: int) -> str:
    return f"{n_wrong / n_all:.2f} of {n_all}" if n_all else "–"


def _document(table: str, n_aloud: int) -> str:
    command = f"make bench-spoken-languages ARGS='--aloud {n_aloud}'"
    return (
        "# Languages that are spoken beside English\n\n"
        "Written by `make bench-spoken-languages`; every number below comes out of that command.\n\n"
        f"{setting(command)}\n\n"
        "Ten sentences a language (bench/spoken_languages/sentences.tsv), written for this, not checked by native speakers. **Not judged by "
        f"people**: nobody who speaks the languages has listened yet. Spoken and listened to: the first {n_aloud} of each; phones are of all ten.\n\n"
        f"{table}\n\n"
        "*Broad phones*: the phones that the voice was given against those of eSpeak NG for the same sentence, without stress, length, breath, nasal vowels and "
        "doubling, the kinds of r, n, l, v and a as one. eSpeak NG is no truth: where it is wrong the figure counts it against us. Of a voice that reads spelling there are "
        "none.\n\n"
        "*Characters*: letters and marks that Whisper base writes otherwise than the sentence, told the language and given another sentence of it as a prompt, so that it "
        "writes its script. It gets most words of real Hindi wrong ([ADR 65](adr/0065-a-language-that-is-heard-badly-is-refused.md)): what is above is its weakness and the "
        "voice's together. Of languages without a figure it writes Latin or Arabic letters, or loops.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
