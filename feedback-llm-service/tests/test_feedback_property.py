"""No statement without evidence: thousands of random recordings, every sentence of the coach held to what was measured."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import gates
from shared.contracts import Drill, Finding, Issue, Priority
from shared.engines import EngineContext
from shared.phonetics.arpabet import PHONES, is_vowel, to_ipa
from shared.phonetics.dictionary import load_dictionary
from shared.settings import CommonSettings
from shared.testing.random_evidence import RandomEvidence

from ..app.core import config
from ..app.schemas import request_response as requests
from ..app.services import families, first_languages, logic
from ..app.services.engines import rules

MODELS = CommonSettings().model_dir
N_DRAWS = int(os.environ.get("COACHED_RECORDINGS", "500"))
"""A small number in the suite; 2,000 and more on demand."""
COACH = rules.load(EngineContext(config.Settings(), MODELS, threads=1))
TIPS = COACH.language("en").tips
DICTIONARY = load_dictionary(MODELS)
DETAILS = {
    "said without its puff of air": "ASPIR",
    "said with the tongue curled back": "T_RET",
}
UNCERTAIN = "What was said in its place is not certain."


@dataclass
class CoachedCase:
    """A request, what the coach says of it, and the evidence in the shape the checks want."""

    request: Any
    said: Any

    def __post_init__(self) -> None:
        self.diff = self.request.diff
        self.issues: dict[str, Issue] = {issue.id: issue for issue in self.diff.issues}
        self.words = {word.index: word for word in self.diff.target_words}

    def cited(self, ids: Iterable[str]) -> list[Issue]:
        return [self.issues[each] for each in ids]


def case_of(seed: int, language: str = "en") -> CoachedCase:
    evidence = RandomEvidence(seed, DICTIONARY, sorted(TIPS.rules)).request() | {
        "language": language
    }
    request = requests.FeedbackRequest.model_validate(evidence)
    return CoachedCase(request, logic.give_feedback(request, coach=COACH))


def quoted(text: str) -> set[str]:
    return set(re.findall(r"“([^”]+)”", text))


def named(phone: str) -> str:
    return f"{TIPS.name(phone)} /{to_ipa(phone)}/".lower()


def is_unclear(issue: Issue) -> bool:
    return issue.rule == "SUB_UNCLEAR"


def check_description(text: str, cited: list[Issue]) -> None:
    """Each sentence `X was heard as Y in …` and its kin names a change that its issues show, in their words."""
    for sentence in re.split(r"(?<=\.)\s+", text.replace(UNCERTAIN, "")):
        body = sentence.strip().rstrip(".").lower()
        if not body:
            continue
        if found := re.fullmatch(r"(.+/) was heard as (.+/) in (.+)", body):
            shown = [
                each for each in cited
                if each.target and each.heard and not is_unclear(each) and each.target != each.heard
                and (named(each.target), named(each.heard)) == found.group(1, 2)
            ]  # fmt: skip
        elif found := re.fullmatch(r"an extra sound, (.+/), was heard in (.+)", body):
            shown = [
                each
                for each in cited
                if not each.target and each.heard and named(each.heard) == found[1]
            ]
        elif found := re.fullmatch(r"the weak vowel was heard in full, as (.+/), in (.+)", body):
            shown = [
                each for each in cited
                if each.category == "schwa" and each.target and each.heard and named(each.heard) == found[1]
                and not is_unclear(each) and each.target != each.heard
            ]  # fmt: skip
        elif found := re.fullmatch(r"(.+/) was not heard in (.+)", body):
            shown = [
                each for each in cited
                if each.target and each.heard is None and each.category != "stress" and named(each.target) == found[1]
            ]  # fmt: skip
        elif found := re.fullmatch(r"(.+/) was off the american target in (.+)", body):
            shown = [
                each for each in cited
                if each.target and named(each.target) == found[1]
                and is_unclear(each)
            ]  # fmt: skip
        elif found := re.fullmatch(r"(.+/) was (said .+?) in (.+)", body):
            rule = DETAILS[found[2]]
            shown = [
                each
                for each in cited
                if each.rule == rule and each.target and named(each.target) == found[1]
            ]
        else:
            found = re.fullmatch(r"the stress was on another syllable .+? has it in (.+)", body)
            assert found, sentence
            shown = [each for each in cited if each.category == "stress"]
        assert shown, sentence
        assert quoted(body) <= {each.word.lower() for each in shown}, sentence
        times = set(re.findall(r"\((\d+\.\d\d) s\)", body))
        assert times <= {f"{each.start_s:.2f}" for each in shown if each.start_s is not None}, (
            sentence
        )
        n_words = len({each.word_index for each in shown})
        if counted := re.search(r"in (\d+) (?:of (\d+) )?words?:", body):
            # weak vowels of two kinds may both be heard as the same one: a sentence each
            assert int(counted[1]) == n_words or (
                "weak vowel" in body and int(counted[1]) < n_words
            )
            assert counted[2] is None or int(counted[2]) >= n_words


def check_habit(finding: Finding, case: CoachedCase) -> None:
    """Of delivery: with its measure, and the words and times that it was counted in."""
    kind = finding.measured[0].removeprefix("delivery.")
    (found,) = (each for each in case.diff.delivery if each.kind == kind)
    assert found.state == "habit"
    assert finding.times == found.times
    is_count = kind in {"weak_forms", "missing_breaks", "nuclear_accent", "fillers"}
    written = f"{found.value:.0f}" if is_count else f"{found.value:.1f}"
    assert written in finding.text or (kind == "fillers" and "once" in finding.text)
    words = {case.words[index].text for index in found.word_indices if index in case.words}
    assert quoted(finding.text) <= {*words, "about"}


def check_finding(finding: Finding, case: CoachedCase) -> None:
    if finding.issue_ids:
        cited = case.cited(finding.issue_ids)
        assert {each.category for each in cited} == {finding.category}
        assert finding.severity in {each.severity for each in cited}
        spans = {(each.start_s, each.end_s) for each in cited}
        assert {(each.start_s, each.end_s) for each in finding.times} <= spans
        check_description(finding.text, cited)
        return
    if finding.measured[0].startswith("delivery."):
        check_habit(finding, case)
        return
    assert case.request.alignment is not None
    assert case.diff.text_source == "reference"
    if finding.measured == ["timing.pauses"]:
        inside = [p for p in case.request.alignment.timing.pauses if p.inside_phrase]
        assert {(p.start_s, p.end_s) for p in inside} == {
            (t.start_s, t.end_s) for t in finding.times
        }
        assert f"paused {len(inside)} times" in finding.text
        after = {case.words[p.after_word].text for p in inside if p.after_word is not None}
        assert quoted(finding.text) <= after
    else:
        assert finding.measured == ["intonation.final"]
        final, ends = case.request.alignment.intonation.final, case.request.alignment.text[-1]
        rose = "pitch rose" in finding.text
        assert final.kind == ("rise" if rose else "fall")
        assert ends in ({".", "!"} if rose else {"?"})


def check_turned(text: str, cited: list[Issue], case: CoachedCase) -> str:
    """Words said to have become others did; the text without those sentences."""
    for word, other in re.findall(r"Said this way, “([^”]+)” is another word: “([^”]+)”\.", text):
        spellings = [
            [*targets[: issue.phone_index], *([issue.heard] if issue.heard else []), *targets[issue.phone_index + 1 :]]
            for issue in cited
            if issue.word == word and issue.phone_index is not None and not is_unclear(issue)
            for targets in [[phone.target for phone in case.words[issue.word_index].phones]]
            if all(p.state == "fine" for p in case.words[issue.word_index].phones if p.index != issue.phone_index)
        ]  # fmt: skip
        said = [[phone.rstrip("012") for phone in each] for each in DICTIONARY.variants(other)]
        assert any(each in said for each in spellings), (word, other)
    return re.sub(r"Said this way, [^.]+\. ?", "", text)


def check_priority(priority: Priority, case: CoachedCase) -> None:
    cited = case.cited(priority.issue_ids)
    families_of = families.HabitFamilies(case.diff)
    assert {families_of.family_of(each) for each in cited} == {priority.family}
    assert len(cited) == sum(families_of.family_of(i) == priority.family for i in case.diff.issues)
    of_family = TIPS.families[priority.family]
    why = check_turned(priority.why, cited, case)
    tips = [of_family, *(TIPS.rules[each.tip] for each in cited if each.tip in TIPS.rules)]
    titled = [each for each in tips if each.title == priority.title]
    meant = [each for each in titled if each.why.lower() in why.lower()]
    tip = next(iter(meant), None)
    cues = [*of_family.cues, "Say “", "Say it in a phrase now"]
    if tip is None:
        (sound,) = {each.target for each in cited}
        assert sound is not None
        assert priority.title == f"Work on {TIPS.name(sound)}"
        assert priority.how.startswith((TIPS.sounds[sound].how, *cues))
        described, _, rest = why.rpartition("The American target has ")
        assert rest.startswith(TIPS.name(sound))
    else:
        assert of_family in meant or {each.tip for each in cited} == {cited[0].tip}
        assert priority.how.startswith((*(each.how for each in meant), *cues))
        place = why.lower().rindex(tip.why.lower())
        described, rest = why[:place], why[place:]
        assert quoted(rest) <= {word for each in meant for pair in each.pairs for word in pair}
    check_description(described, cited)
    for slip in priority.slips:
        heard = slip.heard.phone if slip.heard else None
        target = slip.target.phone if slip.target else None
        shown = [
            each for each in cited
            if (each.target == target and (each.heard == heard or (heard is None and is_unclear(each))))
            or (target is None and heard is None and each.category == "stress")
        ]  # fmt: skip
        assert {each.word for each in shown} >= set(slip.words)
        assert slip.n_chances is None or slip.n_chances >= len({each.word_index for each in shown})


HEARD_IN_NOTE = (
    (r"(.+) was heard as (.+) in (.+)", lambda i, f: (_name(i.target), _name(i.heard)) == f[:2] and not is_unclear(i)),
    (r"an extra sound, (.+), was heard in (.+)", lambda i, f: i.target is None and _name(i.heard) == f[0]),
    (r"the weak vowel was heard in full, as (.+), in (.+)", lambda i, f: i.category == "schwa" and _name(i.heard) == f[0]),
    (r"(.+) was off the american target in (.+)", lambda i, f: _name(i.target) == f[0] and is_unclear(i)),
    (r"(.+) came without its puff of air in (.+)", lambda i, f: i.rule == "ASPIR" and _name(i.target) == f[0]),
    (r"(.+) was said with the tongue curled back in (.+)", lambda i, f: i.rule == "T_RET" and _name(i.target) == f[0]),
    (r"the stress was on another syllable in (.+)", lambda i, f: i.category == "stress"),
    (r"the end of (\d+) words? was not heard: (.+)", lambda i, f: i.target and i.heard is None),
    (r"an extra sound was heard in (\d+) words?: (.+)", lambda i, f: i.target is None),
    (r"the weak vowel was heard in full in (\d+) words?: (.+)", lambda i, f: i.category == "schwa"),
    (r"(.+) was not heard in (.+)", lambda i, f: _name(i.target) == f[0] and i.heard is None and i.category != "stress"),
)  # fmt: skip


def _name(phone: str | None) -> str | None:
    return None if phone is None else TIPS.name(phone).lower()


def check_note(case: CoachedCase) -> None:
    """At most 120 words, in the order to act in; what it tells of the recording, its issues show."""
    note = case.said.note
    assert case.said.summary == " ".join(part.text for part in note)
    assert len(case.said.summary.split()) <= gates.NOTE_WORDS
    kinds = [part.kind for part in note]
    if not case.said.priorities:
        assert "focus" not in kinds
        return
    order = ["well", "focus", "heard", "how", "why", "listen", "drill", "again"]
    assert kinds == [kind for kind in order if kind in kinds]
    assert {"focus", "heard", "how", "drill", "again"} <= set(kinds)
    first = case.said.priorities[0]
    cited = case.cited(first.issue_ids)
    parts = {part.kind: part for part in note}
    assert parts["focus"].text == f"One thing now: {first.title}."
    heard = parts["heard"]
    assert heard.word_indices == sorted({each.word_index for each in cited})
    assert {(each.start_s, each.end_s) for each in heard.times} <= {
        (each.start_s, each.end_s) for each in cited
    }
    for told in heard.text.removesuffix(".").lower().split("; "):
        pattern, is_shown = next(
            (pattern, shown) for pattern, shown in HEARD_IN_NOTE if re.fullmatch(pattern, told)
        )
        found = re.fullmatch(pattern, told)
        assert found
        shown = [each for each in cited if is_shown(each, found.groups())]
        assert shown, told
        assert quoted(told) <= {each.word.lower() for each in shown}, told
        if found[1].isdigit():
            assert int(found[1]) == len({each.word_index for each in cited})
    mine = {each.word for each in cited} | set(TIPS.families[first.family].phrases)
    for kind in {"listen", "drill"} & parts.keys():
        assert quoted(parts[kind].text) <= mine


def is_pair(word: str, other: str, changes: set[tuple[str, str | None]]) -> bool:
    others = [[p.rstrip("012") for p in each] for each in DICTIONARY.variants(other)]
    for variant in DICTIONARY.variants(word):
        phones = [p.rstrip("012") for p in variant]
        for place, phone in enumerate(phones):
            for target, heard in changes:
                said = [heard] if heard else []
                if phone == target and [*phones[:place], *said, *phones[place + 1 :]] in others:
                    return True
    return False


def check_drills(case: CoachedCase) -> None:
    voiced = {"P": "B", "T": "D", "K": "G"}
    assert [each.priority_rank for each in case.said.drills] == [
        p.rank for p in case.said.priorities
    ]
    for drill in case.said.drills:
        priority = case.said.priorities[drill.priority_rank - 1]
        cited = case.cited(priority.issue_ids)
        tips = [TIPS.families[priority.family], *(TIPS.rules.get(i.tip) for i in cited)]
        changes = {
            (each.target, voiced.get(each.target) if each.heard == each.target else each.heard)
            for each in cited
            if each.target and not is_unclear(each)
        }
        reviewed = {frozenset(pair) for tip in tips if tip for pair in tip.pairs}
        for word, other in drill.minimal_pairs:
            assert frozenset((word, other)) in reviewed or is_pair(word, other, changes)
        earlier = case.request.history.recordings if case.request.history else []
        here = {(each.target, None if is_unclear(each) else each.heard) for each in cited}
        before = {s.word for each in earlier for s in each.slips if (s.target, s.heard) in here}
        own = {word.lower() for word in drill.own_words}
        assert own <= {each.word.lower() for each in cited} | before
        assert quoted(drill.next_recording) <= {each.word for each in cited} | set(drill.own_words)
        check_steps(drill, case, cited)


STEPS = ["listen", "word", "buildup", "phrase", "linking", "chant", "sentence", "own"]


def check_steps(drill: Drill, case: CoachedCase, cited: list[Issue]) -> None:
    """From the ear to the learner's own sentence; each word with phones that the dictionary has for it."""
    kinds = [step.kind for step in drill.steps]
    assert kinds == sorted(kinds, key=STEPS.index)
    assert {"word", "phrase", "sentence", "own"} <= set(kinds)
    assert drill.steps[-1].text in " ".join(word.text for word in case.diff.target_words)
    for step in drill.steps:
        words = re.split(r"[\s‿]+", step.text)
        if step.kind == "listen":
            assert step.text in step.choices
            assert step.choices in drill.minimal_pairs
        if step.kind == "word":
            assert step.text in {each.word for each in cited}
        if step.kind == "buildup":
            assert step.phones[0]
            continue
        assert len(step.phones) == len(words)
        for word, phones in zip(words, step.phones, strict=True):
            assert tuple(phones) in DICTIONARY.variants(word.strip(".,?!").lower()), word


