"""Pronunciations that teachers gave, and those that they accept where a finding was told, as a lexicon.

An overruled finding says either that the sound was right or that this is how the word is said here, too: both end when what was
heard is taken as another pronunciation of the word. So it takes several speakers, and teachers who mostly agree.
"""

from collections import defaultdict
from typing import Any

from .files import Files, Options, Tell, TooLittle, read, written

VOWELS = frozenset(
    ["AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"]
)


def count(files: Files, options: Options, tell: Tell) -> bytes:
    """By word and change: the speakers and teachers whose finding was overruled, and how often it stood."""
    del options
    seen: dict[tuple[Any, ...], dict[str, Any]] = defaultdict(
        lambda: {"speakers": set(), "overruled": 0, "stands": 0}
    )
    said: dict[str, list[list[str]]] = {}
    for row in read(files, "gather")["verdicts"]:
        change = (row["word"], tuple(row["phones"]), row["index"], row["heard"])
        said.setdefault(row["word"], row["pronunciations"])
        if row["stands"]:
            seen[change]["stands"] += 1
        else:
            seen[change]["overruled"] += 1
            seen[change]["speakers"].add(row["speaker"])
    changes = [
        {
            "word": word,
            "phones": phones,
            "index": index,
            "heard": heard,
            "n_speakers": len(of["speakers"]),
            "overruled": of["overruled"],
            "stands": of["stands"],
        }
        for (word, phones, index, heard), of in seen.items()
    ]
    changes.sort(
        key=lambda each: (each["word"], each["phones"], each["index"], each["heard"] or "")
    )
    tell(1.0, f"{len(changes)} changes of sounds in {len(said)} words")
    return written({"changes": changes, "pronunciations": said})


def choose(files: Files, options: Options, tell: Tell) -> bytes:
    """Word → its pronunciations, with what is added. What teachers wrote themselves stands by itself. Raises TooLittle."""
    gathered, counted = read(files, "gather"), read(files, "count")
    lexicon: dict[str, list[str]] = {}
    n_added = 0
    for change in counted["changes"]:
        n = change["overruled"] + change["stands"]
        is_agreed = change["overruled"] >= options["least_share"] * n
        if change["n_speakers"] < options["least_speakers"] or not is_agreed:
            continue
        known = lexicon.setdefault(
            change["word"], [" ".join(each) for each in counted["pronunciations"][change["word"]]]
        )
        added = " ".join(changed(change["phones"], change["index"], change["heard"]))
        if added and added not in known:
            known.append(added)
            n_added += 1
    written_by_teachers = {word: list(each) for word, each in gathered["assigned"].items()}
    lexicon |= written_by_teachers
    if not lexicon:
        raise TooLittle(
            f"no word was given a pronunciation, and no finding was overruled of {options['least_speakers']} "
            "speakers who agreed"
        )
    tell(
        1.0,
        f"{len(written_by_teachers)} words that teachers wrote, {n_added} pronunciations from verdicts",
    )
    return written({"lexicon": lexicon, "n_written": len(written_by_teachers), "n_added": n_added})


def write(files: Files, options: Options, tell: Tell) -> bytes:
    """The candidate: its file, its card and its figures."""
    chosen = read(files, "choose")
    lexicon: dict[str, list[str]] = chosen["lexicon"]
    words = "\n".join(f"- {word}: {'; '.join(said)}" for word, said in sorted(lexicon.items()))
    tell(1.0, f"{len(lexicon)} words")
    card = f"""# Lexicon

{chosen["n_written"]} words whose pronunciations teachers wrote with assignments, and {chosen["n_added"]} pronunciations that were heard and
accepted: findings that teachers overruled of at least {options["least_speakers"]} speakers who agreed to be learnt from, and at least
{options["least_share"]:.0%} of the verdicts at that place of the word.

Limits: a slip that is usual among these speakers and that their teachers let pass becomes a pronunciation. Read the list.

{words}
"""
    made = {
        "content": written(lexicon).decode(),
        "card": card,
        "figures": {
            "words": float(len(lexicon)),
            "words written by teachers": float(chosen["n_written"]),
            "pronunciations from verdicts": float(chosen["n_added"]),
        },
        "data": "lexicons of assignments, and verdicts of teachers on findings of speakers who agreed to it",
    }
    return written(made)


def changed(phones: list[str], index: int, heard: str | None) -> list[str]:
    """The pronunciation with what was heard in the place of one phone; a vowel keeps the stress of the one before it."""
    stress = phones[index][-1] if phones[index][-1].isdigit() else None
    said = [] if heard is None else [heard + (stress or "0") if heard in VOWELS else heard]
    return [*phones[:index], *said, *phones[index + 1 :]]