_SCORES = ("accuracy", "fluency", "completeness", "prosody")


def check_delivery(case: CoachedCase) -> None:
    """Habits of delivery: one in the note where no sound is to be worked on, the others as findings; each once."""
    diff, said = case.diff, case.said
    habits = {each.kind for each in diff.delivery if each.state == "habit"}
    habits -= {"words_per_minute", "unexpected_breaks", "other"}
    first = [part for part in said.note if part.kind == "delivery"]
    assert len(first) == (1 if habits and not said.priorities else 0)
    told = [measure for finding in said.findings for measure in finding.measured]
    told = [measure.removeprefix("delivery.") for measure in told if "delivery." in measure]
    assert set(told) <= habits
    assert len(told) + len(first) == len(habits)
    assert not {part.text for part in first} & {finding.text for finding in said.findings}


def check_scores(case: CoachedCase) -> None:
    """Each score with a measure has one sentence, and the measure is in it."""
    scores = case.diff.scores
    reasons = {reason.part for reason in scores.reasons} if case.diff.assessable else set()
    sentences = [part.text for part in case.said.more if part.kind == "score"]
    assert len(sentences) == len(reasons)
    for text, part in zip(sentences, [p for p in _SCORES if p in reasons], strict=True):
        values = [each.value for each in scores.reasons if each.part == part]
        written = {f"{value:.0f}" if value == int(value) else f"{value:.1f}" for value in values}
        assert written <= set(re.findall(r"\d+(?:\.\d+)?", text))


def check_whole(case: CoachedCase) -> None:
    """Summary, strength and next step."""
    diff, said = case.diff, case.said
    scores = [each for each in diff.scores.model_dump().values() if isinstance(each, int | float)]
    scores += [each.accuracy for each in diff.words if each.accuracy is not None]
    measured = {f"{each:.0f}" for each in scores}
    more = {part.kind: part.text for part in said.more}
    counts = more.get("counts", "")
    for text in (said.summary, said.strength or "", said.next_step, counts):
        assert set(re.findall(r"(\d+) of 100", text)) <= measured
    if found := re.search(r"(\d+) slips? in (\d+) words?\.", counts):
        assert int(found[1]) == len(diff.issues)
        assert int(found[2]) == len({each.word_index for each in diff.issues})
    else:
        assert not diff.issues
    read = {w.text for w in diff.words if w.error_type in {"omission", "insertion"}}
    read |= {w.read_as for w in diff.words if w.read_as}
    reading = [p.text for p in [*said.note, *said.more] if p.kind == "reading"]
    assert len(reading) == (1 if read else 0)
    assert quoted(" ".join(reading)) <= read
    uncertain = sum(p.state == "uncertain" for w in diff.words for p in w.phones)
    assert ("unclear" in more) is (uncertain > 0)
    if "Nothing to correct" in said.summary:
        assert not diff.issues
    if said.strength and " was right throughout" in said.strength:
        name = said.strength.split(" was right throughout")[0].casefold()
        praised = [p for p in PHONES if TIPS.name(p).casefold() == name]
        assert set(praised) <= set(first_languages.hard_sounds(case.request.l1))
        assert diff.text_source == "reference"
        shown = [p for w in diff.words for p in w.phones if p.target in praised]
        assert {p.state for p in shown} == {"fine"}
        assert not any(issue.target in praised for issue in diff.issues)
        with_it = {w.text for w in diff.words if any(p.target in praised for p in w.phones)}
        assert quoted(said.strength) <= with_it
    elif said.strength:
        better = [each for each in said.progress.phones if each.trend == "better"]
        assert any(said.strength.casefold().startswith(TIPS.name(p.sound.phone)) for p in better)
    if "You said every word of the text" in said.summary:
        assert diff.scores.completeness == 100.0
        assert all(word.error_type != "omission" for word in diff.words)
    if "without a pause" in said.summary:
        assert not any(p.inside_phrase for p in case.request.alignment.timing.pauses)


def check_progress(case: CoachedCase) -> None:
    given, history = case.said.progress, case.request.history
    if given is None:
        return
    assert given.n_recordings == len(history.recordings)
    slipped = {s.word.lower() for r in history.recordings for s in r.slips} | {
        issue.word.lower() for issue in case.diff.issues
    }
    for error in given.own_errors:
        assert {word.lower() for word in error.words} <= slipped
        heard = error.heard.phone if error.heard else None
        for word, other in error.minimal_pairs:
            assert is_pair(word, other, {(error.target.phone, heard)})
    if "keep on with" in case.said.next_step:
        assert {word.lower() for word in quoted(case.said.next_step)} <= slipped
    assert given.since == history.recordings[0].recorded_at
    counted: dict[str, tuple[int, int]] = {}
    for recording in history.recordings:
        for phone, tally in recording.phones.items():
            n, right = counted.get(phone, (0, 0))
            counted[phone] = (n + tally.n, right + tally.right)
    masteries = {each.sound.phone: each for each in given.phones}
    for statement in given.statements:
        text = statement.text
        if found := re.search(r"(\d+) of (\d+) here, (\d+) of (\d+) in earlier", text):
            (phone,) = statement.phones
            now = masteries[phone].timeline[-1]
            assert (now.n, now.right) == (int(found[2]), int(found[1]))
            assert counted[phone] == (int(found[4]), int(found[3]))
            more = now.right / now.n > counted[phone][1] / counted[phone][0]
            assert ("more often" in text) is more
        elif found := re.search(r"on target (\d+) of the last (\d+) times, over (\d+)", text):
            (phone,) = statement.phones
            recent = masteries[phone].timeline[-int(found[3]) :]
            assert sum(each.n for each in recent) == int(found[2])
            assert sum(each.right for each in recent) == int(found[1])
        else:
            assert given.same_text is not None
    if (same := given.same_text) is not None:
        before = {(i.word_index, i.target) for i in history.same_text.diff.issues}
        now = {(i.word_index, i.target) for i in case.diff.issues}
        texts = {index: word.text.lower() for index, word in case.words.items()}
        for slips, was, is_now in (
            (same.solved, True, False),
            (same.again, True, True),
            (same.fresh, False, True),
        ):
            for slip in slips:
                places = [index for index, text in texts.items() if text == slip.word.lower()]
                assert not was or any((index, slip.target) in before for index in places)
                assert not is_now or any((index, slip.target) in now for index in places)


def check_in_any_language(case: CoachedCase) -> None:
    """Priorities of their own, a short note, a sentence for each score with a measure, no vowel named for a consonant."""
    diff, said = case.diff, case.said
    for said_of in ("family", "title", "how"):
        texts = [getattr(each, said_of) for each in said.priorities]
        assert len(set(texts)) == len(texts), texts
    assert len(said.summary.split()) <= gates.NOTE_WORDS
    told = {
        (slip.target.phone, slip.heard.phone)
        for priority in said.priorities
        for slip in priority.slips
        if slip.target and slip.heard
    }
    measured = {(each.target, each.heard) for each in diff.issues}
    crossed = {pair for pair in told if is_vowel(pair[0]) != is_vowel(pair[1])}
    assert crossed <= measured
    scored = (
        {reason.part for reason in diff.scores.reasons} - {"overall"} if diff.assessable else set()
    )
    assert len([part for part in said.more if part.kind == "score"]) == len(scored)


def check(case: CoachedCase) -> None:
    diff, said = case.diff, case.said
    if not diff.assessable:
        assert (said.priorities, said.findings, said.drills) == ([], [], [])
        assert (said.strength, said.progress) == (None, None)
        return
    ranks = [each.rank for each in said.priorities]
    assert ranks == list(range(1, len(ranks) + 1))
    assert bool(ranks) is bool(diff.issues)
    assert len(ranks) <= 3
    for said_of in ("family", "title", "how"):
        texts = [getattr(each, said_of) for each in said.priorities]
        assert len(set(texts)) == len(texts), texts
    for priority in said.priorities:
        check_priority(priority, case)
    for finding in said.findings:
        check_finding(finding, case)
    told = [i for each in [*said.findings, *said.priorities] for i in each.issue_ids]
    assert sorted(told) == sorted(case.issues)
    check_note(case)
    check_drills(case)
    check_whole(case)
    check_delivery(case)
    check_scores(case)
    check_progress(case)


@settings(deadline=None, max_examples=N_DRAWS, derandomize=True)
@given(st.integers(0, 2**32), st.sampled_from(["en", "hi"]))
def test_a_recording_is_told_one_thing_a_habit_and_a_sentence_a_score(seed, language):
    check_in_any_language(case_of(seed, language))


@settings(deadline=None, max_examples=N_DRAWS, derandomize=True)
@given(st.integers(0, 2**32))
def test_every_statement_rests_on_what_was_measured(seed):
    check(case_of(seed))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: setattr(said.note[-6], "text", "V was heard as z in “ghost”."),
        lambda said: said.note[-6].times.append(said.note[-6].times[0].model_copy(update={"start_s": 99.0})),
        lambda said: setattr(said.priorities[0], "family", "th"),
        lambda said: setattr(said.drills[0].steps[2], "phones", [["G", "OW1", "S", "T"]]),
        lambda said: said.drills[0].minimal_pairs.append(["cat", "house"]),
        lambda said: said.drills[0].own_words.append("ghost"),
        lambda said: setattr(said.priorities[0], "why", "Said this way, “very” is another word: “ghost”. " + said.priorities[0].why),
    ],
)  # fmt: skip
def test_the_check_itself_sees_what_is_made_up(spoil):
    request = requests.FeedbackRequest.model_validate(requests.EXAMPLE)
    case = CoachedCase(request, logic.give_feedback(request, coach=COACH))
    check(case)
    spoil(case.said)
    with pytest.raises(AssertionError):
        check(case)
